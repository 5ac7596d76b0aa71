namespace Jarvis.Skills.Analytics;

/// <summary>
/// Chooses what a moment is compared with: the hour around the same time of earlier days where there is enough of it, because a shop at
/// nine is not a shop at three; else all of the history. Time runs around the clock (23:50 is near 0:10), in UTC, so that a reading's
/// offset does not matter.
/// </summary>
internal static class BaselineWindow
{
    public static (T[] Chosen, bool SameHour) Choose<T>(
        IEnumerable<T> history, Func<T, DateTimeOffset> at, DateTimeOffset moment, DateTimeOffset before, int minimumCount, int minimumDays)
    {
        var past = history.Where(x => at(x) < before).ToArray();
        var near = past.Where(x => MinutesApart(at(x), moment) <= 30).ToArray();
        var days = near.Select(x => at(x).UtcDateTime.Date).Distinct().Count();
        return near.Length >= minimumCount && days >= minimumDays ? (near, true) : (past, false);
    }

    private static double MinutesApart(DateTimeOffset a, DateTimeOffset b)
    {
        var apart = Math.Abs(a.UtcDateTime.TimeOfDay.TotalMinutes - b.UtcDateTime.TimeOfDay.TotalMinutes);
        return Math.Min(apart, (24 * 60) - apart);
    }
}
