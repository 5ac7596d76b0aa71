using Quartz;

namespace Jarvis.Bot.Autonomy.Routines;

/// <summary>Which occurrence a firing stands for, and how many before it were missed. Pure.</summary>
/// <param name="Due">The last occurrence up to the firing.</param>
/// <param name="LastMissed">The last occurrence before that which was missed; null when none was.</param>
internal sealed record Occurrences(DateTimeOffset Due, DateTimeOffset? LastMissed, int Missed)
{
    /// <summary>Counting stops here: more than a year of hours.</summary>
    public const int MostCounted = 10_000;

    /// <param name="fired">When it fired: at the occurrence's own time or a little later, or after a backlog at the time of the catch-up.</param>
    /// <param name="after">The last occurrence that was dealt with, or the beginning of the schedule; null when that is not known.</param>
    /// <returns>Null when nothing new is due.</returns>
    public static Occurrences? Of(string cron, TimeZoneInfo zone, DateTimeOffset fired, DateTimeOffset? after)
    {
        var schedule = new CronExpression(cron, zone);
        if (schedule.GetPreviousValidTimeBefore(fired.AddSeconds(1)) is not { } due || due <= after) return null;

        var missed = 0;
        DateTimeOffset? last = null;
        for (var at = after is { } from ? schedule.GetNextValidTimeAfter(from) : null; at < due && missed < MostCounted; at = schedule.GetNextValidTimeAfter(at.Value))
            (last, missed) = (at, missed + 1);
        if (missed == MostCounted) last = schedule.GetPreviousValidTimeBefore(due);
        return new Occurrences(due.ToUniversalTime(), last?.ToUniversalTime(), missed);
    }
}
