using System.Globalization;

namespace Jarvis.Skills.Domains.SystemHealth;

/// <summary>Times, sizes and shares as people read them.</summary>
internal static class HealthWords
{
    public static string Long(TimeSpan time) => time switch
    {
        { TotalSeconds: < 90 } => $"{Math.Max(0, Math.Round(time.TotalSeconds)):0} s",
        { TotalMinutes: < 90 } => $"{Math.Round(time.TotalMinutes):0} min",
        { TotalHours: < 36 } => time.Minutes is var minutes and > 0 ? $"{(int)time.TotalHours} h {minutes} min" : $"{(int)time.TotalHours} h",
        _ => $"{Math.Round(time.TotalDays):0} days",
    };

    public static string Milliseconds(double value) => double.IsNaN(value) ? "–"
        : value >= 10_000 ? string.Create(CultureInfo.InvariantCulture, $"{value / 1000:0.0} s")
        : value >= 10 ? string.Create(CultureInfo.InvariantCulture, $"{value:0} ms") : string.Create(CultureInfo.InvariantCulture, $"{value:0.0} ms");

    /// <summary>Rounded down, so that 99.996 does not read as a perfect 100.</summary>
    public static string Share(double percent) => double.IsNaN(percent) ? "–"
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(percent * 100) / 100:0.##} %");

    public static string Bytes(double bytes)
    {
        string[] units = ["B", "KB", "MB", "GB", "TB"];
        var unit = 0;
        for (; Math.Abs(bytes) >= 1000 && unit < units.Length - 1; unit++) bytes /= 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{(unit == 0 || Math.Abs(bytes) >= 100 ? Math.Round(bytes) : Math.Round(bytes, 1)):0.#} {units[unit]}");
    }

    public static string Count(int count, string one, string? many = null) => $"{count.ToString("#,0", CultureInfo.InvariantCulture)} {(count == 1 ? one : many ?? one + "s")}";
}
