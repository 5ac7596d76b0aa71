using System.Numerics.Tensors;

namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>
/// One linear support vector machine for each class against all others, with squared hinge loss, by dual coordinate descent
/// (C.-J. Hsieh, K.-W. Chang, C.-J. Lin, S. S. Keerthi, S. Sundararajan, "A dual coordinate descent method for large-scale
/// linear SVM", ICML 2008). All classes are taken through the examples together, so that an example's rows of weights are
/// read once for all of them.
/// </summary>
internal static class LinearSvm
{
    /// <summary>Weights, a row of one figure for each class for each feature, and a last row that is the bias.</summary>
    /// <param name="cost">What a violated margin costs (C).</param>
    public static float[] Train(IReadOnlyList<SparseVector> examples, IReadOnlyList<int> classes, int classCount, int features, float cost = 1, int rounds = 12)
    {
        var weights = new float[(features + 1) * classCount];
        var alphas = new float[examples.Count * classCount];
        var (margins, steps) = (new float[classCount], new float[classCount]);
        var order = Enumerable.Range(0, examples.Count).ToArray();
        var random = new Random(7);
        var soft = 1 / (2 * cost);
        for (var round = 0; round < rounds; round++)
        {
            random.Shuffle(order);
            var largest = 0f;
            foreach (var i in order)
            {
                var x = examples[i];
                Margins(weights, x, classCount, margins);
                var curvature = TensorPrimitives.SumOfSquares<float>(x.Values) + 1 + soft;
                var alpha = alphas.AsSpan(i * classCount, classCount);
                var moved = 0f;
                for (var c = 0; c < classCount; c++)
                {
                    var y = c == classes[i] ? 1f : -1f;
                    var gradient = (y * margins[c]) - 1 + (alpha[c] * soft);
                    var next = Math.Max(0, alpha[c] - (gradient / curvature));
                    steps[c] = (next - alpha[c]) * y;
                    moved = Math.Max(moved, Math.Abs(steps[c]));
                    alpha[c] = next;
                }
                if (moved < 1e-5f) continue;
                largest = Math.Max(largest, moved);
                for (var k = 0; k < x.Indices.Length; k++) AddScaled(weights.AsSpan(x.Indices[k] * classCount, classCount), steps, x.Values[k]);
                AddScaled(weights.AsSpan(features * classCount, classCount), steps, 1);
            }
            if (largest < 0.01f * cost) break;
        }
        return weights;
    }

    /// <summary>Each class's distance from its border, in margins.</summary>
    public static void Margins(float[] weights, SparseVector x, int classCount, Span<float> margins)
    {
        weights.AsSpan(weights.Length - classCount).CopyTo(margins);
        for (var k = 0; k < x.Indices.Length; k++) AddScaled(margins, weights.AsSpan(x.Indices[k] * classCount, classCount), x.Values[k]);
    }

    private static void AddScaled(Span<float> to, ReadOnlySpan<float> row, float by) => TensorPrimitives.MultiplyAdd(row, by, to, to);
}
