using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Jarvis.Skills.Analytics;

/// <summary>
/// Does a series rise or fall with time, whatever the shape? S = Σ sign(y_j - y_i) over i &lt; j; τ_b = S / √(N₀(N₀ - ties)), N₀ = n(n-1)/2;
/// Var S = [n(n-1)(2n+5) - Σ t(t-1)(2t+5)]/18 over groups of t ties; z = (S ∓ 1)/√Var S.
/// Neighbouring measurements resemble each other, which would make z too large, so Var S is multiplied by
/// 1 + 2/(n(n-1)(n-2)) Σ (n-k)(n-k-1)(n-k-2) ρ_k over the significant autocorrelations ρ_k of the ranks of what remains after the trend.
/// Sources: Mann, Econometrica 13, 1945; Kendall, "Rank Correlation Methods"; Hamed and Rao, Journal of Hydrology 204, 1998.
/// </summary>
/// <param name="S">Rising pairs less falling pairs.</param>
/// <param name="Tau">-1..1; 0 where all values are equal.</param>
/// <param name="Variance">Of S, corrected for ties and autocorrelation.</param>
/// <param name="PValue">Two-sided; 1 where nothing can be said.</param>
public sealed record KendallTest(double S, double Tau, double Variance, double PValue)
{
    /// <param name="values">In the order of time, all finite.</param>
    /// <param name="residuals">The values less their trend, in the same order; empty to leave autocorrelation uncorrected.</param>
    public static KendallTest Of(double[] values, double[] residuals)
    {
        double n = values.Length;
        double s = 0;
        for (var i = 0; i < values.Length; i++)
        {
            for (var j = i + 1; j < values.Length; j++)
            {
                s += values[j].CompareTo(values[i]);
            }
        }

        var ties = values.GroupBy(v => v).Select(g => (double)g.Count()).Where(t => t > 1).ToArray();
        var pairs = n * (n - 1) / 2;
        var tied = ties.Sum(t => t * (t - 1) / 2);
        var variance = ((n * (n - 1) * ((2 * n) + 5)) - ties.Sum(t => t * (t - 1) * ((2 * t) + 5))) / 18;
        if (variance <= 0)
        {
            return new(s, 0, 0, 1);
        }

        variance *= Inflation(residuals);
        var z = (Math.Abs(s) - 1) / Math.Sqrt(variance);
        return new(s, s / Math.Sqrt(pairs * (pairs - tied)), variance, Math.Min(1, 2 * Normal.CDF(0, 1, -Math.Max(0, z))));
    }

    private static double Inflation(double[] residuals)
    {
        var n = residuals.Length;
        if (n < 10 || Array.TrueForAll(residuals, r => r.Equals(residuals[0])))
        {
            return 1;
        }

        var ranks = ArrayStatistics.RanksInplace([.. residuals], RankDefinition.Average);
        var centred = Array.ConvertAll(ranks, r => r - ((n + 1) / 2.0));
        var power = centred.Sum(c => c * c);
        double sum = 0;
        for (var lag = 1; lag < n - 2; lag++)
        {
            double product = 0;
            for (var i = lag; i < n; i++)
            {
                product += centred[i] * centred[i - lag];
            }

            var correlation = product / power;
            if (Math.Abs(correlation) > 1.96 / Math.Sqrt(n))
            {
                sum += (double)(n - lag) * (n - lag - 1) * (n - lag - 2) * correlation;
            }
        }

        return Math.Max(1, 1 + (2 * sum / ((double)n * (n - 1) * (n - 2))));
    }
}
