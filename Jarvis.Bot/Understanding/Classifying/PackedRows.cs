using System.Numerics.Tensors;

namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>
/// A row of weights for each feature, a byte each, with a step for each row: a quarter of the memory. Rounding moves a weight by less than 0.4 % of its
/// row's largest (symmetric quantisation per row; B. Jacob et al., "Quantization and training of neural networks for efficient integer-arithmetic-only
/// inference", CVPR 2018).
/// </summary>
/// <param name="values">Row by row, in steps.</param>
/// <param name="steps">What one step is worth, for each row.</param>
internal sealed class PackedRows(sbyte[] values, float[] steps, int width)
{
    public sbyte[] Values { get; } = values;

    public float[] Steps { get; } = steps;

    public static PackedRows Of(float[] weights, int width)
    {
        var (values, steps) = (new sbyte[weights.Length], new float[weights.Length / width]);
        for (var row = 0; row < steps.Length; row++)
        {
            var exact = weights.AsSpan(row * width, width);
            var largest = TensorPrimitives.MaxMagnitude<float>(exact);
            steps[row] = Math.Abs(largest) / sbyte.MaxValue;
            // A row of a feature that no example taught is nothing but zeros.
            if (steps[row] == 0) continue;
            for (var i = 0; i < width; i++) values[(row * width) + i] = (sbyte)MathF.Round(exact[i] / steps[row]);
        }
        return new PackedRows(values, steps, width);
    }

    /// <summary>Adds to the sums each row of the vector's features, times its value.</summary>
    public void AddTo(Span<float> sums, SparseVector x)
    {
        Span<float> row = new float[width];
        for (var k = 0; k < x.Indices.Length; k++)
        {
            TensorPrimitives.ConvertTruncating<sbyte, float>(Values.AsSpan(x.Indices[k] * width, width), row);
            TensorPrimitives.MultiplyAdd(row, x.Values[k] * Steps[x.Indices[k]], sums, sums);
        }
    }
}
