namespace Jarvis.Skills.Analytics;

/// <summary>Measurements have holes: a check that timed out yields NaN, a division by no requests yields infinity.
/// Every method here works on the finite values alone.</summary>
internal static class Finite
{
    public static double[] Of(ReadOnlySpan<double> values)
    {
        var kept = new double[values.Length];
        var count = 0;
        foreach (var value in values)
        {
            if (double.IsFinite(value))
            {
                kept[count++] = value;
            }
        }

        return kept[..count];
    }

    public static double[] Sorted(ReadOnlySpan<double> values)
    {
        var kept = Of(values);
        Array.Sort(kept);
        return kept;
    }

    /// <summary>The readings with finite values, oldest first.</summary>
    public static Reading[] InOrder(IEnumerable<Reading> readings) =>
        [.. readings.Where(r => double.IsFinite(r.Value)).OrderBy(r => r.At)];
}
