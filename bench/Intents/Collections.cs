using System.Text;
using System.Text.Json;

namespace Jarvis.Bench.Intents;

/// <summary>A collection of texts with their classes, and the part that is scored.</summary>
/// <param name="Name">Which part is scored: "test", or what stands for it.</param>
internal sealed record Collection(
    string Name, IReadOnlyList<(string Text, string Label)> Train, IReadOnlyList<string> Strangers,
    IReadOnlyList<(string Text, string Label)> Test, IReadOnlyList<string> TestStrangers);

/// <summary>Reads the files as their authors publish them.</summary>
internal static class Collections
{
    /// <summary>Of every so many texts of a class one is kept to be scored, where there is no test part.</summary>
    private const int HeldBack = 10;

    /// <summary>train_val.json, and test.json where it is there; then the validation part is learnt too.</summary>
    public static Collection Clinc(string folder)
    {
        using var known = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "train_val.json")));
        var (train, strangers) = (Pairs(known, "train"), Texts(known, "oos_train"));
        var (validation, others) = (Pairs(known, "val"), Texts(known, "oos_val"));
        var file = Path.Combine(folder, "test.json");
        if (!File.Exists(file)) return new Collection("the validation part", train, strangers, validation, others);
        using var test = JsonDocument.Parse(File.ReadAllText(file));
        return new Collection("test", [.. train, .. validation], [.. strangers, .. others], Pairs(test, "test"), Texts(test, "oos_test"));
    }

    /// <summary>train.csv, and test.csv where it is there; otherwise every tenth text of a class is held back.</summary>
    public static Collection Banking(string folder)
    {
        var train = Rows(Path.Combine(folder, "train.csv"));
        var file = Path.Combine(folder, "test.csv");
        if (File.Exists(file)) return new Collection("test", train, [], Rows(file), []);
        var order = train.ToArray();
        new Random(3).Shuffle(order);
        var numbered = order.GroupBy(r => r.Label, StringComparer.Ordinal).SelectMany(g => g.Select((row, number) => (row, number))).ToList();
        return new Collection("a tenth of the training part", [.. numbered.Where(n => n.number % HeldBack > 0).Select(n => n.row)], [],
            [.. numbered.Where(n => n.number % HeldBack == 0).Select(n => n.row)], []);
    }

    private static List<(string Text, string Label)> Pairs(JsonDocument document, string part) =>
        [.. document.RootElement.GetProperty(part).EnumerateArray().Select(p => (p[0].GetString()!, p[1].GetString()!))];

    private static List<string> Texts(JsonDocument document, string part) => [.. Pairs(document, part).Select(p => p.Text)];

    // Two columns with a head; a field in quotation marks may hold commas, line breaks and doubled quotation marks.
    private static List<(string Text, string Label)> Rows(string file)
    {
        var (rows, fields, field, quoted) = (new List<(string, string)>(), new List<string>(), new StringBuilder(), false);
        foreach (var c in File.ReadAllText(file) + "\n")
        {
            if (c == '"') { if (!quoted && field.Length > 0) field.Append(c); quoted = !quoted; }
            else if (quoted || c is not (',' or '\n' or '\r')) field.Append(c);
            else if (c is ',' or '\n')
            {
                fields.Add(field.ToString());
                field.Clear();
                if (c == ',') continue;
                if (fields.Count == 2) rows.Add((fields[0], fields[1]));
                fields.Clear();
            }
        }
        return rows[1..];
    }
}
