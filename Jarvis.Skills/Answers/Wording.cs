using System.Globalization;

namespace Jarvis.Skills.Answers;

/// <summary>Counts, times and long texts as every domain says them.</summary>
public static class Wording
{
    /// <summary>"1 lead", "1,200 leads".</summary>
    public static string Count(long count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {one}{(count == 1 ? "" : "s")}");

    /// <summary>A number of something, as in "lead 1200": without separators, so that it can be said again.</summary>
    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>"40 %".</summary>
    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");

    /// <summary>On one line, no longer than a row of a table takes.</summary>
    public static string Short(string text, int most = 90)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= most ? line : string.Concat(line.AsSpan(0, most - 1), "…");
    }
}
