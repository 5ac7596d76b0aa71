using MathNet.Numerics.LinearAlgebra;

namespace Jarvis.Skills.Analytics.Scoring;

/// <summary>
/// One log odds from the members' scores: a + Σ wₖsₖ, with no negative weight, fitted by maximum likelihood to scores of rows that the members had not
/// learned from. Stacked, it weighs the members by what each adds, and calibrates them: with one member it is Platt's scaling. Evenly,
/// each member is calibrated by itself, and so is the mean of their log odds: weights that are estimated fit the past, and where
/// things change the plain mean does better (the "forecast combination puzzle"). Targets are Platt's (N₊+1)/(N₊+2) and 1/(N₋+2), which
/// keep a perfect separation from infinite weights.
/// Sources: Wolpert, Neural Networks 5, 1992; Breiman, "Stacked regressions", Machine Learning 24, 1996; Platt, "Probabilistic Outputs for
/// Support Vector Machines", 1999; Stock and Watson, Journal of Forecasting 23, 2004; Smith and Wallis, Oxford Bulletin of Economics and
/// Statistics 71, 2009.
/// </summary>
internal sealed record Blend(double Intercept, double[] Weights)
{
    private const int Steps = 50;

    public double LogOdds(double[] scores)
    {
        var sum = Intercept;
        for (var k = 0; k < scores.Length; k++) sum += Weights[k] * scores[k];
        return sum;
    }

    /// <summary>Members that would get a negative weight are left out, the most negative first.</summary>
    public static Blend Stacked(IReadOnlyList<double[]> scores, IReadOnlyList<bool> outcomes)
    {
        var members = scores[0].Length;
        var kept = Enumerable.Range(0, members).ToList();
        while (true)
        {
            var fitted = Newton(scores, outcomes, kept);
            var least = Enumerable.Range(0, kept.Count).MinBy(k => fitted[k + 1]);
            if (kept.Count > 1 && fitted[least + 1] < 0)
            {
                kept.RemoveAt(least);
                continue;
            }
            var weights = new double[members];
            for (var k = 0; k < kept.Count; k++) weights[kept[k]] = Math.Max(0, fitted[k + 1]);
            return new(fitted[0], weights);
        }
    }

    public static Blend Evenly(IReadOnlyList<double[]> scores, IReadOnlyList<bool> outcomes)
    {
        var members = scores[0].Length;
        var alone = Enumerable.Range(0, members).Select(k => Stacked([.. scores.Select(s => new[] { s[k] })], outcomes)).ToArray();
        var (intercept, weights) = (alone.Average(a => a.Intercept), Array.ConvertAll(alone, a => a.Weights[0] / members));
        var mean = new Blend(intercept, weights);
        var whole = Stacked([.. scores.Select(s => new[] { mean.LogOdds(s) })], outcomes);
        return new(whole.Intercept + (whole.Weights[0] * intercept), Array.ConvertAll(weights, w => w * whole.Weights[0]));
    }

    public void Save(BinaryWriter to)
    {
        to.Write(Intercept);
        to.Write(Weights.Length);
        foreach (var weight in Weights) to.Write(weight);
    }

    public static Blend Load(BinaryReader from)
    {
        var intercept = from.ReadDouble();
        return new(intercept, [.. Enumerable.Range(0, from.ReadInt32()).Select(_ => from.ReadDouble())]);
    }

    private static Vector<double> Newton(IReadOnlyList<double[]> scores, IReadOnlyList<bool> outcomes, List<int> kept)
    {
        double positives = outcomes.Count(o => o), negatives = outcomes.Count - positives;
        var (high, low) = ((positives + 1) / (positives + 2), 1 / (negatives + 2));
        var size = kept.Count + 1;
        var found = Vector<double>.Build.Dense(size);
        found[0] = Math.Log((positives + 1) / (negatives + 1));
        var row = new double[size];
        row[0] = 1;
        for (var step = 0; step < Steps; step++)
        {
            var gradient = new double[size];
            var curvature = new double[size, size];
            for (var i = 0; i < scores.Count; i++)
            {
                for (var k = 1; k < size; k++) row[k] = scores[i][kept[k - 1]];
                var sum = 0.0;
                for (var k = 0; k < size; k++) sum += found[k] * row[k];
                var probability = Logistic.Probability(sum);
                var (miss, spread) = ((outcomes[i] ? high : low) - probability, Math.Max(1e-9, probability * (1 - probability)));
                for (var k = 0; k < size; k++)
                {
                    gradient[k] += miss * row[k];
                    for (var j = 0; j < size; j++) curvature[k, j] += spread * row[k] * row[j];
                }
            }
            // Two members that say the same leave a direction without curvature.
            for (var k = 0; k < size; k++) curvature[k, k] *= 1 + 1e-6;
            var change = Matrix<double>.Build.DenseOfArray(curvature).Solve(Vector<double>.Build.Dense(gradient));
            // Half steps where a whole one would run away.
            var length = change.AbsoluteMaximum();
            found += change * Math.Min(1, 5 / Math.Max(5, length));
            if (length < 1e-8) break;
        }
        return found;
    }
}
