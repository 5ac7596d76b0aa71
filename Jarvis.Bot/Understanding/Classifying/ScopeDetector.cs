namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>
/// Tells texts that belong to a class from those that belong to none: logistic regression over <see cref="Signs"/> of texts
/// that the classifier had not seen, both sorts weighing the same.
/// </summary>
internal sealed class ScopeDetector(float[] means, float[] deviations, float[] weights)
{
    private const int Rounds = 400;
    private const double Rate = 0.5;
    private const double Ridge = 1e-3;

    public float[] Means { get; } = means;

    public float[] Deviations { get; } = deviations;

    /// <summary>One for each sign, and the last for none.</summary>
    public float[] Weights { get; } = weights;

    /// <summary>Fitted to texts that belong to a class, and to those that do not; without the latter it takes everything in.</summary>
    public static ScopeDetector Fit(IReadOnlyList<Signs> known, IReadOnlyList<Signs> strangers)
    {
        if (strangers.Count == 0) return new ScopeDetector(new float[Signs.Count], [.. Enumerable.Repeat(1f, Signs.Count)], [.. new float[Signs.Count], 20]);
        var rows = known.Select(k => k.AsVector()).Concat(strangers.Select(s => s.AsVector())).ToList();
        var means = Enumerable.Range(0, Signs.Count).Select(j => rows.Average(r => r[j])).ToArray();
        var deviations = Enumerable.Range(0, Signs.Count).Select(j => MathF.Sqrt(rows.Average(r => (r[j] - means[j]) * (r[j] - means[j]))) + 1e-6f).ToArray();
        foreach (var row in rows)
            for (var j = 0; j < Signs.Count; j++) row[j] = (row[j] - means[j]) / deviations[j];
        return new ScopeDetector(means, deviations, Descend(rows, known.Count, strangers.Count));
    }

    /// <summary>From 0, a stranger, to 1.</summary>
    public float Score(Signs signs)
    {
        var row = signs.AsVector();
        var sum = Weights[^1];
        for (var j = 0; j < row.Length; j++) sum += Weights[j] * (row[j] - Means[j]) / Deviations[j];
        return 1 / (1 + MathF.Exp(-sum));
    }

    private static float[] Descend(List<float[]> rows, int known, int strangers)
    {
        var weights = new double[Signs.Count + 1];
        var gradient = new double[weights.Length];
        for (var round = 0; round < Rounds; round++)
        {
            for (var j = 0; j < Signs.Count; j++) gradient[j] = Ridge * weights[j];
            gradient[^1] = 0;
            for (var i = 0; i < rows.Count; i++)
            {
                var sum = weights[^1];
                for (var j = 0; j < Signs.Count; j++) sum += weights[j] * rows[i][j];
                var error = (1 / (1 + Math.Exp(-sum)) - (i < known ? 1 : 0)) * 0.5 / (i < known ? known : strangers);
                for (var j = 0; j < Signs.Count; j++) gradient[j] += error * rows[i][j];
                gradient[^1] += error;
            }
            for (var j = 0; j < weights.Length; j++) weights[j] -= Rate * gradient[j] * 4;
        }
        return [.. weights.Select(w => (float)w)];
    }
}
