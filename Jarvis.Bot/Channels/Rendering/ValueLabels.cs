using System.Globalization;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>Numbers as axis labels: short, with their unit.</summary>
internal static class ValueLabels
{
    private static readonly string[] Thousands = ["", "k", "M", "G", "T"];
    private static readonly string[] Bytes = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <param name="unit">As in <see cref="Skills.Answers.Chart.Unit"/>; "count" is not shown.</param>
    public static string Of(double value, string? unit)
    {
        if (unit is "bytes" or "B") return Scaled(value, 1024, Bytes, " ");
        var number = Scaled(value, 1000, Thousands, "");
        return unit switch
        {
            null or "" or "count" => number,
            "%" => number + "%",
            _ => $"{number} {unit}",
        };
    }

    private static string Scaled(double value, double step, string[] names, string space)
    {
        // Up to 9999 a count reads better as it is.
        var (at, next) = (0, step < 1024 ? 10_000 : step);
        while (at < names.Length - 1 && Math.Abs(value) >= next)
        {
            at++;
            next = Math.Pow(step, at + 1);
        }
        var shown = value / Math.Pow(step, at);
        return shown.ToString(Math.Abs(shown) switch { >= 1000 => "#,0", >= 100 => "0.#", >= 10 => "0.##", _ => "0.###" }, CultureInfo.InvariantCulture) + (names[at].Length == 0 ? "" : space + names[at]);
    }
}
