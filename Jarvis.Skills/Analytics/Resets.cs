namespace Jarvis.Skills.Analytics;

/// <summary>
/// Finds where a growing quantity was set back (a disk cleaned, a process restarted), so that a trend is drawn only through what came after.
/// A reset is a place where the median of the next three readings lies below the median of the last three by more than a fifth of the
/// series' range and six robust spreads of its steps; a spike up and back is none. Where that happens four times or more the drops belong
/// to the pattern (rotated logs, garbage collection) and nothing is cut off.
/// </summary>
public static class Resets
{
    private const int Beside = 3;
    private const int Recurring = 4;

    /// <summary>The readings since the last reset, oldest first; all finite readings if there was none.</summary>
    public static IReadOnlyList<Reading> SinceLast(IEnumerable<Reading> readings)
    {
        var ordered = Finite.InOrder(readings);
        var resets = Places(Array.ConvertAll(ordered, r => r.Value));
        return resets.Count is 0 or >= Recurring ? ordered : ordered[resets[^1]..];
    }

    private static List<int> Places(double[] values)
    {
        var places = new List<int>();
        if (values.Length < 2 * Beside)
        {
            return places;
        }

        var steps = RobustScale.Of(values.Zip(values.Skip(1), (a, b) => b - a).ToArray());
        var threshold = Math.Max(0.2 * (values.Max() - values.Min()), 6 * steps.Spread);
        double deepest = 0;
        var runEnd = -1;
        for (var i = Beside; i <= values.Length - 2; i++)
        {
            var before = Percentiles.P50(values.AsSpan((i - Beside)..i));
            var after = Percentiles.P50(values.AsSpan(i..Math.Min(values.Length, i + Beside)));
            var drop = before - after + (Beside * steps.Center);
            if (drop <= threshold || drop <= 0)
            {
                continue;
            }

            if (i > runEnd)
            {
                places.Add(i);
                deepest = drop;
            }
            else if (drop > deepest)
            {
                (places[^1], deepest) = (i, drop);
            }

            runEnd = i + Beside;
        }

        return places;
    }
}
