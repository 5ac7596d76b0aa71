using System.Globalization;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>
/// Ticks of a time axis at round hours and days of the owner's wall clock. The axis itself runs in UTC, so that the hour
/// which a change of the clocks repeats or leaves out is drawn neither twice nor as a gap.
/// </summary>
internal static class TimeTicks
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly TimeSpan[] Steps =
    [
        .. new double[] { 1, 2, 5, 10, 15, 30 }.Select(TimeSpan.FromMinutes),
        .. new double[] { 1, 2, 3, 6, 12 }.Select(TimeSpan.FromHours),
        .. new double[] { 1, 2, 7, 14 }.Select(TimeSpan.FromDays),
    ];

    /// <param name="most">How many labels there is room for.</param>
    public static IReadOnlyList<(DateTimeOffset At, string Label)> For(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone, int most)
    {
        var span = to - from;
        var step = Steps.FirstOrDefault(s => span / s <= most);
        var walls = step == default ? Months(Wall(from, zone), Wall(to, zone), most) : Every(step, Wall(from, zone), Wall(to, zone));
        var ticks = new List<(DateTimeOffset, string)>();
        DateTime? before = null;
        foreach (var wall in walls)
        {
            // An hour that the clocks leave out has no instant.
            if (zone.IsInvalidTime(wall)) continue;
            var at = new DateTimeOffset(wall, zone.GetUtcOffset(wall));
            if (at < from || at > to) continue;
            ticks.Add((at, Label(wall, before, step)));
            before = wall;
        }
        return ticks;
    }

    private static DateTime Wall(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).DateTime;

    private static IEnumerable<DateTime> Every(TimeSpan step, DateTime from, DateTime to)
    {
        // Weeks begin on Monday, as 0001-01-01 did.
        for (var at = new DateTime(from.Ticks - (from.Ticks % step.Ticks)); at <= to + Day; at += step) yield return at;
    }

    private static IEnumerable<DateTime> Months(DateTime from, DateTime to, int most)
    {
        var months = ((to.Year - from.Year) * 12) + to.Month - from.Month + 1;
        var step = new[] { 1, 2, 3, 6, 12, 24, 60, 120 }.FirstOrDefault(s => months / s <= most, 600);
        for (var at = new DateTime(from.Year, 1, 1); at <= to; at = at.AddMonths(step))
        {
            yield return at;
            if (at.Year > 9900) yield break;
        }
    }

    private static string Label(DateTime wall, DateTime? before, TimeSpan step)
    {
        if (step == default) return wall.ToString(wall.Month == 1 || before is null ? "MMM\nyyyy" : "MMM", CultureInfo.InvariantCulture);
        var date = wall.ToString("ddd d MMM", CultureInfo.InvariantCulture);
        if (step >= Day) return wall.ToString(step >= 7 * Day ? "d MMM" : "ddd d MMM", CultureInfo.InvariantCulture);
        var time = wall.ToString("HH:mm", CultureInfo.InvariantCulture);
        return before is null || before.Value.Date != wall.Date ? $"{time}\n{date}" : time;
    }
}
