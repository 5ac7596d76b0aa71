namespace Jarvis.Skills.Analytics;

/// <summary>Arithmetic on stretches of time that do not overlap.</summary>
internal static class Spans
{
    /// <summary>The intervals cut to the period, in order, with those that overlap or touch made one.</summary>
    public static List<(DateTimeOffset Start, DateTimeOffset End)> Merged(IEnumerable<Interval> intervals, DateTimeOffset from, DateTimeOffset until)
    {
        var merged = new List<(DateTimeOffset Start, DateTimeOffset End)>();
        foreach (var interval in intervals.OrderBy(i => i.Start))
        {
            if (interval.End < interval.Start)
            {
                throw new ArgumentException($"An interval ends ({interval.End:u}) before it starts ({interval.Start:u}).", nameof(intervals));
            }

            var start = interval.Start > from ? interval.Start : from;
            var end = interval.End is { } given && given < until ? given : until;
            if (start >= end)
            {
                continue;
            }

            if (merged.Count > 0 && start <= merged[^1].End)
            {
                merged[^1] = (merged[^1].Start, end > merged[^1].End ? end : merged[^1].End);
            }
            else
            {
                merged.Add((start, end));
            }
        }

        return merged;
    }

    public static TimeSpan Total(IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> spans) =>
        spans.Aggregate(TimeSpan.Zero, (sum, s) => sum + (s.End - s.Start));

    public static TimeSpan Overlap((DateTimeOffset Start, DateTimeOffset End) span, IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> others) =>
        others.Aggregate(TimeSpan.Zero, (sum, other) =>
        {
            var start = span.Start > other.Start ? span.Start : other.Start;
            var end = span.End < other.End ? span.End : other.End;
            return end > start ? sum + (end - start) : sum;
        });
}
