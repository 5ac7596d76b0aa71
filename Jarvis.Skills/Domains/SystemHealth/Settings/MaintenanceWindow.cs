using System.Globalization;
using System.Text.RegularExpressions;
using Interval = Jarvis.Skills.Analytics.Interval;

namespace Jarvis.Skills.Domains.SystemHealth.Settings;

/// <summary>A time in which a service may fail without anybody being told: weekly, or once. Both in the owner's zone.</summary>
public sealed partial record MaintenanceWindow
{
    public const string Allowed = "\"Sun 02:00-04:00\", \"daily 03:00-03:30\", or \"2026-11-28 22:00 - 2026-11-29 02:00\", in the owner's time zone";

    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly DayOfWeek? day;
    private readonly bool once;
    private readonly DateTime from;
    private readonly TimeSpan length;

    private MaintenanceWindow(DayOfWeek? day, bool once, DateTime from, TimeSpan length) =>
        (this.day, this.once, this.from, this.length) = (day, once, from, length);

    /// <summary>Whether the window is open at an instant. A window may run over midnight, or over the end of summer time.</summary>
    public bool Covers(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        if (once) return local >= from && local < from + length;
        // Yesterday's window may still be open.
        return StartsOn(local.Date) || StartsOn(local.Date.AddDays(-1));

        bool StartsOn(DateTime date) =>
            (day is null || date.DayOfWeek == day) && local >= date + from.TimeOfDay && local < date + from.TimeOfDay + length;
    }

    /// <summary>The times in which the window is open between two instants.</summary>
    public IEnumerable<Interval> Between(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone)
    {
        var first = TimeZoneInfo.ConvertTime(from, zone).Date.AddDays(-1);
        var last = TimeZoneInfo.ConvertTime(to, zone).Date;
        var starts = once ? [this.from] : Dates(first, last).Where(d => day is null || d.DayOfWeek == day).Select(d => d + this.from.TimeOfDay);
        return starts.Select(s => new Interval(Instant(s, zone), Instant(s + length, zone))).Where(i => i.End > from && i.Start < to);
    }

    public static MaintenanceWindow? Parse(string text)
    {
        if (Weekly().Match(text) is { Success: true } weekly)
        {
            var word = weekly.Groups["day"].Value.ToLowerInvariant();
            var weekday = word == "daily" ? -1 : Array.FindIndex(Days, d => word.StartsWith(d, StringComparison.Ordinal));
            if ((weekday < 0 && word != "daily") || !Time(weekly.Groups["from"].Value, out var from) || !Time(weekly.Groups["to"].Value, out var to) || from == to) return null;
            return new MaintenanceWindow(weekday < 0 ? null : (DayOfWeek)weekday, once: false, DateTime.MinValue + from, to > from ? to - from : to - from + TimeSpan.FromDays(1));
        }
        var parts = text.Split(" - ", 2);
        return parts.Length == 2 && Day(parts[0], out var first) && Day(parts[1], out var last) && last > first
            ? new MaintenanceWindow(null, once: true, first, last - first)
            : null;
    }

    private static IEnumerable<DateTime> Dates(DateTime first, DateTime last)
    {
        for (var date = first; date <= last; date = date.AddDays(1)) yield return date;
    }

    private static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone) => new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();

    private static bool Time(string text, out TimeSpan time) =>
        TimeSpan.TryParseExact(text, ["h\\:mm", "hh\\:mm"], CultureInfo.InvariantCulture, out time);

    private static bool Day(string text, out DateTime at) => DateTime.TryParseExact(
        text.Trim(), ["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out at);

    [GeneratedRegex(@"^\s*(?<day>[A-Za-z]{3,9})\s+(?<from>\d{1,2}:\d\d)\s*-\s*(?<to>\d{1,2}:\d\d)\s*$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Weekly();
}
