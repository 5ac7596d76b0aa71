namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>The features of a text that are not zero, in the order of their indices.</summary>
internal readonly record struct SparseVector(int[] Indices, float[] Values)
{
    /// <summary>The cosine of the angle between two texts: 1 for the same, 0 for texts that share nothing.</summary>
    public float Likeness(SparseVector other)
    {
        var (dot, own, others) = (0f, 0f, 0f);
        for (var (i, j) = (0, 0); i < Indices.Length && j < other.Indices.Length;)
        {
            if (Indices[i] == other.Indices[j]) dot += Values[i++] * other.Values[j++];
            else if (Indices[i] < other.Indices[j]) i++;
            else j++;
        }
        foreach (var value in Values) own += value * value;
        foreach (var value in other.Values) others += value * value;
        return dot == 0 ? 0 : dot / MathF.Sqrt(own * others);
    }
}
