namespace Jarvis.Skills.Analytics;

/// <summary>A stretch of time; without an end it still goes on.</summary>
public sealed record Interval(DateTimeOffset Start, DateTimeOffset? End);

/// <summary>How a service held up over a period.</summary>
/// <param name="Watched">The period less what was excluded.</param>
/// <param name="Down">Time down within that.</param>
/// <param name="Share">0..1: (watched - down) / watched; NaN if nothing was watched. 0.999 is "three nines".</param>
/// <param name="Incidents">Separate times down, overlapping ones counted once.</param>
/// <param name="MeanTimeToRepair">MTTR: mean length of the incidents that ended; null if none did.</param>
/// <param name="MeanTimeBetweenFailures">MTBF: time up per failure that began in the period; null if none did.</param>
/// <param name="Longest">The longest time down, zero if there was none.</param>
/// <param name="IsDown">Whether it was down at the period's end.</param>
public sealed record Availability(
    TimeSpan Watched, TimeSpan Down, double Share, int Incidents, TimeSpan? MeanTimeToRepair, TimeSpan? MeanTimeBetweenFailures,
    TimeSpan Longest, bool IsDown)
{
    /// <summary>
    /// Availability = uptime / watched time; MTTR = Σ repair times / repairs; MTBF = uptime / failures (ISO/IEC 25023, reliability measures).
    /// Incidents are cut to the period, and what lies in an excluded stretch does not count; an incident wholly inside one is none.
    /// </summary>
    /// <param name="from">The period's start.</param>
    /// <param name="until">Its end; an interval that still goes on counts up to here.</param>
    /// <param name="down">In any order; overlapping and touching ones are one incident.</param>
    /// <param name="excluded">Maintenance, and times when nobody was watching.</param>
    /// <exception cref="ArgumentException">The period or an interval ends before it starts.</exception>
    public static Availability Over(DateTimeOffset from, DateTimeOffset until, IEnumerable<Interval> down, IEnumerable<Interval> excluded)
    {
        if (until < from)
        {
            throw new ArgumentException($"The period ends ({until:u}) before it starts ({from:u}).", nameof(until));
        }

        var unwatched = Spans.Merged(excluded, from, until);
        var watched = until - from - Spans.Total(unwatched);
        var incidents = Spans.Merged(down, from, until)
            .Select(span => (span.Start, span.End, Length: span.End - span.Start - Spans.Overlap(span, unwatched)))
            .Where(i => i.Length > TimeSpan.Zero)
            .ToArray();
        var total = Sum(incidents.Select(i => i.Length));
        var repaired = incidents.Where(i => i.End < until).Select(i => i.Length).ToArray();
        var failures = incidents.Count(i => i.Start > from);
        return new(
            watched, total, watched > TimeSpan.Zero ? (watched - total) / watched : double.NaN, incidents.Length,
            repaired.Length > 0 ? Sum(repaired) / repaired.Length : null,
            failures > 0 ? (watched - total) / failures : null,
            incidents.Length > 0 ? incidents.Max(i => i.Length) : TimeSpan.Zero,
            incidents.Any(i => i.End == until));
    }

    private static TimeSpan Sum(IEnumerable<TimeSpan> spans) => spans.Aggregate(TimeSpan.Zero, (a, b) => a + b);
}
