using System.Runtime.InteropServices;
using MathNet.Numerics.Distributions;

namespace Jarvis.Skills.Analytics.Scoring;

/// <summary>
/// How well scores tell two outcomes apart: the area under the ROC curve, which is the chance that of one case of each outcome the right one
/// has the higher score (equal scores count half). 0.5 is a coin, 1 is perfect. Its standard error is DeLong's, from the placements V₁₀ of each
/// positive among the negatives and V₀₁ of each negative among the positives: √(Var V₁₀/m + Var V₀₁/n). The interval is Wald's on the
/// logit of the area, which keeps it within 0..1.
/// Sources: DeLong, DeLong, Clarke-Pearson, Biometrics 44, 1988; by ranks: Sun and Xu, IEEE Signal Processing Letters 21, 2014; Pepe, "The
/// Statistical Evaluation of Medical Tests", 5.2.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RocCurve(double Area, double StandardError)
{
    /// <exception cref="ArgumentException">The lengths differ, or one of the outcomes never occurs.</exception>
    public static RocCurve Of(IReadOnlyList<double> scores, IReadOnlyList<bool> outcomes)
    {
        var (above, below) = Placements(scores, outcomes);
        return new(above.Average(), Error(above, below));
    }

    /// <summary>
    /// Whether one score of the same rows is better than another: the difference of their areas, with the standard error of DeLong's paired test,
    /// √(Var(V₁₀ - V₁₀')/m + Var(V₀₁ - V₀₁')/n), and the chance of so large an advantage, or a larger one, where there is none (one-sided).
    /// </summary>
    /// <exception cref="ArgumentException">The lengths differ, or one of the outcomes never occurs.</exception>
    public static (double Difference, double StandardError, double PValue) Advantage(IReadOnlyList<double> scores, IReadOnlyList<double> than, IReadOnlyList<bool> outcomes)
    {
        var (first, second) = (Placements(scores, outcomes), Placements(than, outcomes));
        double[] above = [.. first.Above.Zip(second.Above, (a, b) => a - b)];
        double[] below = [.. first.Below.Zip(second.Below, (a, b) => a - b)];
        var (difference, error) = (above.Average(), Error(above, below));
        return (difference, error, error > 0 ? Normal.CDF(0, 1, -difference / error) : difference > 0 ? 0 : 1);
    }

    /// <param name="confidence">Such as 0.95.</param>
    public (double Low, double High) Interval(double confidence = 0.95)
    {
        if (Area is 0 or 1) return (Area, Area);
        var reach = Normal.InvCDF(0, 1, (1 + confidence) / 2) * StandardError / (Area * (1 - Area));
        var middle = Logistic.LogOdds(Area);
        return (Logistic.Probability(middle - reach), Logistic.Probability(middle + reach));
    }

    /// <summary>Of each positive, the share of negatives below it; of each negative, the share of positives above it. Equal ones count half.</summary>
    private static (double[] Above, double[] Below) Placements(IReadOnlyList<double> scores, IReadOnlyList<bool> outcomes)
    {
        int[] positives = [.. Enumerable.Range(0, outcomes.Count).Where(i => outcomes[i])];
        int[] negatives = [.. Enumerable.Range(0, outcomes.Count).Where(i => !outcomes[i])];
        if (scores.Count != outcomes.Count || positives.Length == 0 || negatives.Length == 0)
            throw new ArgumentException($"{scores.Count} scores for {positives.Length} positive and {negatives.Length} negative outcomes: each needs one, and both must occur.", nameof(outcomes));
        var all = Ranks(scores);
        // A rank among all less the rank among one's own is the number of the others below.
        return ([.. Below(positives).Select(others => others / negatives.Length)], [.. Below(negatives).Select(others => 1 - (others / positives.Length))]);

        IEnumerable<double> Below(int[] own) => own.Zip(Ranks([.. own.Select(i => scores[i])]), (i, rank) => all[i] - rank);
    }

    private static double Error(double[] above, double[] below) => Math.Sqrt((Variance(above) / above.Length) + (Variance(below) / below.Length));

    private static double[] Ranks(IReadOnlyList<double> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
        var ranks = new double[values.Count];
        for (var from = 0; from < order.Length;)
        {
            var to = from;
            while (to < order.Length && values[order[to]].Equals(values[order[from]])) to++;
            for (var i = from; i < to; i++) ranks[order[i]] = (from + 1 + to) / 2.0;
            from = to;
        }
        return ranks;
    }

    private static double Variance(double[] values)
    {
        if (values.Length < 2) return 0;
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }
}
