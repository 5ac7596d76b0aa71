namespace Jarvis.Bench.Routing;

/// <summary>
/// Ridge regression on TF-IDF: minimises |Xw - y|^2 + penalty |w|^2 by conjugate gradients, with rows scaled to length one and terms
/// weighted by ln((1 + n) / (1 + df)) + 1; terms of a single text are left out (Hoerl and Kennard 1970; Salton and Buckley 1988).
/// </summary>
internal sealed class TextRidge
{
    private const int Rounds = 60;
    private const double Converged = 1e-9;
    private readonly float[] idf = new float[PromptTerms.Buckets];
    private readonly double[] weights = new double[PromptTerms.Buckets];
    private readonly double mean;

    public TextRidge(IReadOnlyList<IReadOnlyList<Term>> texts, IReadOnlyList<double> targets, double penalty)
    {
        var seen = new int[PromptTerms.Buckets];
        foreach (var text in texts)
            foreach (var term in text) seen[term.Bucket]++;
        for (var i = 0; i < idf.Length; i++) idf[i] = seen[i] < 2 ? 0 : MathF.Log((1f + texts.Count) / (1f + seen[i])) + 1;
        var rows = texts.Select(Row).ToArray();
        mean = targets.Average();
        Fit(rows, targets, penalty);
    }

    public double Predict(IReadOnlyList<Term> text) => mean + Dot(Row(text), weights);

    private void Fit(Term[][] rows, IReadOnlyList<double> targets, double penalty)
    {
        var residual = new double[weights.Length];
        for (var i = 0; i < rows.Length; i++) Add(rows[i], targets[i] - mean, residual);
        var direction = (double[])residual.Clone();
        var image = new double[weights.Length];
        var squared = residual.Sum(r => r * r);
        for (var round = 0; round < Rounds && squared > Converged; round++)
        {
            Array.Clear(image);
            foreach (var row in rows) Add(row, Dot(row, direction), image);
            double curvature = 0;
            for (var i = 0; i < image.Length; i++)
            {
                image[i] += penalty * direction[i];
                curvature += direction[i] * image[i];
            }
            var step = squared / curvature;
            double next = 0;
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] += step * direction[i];
                residual[i] -= step * image[i];
                next += residual[i] * residual[i];
            }
            for (var i = 0; i < direction.Length; i++) direction[i] = residual[i] + (next / squared * direction[i]);
            squared = next;
        }
    }

    private Term[] Row(IReadOnlyList<Term> text)
    {
        var known = text.Where(t => idf[t.Bucket] > 0).Select(t => new Term(t.Bucket, t.Weight * idf[t.Bucket])).ToArray();
        var length = MathF.Sqrt(known.Sum(t => t.Weight * t.Weight));
        return length == 0 ? [] : [.. known.Select(t => new Term(t.Bucket, t.Weight / length))];
    }

    private static double Dot(Term[] row, double[] vector)
    {
        double sum = 0;
        foreach (var term in row) sum += term.Weight * vector[term.Bucket];
        return sum;
    }

    private static void Add(Term[] row, double times, double[] vector)
    {
        foreach (var term in row) vector[term.Bucket] += times * term.Weight;
    }
}
