using System.Globalization;
using System.Text;

namespace Jarvis.Bench.Routing;

/// <summary>A prompt, and whether the weak and the strong model answered it correctly (0 or 1).</summary>
internal sealed record RoutedPrompt(string Topic, string Text, double Weak, double Strong);

/// <summary>Reads CSV files with the columns domain, prompt, weak…, strong…; quoted fields may span lines (RFC 4180).</summary>
internal static class RoutedPrompts
{
    /// <summary>Null when the file has other columns.</summary>
    public static IReadOnlyList<RoutedPrompt>? Read(string file)
    {
        var rows = Rows(File.ReadAllText(file)).ToList();
        if (rows.Count < 2 || rows[0] is not ["domain", "prompt", var weak, var strong, ..] || !weak.StartsWith("weak", StringComparison.Ordinal) || !strong.StartsWith("strong", StringComparison.Ordinal)) return null;
        return [.. rows.Skip(1).Where(r => r.Count >= 4).Select(r => new RoutedPrompt(r[0], r[1], double.Parse(r[2], CultureInfo.InvariantCulture), double.Parse(r[3], CultureInfo.InvariantCulture)))];
    }

    private static IEnumerable<List<string>> Rows(string text)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (quoted && letter == '"' && i + 1 < text.Length && text[i + 1] == '"') field.Append(text[++i]);
            else if (letter == '"') quoted = !quoted;
            else if (quoted) field.Append(letter);
            else if (letter is ',' or '\n')
            {
                row.Add(field.ToString().TrimEnd('\r'));
                field.Clear();
                if (letter == ',') continue;
                yield return row;
                row = [];
            }
            else field.Append(letter);
        }
        if (field.Length > 0 || row.Count > 0) yield return [.. row, field.ToString()];
    }
}
