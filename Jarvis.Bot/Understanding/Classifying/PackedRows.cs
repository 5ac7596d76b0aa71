using System.Numerics.Tensors;

namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>A row of weights for each feature, in half precision: half the memory, and no answer becomes another.</summary>
internal sealed class PackedRows(Half[] values, int width)
{
    public Half[] Values { get; } = values;

    public int Width { get; } = width;

    public static PackedRows Of(float[] weights, int width)
    {
        var packed = new Half[weights.Length];
        TensorPrimitives.ConvertToHalf(weights, packed);
        return new PackedRows(packed, width);
    }

    /// <summary>Adds to the sums each row of the vector's features, times its value.</summary>
    public void AddTo(Span<float> sums, SparseVector x)
    {
        Span<float> row = new float[Width];
        for (var k = 0; k < x.Indices.Length; k++)
        {
            TensorPrimitives.ConvertToSingle(Values.AsSpan(x.Indices[k] * Width, Width), row);
            TensorPrimitives.MultiplyAdd(row, x.Values[k], sums, sums);
        }
    }
}
