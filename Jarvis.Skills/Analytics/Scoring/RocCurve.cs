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
        var positives = outcomes.Count(o => o);
        var negatives = outcomes.Count - positives;
        if (scores.Count != outcomes.Count || positives == 0 || negatives == 0)
            throw new ArgumentException($"{scores.Count} scores for {positives} positive and {negatives} negative outcomes: each needs one, and both must occur.", nameof(outcomes));
        var all = Ranks(scores);
        var own = new double[scores.Count];
        foreach (var outcome in new[] { true, false })
        {
            int[] those = [.. Enumerable.Range(0, outcomes.Count).Where(i => outcomes[i] == outcome)];
            var ranks = Ranks([.. those.Select(i => scores[i])]);
            for (var i = 0; i < those.Length; i++) own[those[i]] = ranks[i];
        }

        // A rank among all less the rank among one's own is the number of the others below.
        double[] above = [.. Each(true).Select(i => (all[i] - own[i]) / negatives)];
        double[] below = [.. Each(false).Select(i => 1 - ((all[i] - own[i]) / positives))];
        return new(above.Average(), Math.Sqrt((Variance(above) / positives) + (Variance(below) / negatives)));

        IEnumerable<int> Each(bool outcome) => Enumerable.Range(0, outcomes.Count).Where(i => outcomes[i] == outcome);
    }

    /// <param name="confidence">Such as 0.95.</param>
    public (double Low, double High) Interval(double confidence = 0.95)
    {
        if (Area is 0 or 1) return (Area, Area);
        var reach = Normal.InvCDF(0, 1, (1 + confidence) / 2) * StandardError / (Area * (1 - Area));
        var middle = Logistic.LogOdds(Area);
        return (Logistic.Probability(middle - reach), Logistic.Probability(middle + reach));
    }

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
