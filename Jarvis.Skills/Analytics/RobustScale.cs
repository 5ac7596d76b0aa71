using System.Runtime.InteropServices;

namespace Jarvis.Skills.Analytics;

/// <summary>
/// Where a sample lies and how wide it spreads, unmoved by up to half of its values being wild.
/// Centre: the median. Spread: 1.4826 × median(|x - median|), which equals the standard deviation for normal data; where more than half
/// of the values are equal that is zero, and 1.2533 × mean(|x - median|) is taken. Score: z = (x - centre) / spread.
/// Source: Iglewicz and Hoaglin, "How to Detect and Handle Outliers", ASQC 1993 (modified z-score; they mark |z| > 3.5).
/// </summary>
/// <param name="Center">The median, NaN of no values.</param>
/// <param name="Spread">In the unit of the values; zero if all are equal, NaN of no values.</param>
/// <param name="Count">How many finite values there were.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RobustScale(double Center, double Spread, int Count)
{
    private const double MedianToSigma = 1.4826;
    private const double MeanToSigma = 1.2533;

    public static RobustScale Of(ReadOnlySpan<double> values)
    {
        var sorted = Finite.Sorted(values);
        if (sorted.Length == 0)
        {
            return new(double.NaN, double.NaN, 0);
        }

        var center = Percentiles.OfSorted(sorted, 0.5);
        var deviations = Array.ConvertAll(sorted, x => Math.Abs(x - center));
        Array.Sort(deviations);
        var mad = Percentiles.OfSorted(deviations, 0.5);
        return new(center, mad > 0 ? MedianToSigma * mad : MeanToSigma * deviations.Average(), sorted.Length);
    }

    /// <summary>How many spreads the value lies above the centre; infinite for any difference from a constant sample, zero for none.</summary>
    public double Score(double value) =>
        Spread > 0 || double.IsNaN(Spread) ? (value - Center) / Spread
        : value > Center ? double.PositiveInfinity
        : value < Center ? double.NegativeInfinity
        : 0;
}
