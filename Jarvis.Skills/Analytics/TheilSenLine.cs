using MathNet.Numerics.Distributions;

namespace Jarvis.Skills.Analytics;

/// <summary>
/// A straight line that up to 29 % of wild points do not move: slope = median of (y_j - y_i)/(x_j - x_i) over all pairs, intercept = median
/// of y - slope·x. The slope's interval lies between the pairs' slopes of rank (N ∓ z√Var S)/2, with Var S of <see cref="KendallTest"/>.
/// Sources: Theil, Proc. Kon. Ned. Akad. Wet. 53, 1950; Sen, JASA 63, 1968. Takes n² time and memory: give it some hundred points.
/// </summary>
public sealed record TheilSenLine(double Slope, double Intercept, double SlopeLow, double SlopeHigh, KendallTest Test)
{
    /// <summary>Null if there are fewer than two different x.</summary>
    /// <param name="x">Ascending.</param>
    /// <param name="y">As many, all finite.</param>
    /// <param name="confidence">Of the slope's interval.</param>
    /// <exception cref="ArgumentException">x and y differ in length.</exception>
    public static TheilSenLine? Fit(double[] x, double[] y, double confidence = 0.95)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"A line needs as many x as y; there are {x.Length} and {y.Length}.", nameof(y));
        }

        var slopes = new List<double>(x.Length * (x.Length - 1) / 2);
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = i + 1; j < x.Length; j++)
            {
                if (x[j] > x[i])
                {
                    slopes.Add((y[j] - y[i]) / (x[j] - x[i]));
                }
            }
        }

        if (slopes.Count == 0)
        {
            return null;
        }

        double[] sorted = [.. slopes.Order()];
        var slope = Percentiles.OfSorted(sorted, 0.5);
        var rest = Residuals(x, y, slope, 0);
        var test = KendallTest.Of(y, rest);
        var reach = Normal.InvCDF(0, 1, (1 + confidence) / 2) * Math.Sqrt(test.Variance);
        var low = (int)Math.Floor((sorted.Length - reach) / 2) - 1;
        var high = (int)Math.Ceiling((sorted.Length + reach) / 2);
        return new(slope, Percentiles.P50(rest), sorted[Math.Clamp(low, 0, sorted.Length - 1)], sorted[Math.Clamp(high, 0, sorted.Length - 1)], test);
    }

    public double At(double x) => Intercept + (Slope * x);

    internal static double[] Residuals(double[] x, double[] y, double slope, double intercept) =>
        [.. x.Zip(y, (a, b) => b - (slope * a) - intercept)];
}
