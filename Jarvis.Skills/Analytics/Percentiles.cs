using MathNet.Numerics.Statistics;

namespace Jarvis.Skills.Analytics;

/// <summary>
/// Percentiles by linear interpolation between order statistics: h = (n - 1)p, value = x[⌊h⌋] + (h - ⌊h⌋)(x[⌊h⌋+1] - x[⌊h⌋]).
/// This is definition 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50(4), 1996:
/// what Excel's PERCENTILE.INC, NumPy and R give by default. Values that are not finite are left out; of no values, NaN.
/// </summary>
public static class Percentiles
{
    /// <summary>The percentile of the values, in their unit.</summary>
    /// <param name="values">In any order.</param>
    /// <param name="fraction">0.95 for p95.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction lies outside 0..1.</exception>
    public static double Of(ReadOnlySpan<double> values, double fraction)
    {
        Check(fraction);
        return OfSorted(Finite.Sorted(values), fraction);
    }

    public static double P50(ReadOnlySpan<double> values) => Of(values, 0.50);

    public static double P95(ReadOnlySpan<double> values) => Of(values, 0.95);

    /// <summary>
    /// The percentile of each window of values that ends at the same place: element i covers values[i - window + 1 .. i].
    /// Before the first window is full, of what there is; a window without a finite value gives NaN.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The window is empty, or the fraction lies outside 0..1.</exception>
    public static double[] Rolling(ReadOnlySpan<double> values, int window, double fraction)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        Check(fraction);
        var result = new double[values.Length];
        var sorted = new List<double>(Math.Min(window, values.Length));
        for (var i = 0; i < values.Length; i++)
        {
            if (i >= window && double.IsFinite(values[i - window]))
            {
                sorted.RemoveAt(sorted.BinarySearch(values[i - window]));
            }

            if (double.IsFinite(values[i]))
            {
                var place = sorted.BinarySearch(values[i]);
                sorted.Insert(place < 0 ? ~place : place, values[i]);
            }

            result[i] = OfSorted([.. sorted], fraction);
        }

        return result;
    }

    internal static double OfSorted(double[] sorted, double fraction) =>
        sorted.Length == 0 ? double.NaN : SortedArrayStatistics.QuantileCustom(sorted, fraction, QuantileDefinition.R7);

    private static void Check(double fraction)
    {
        if (fraction is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "A percentile is given as a fraction from 0 to 1, such as 0.95 for p95.");
        }
    }
}
