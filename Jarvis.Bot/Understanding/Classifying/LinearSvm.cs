using System.Numerics.Tensors;

namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>
/// One linear support vector machine for each class against all others, with squared hinge loss, by dual coordinate descent
/// (C.-J. Hsieh, K.-W. Chang, C.-J. Lin, S. S. Keerthi, S. Sundararajan, "A dual coordinate descent method for large-scale
/// linear SVM", ICML 2008). All classes are taken through the examples together, so that an example's rows of weights are
/// read once for all of them.
/// </summary>
internal sealed class LinearSvm(PackedRows weights, float[] bias)
{
    /// <summary>What a violated margin costs (C).</summary>
    private const float Cost = 1;

    private const int MostRounds = 12;
    private const float Settled = 0.01f;

    public PackedRows Weights { get; } = weights;

    public float[] Bias { get; } = bias;

    public static LinearSvm Train(TrainingSet set)
    {
        var width = set.ClassCount;
        var (weights, bias) = (new float[set.FeatureCount * width], new float[width]);
        var alphas = new float[set.Count * width];
        var (margins, steps) = (new float[width], new float[width]);
        var order = Enumerable.Range(0, set.Count).ToArray();
        var random = new Random(7);
        for (var (round, largest) = (0, float.MaxValue); round < MostRounds && largest > Settled; round++)
        {
            random.Shuffle(order);
            largest = 0;
            foreach (var i in order)
            {
                var x = set.Vectors[i];
                bias.CopyTo(margins, 0);
                for (var k = 0; k < x.Indices.Length; k++) TensorPrimitives.MultiplyAdd(weights.AsSpan(x.Indices[k] * width, width), x.Values[k], margins, margins);
                var moved = Step(x, set.Classes[i], alphas.AsSpan(i * width, width), margins, steps);
                largest = Math.Max(largest, moved);
                if (moved < 1e-5f) continue;
                for (var k = 0; k < x.Indices.Length; k++)
                {
                    var row = weights.AsSpan(x.Indices[k] * width, width);
                    TensorPrimitives.MultiplyAdd(steps, x.Values[k], row, row);
                }
                TensorPrimitives.Add(bias, steps, bias);
            }
        }
        return new LinearSvm(PackedRows.Of(weights, width), bias);
    }

    /// <summary>Each class's distance from its border, in margins.</summary>
    public float[] Margins(SparseVector x)
    {
        var margins = Bias.ToArray();
        Weights.AddTo(margins, x);
        return margins;
    }

    /// <summary>The best alpha for each class with the others as they are; what that moves the weights by.</summary>
    private static float Step(SparseVector x, int own, Span<float> alpha, float[] margins, float[] steps)
    {
        const float Soft = 1 / (2 * Cost);
        var curvature = TensorPrimitives.SumOfSquares<float>(x.Values) + 1 + Soft;
        var moved = 0f;
        for (var c = 0; c < steps.Length; c++)
        {
            var sign = c == own ? 1f : -1f;
            var next = Math.Max(0, alpha[c] - (((sign * margins[c]) - 1 + (alpha[c] * Soft)) / curvature));
            steps[c] = (next - alpha[c]) * sign;
            moved = Math.Max(moved, Math.Abs(steps[c]));
            alpha[c] = next;
        }
        return moved;
    }
}
