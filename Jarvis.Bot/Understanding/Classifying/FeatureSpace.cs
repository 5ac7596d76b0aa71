namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>
/// Texts as vectors: sublinear term frequency times inverse document frequency (G. Salton and C. Buckley, "Term-weighting
/// approaches in automatic text retrieval", Information Processing and Management 24, 1988), words and letters each of length 1.
/// </summary>
internal sealed class FeatureSpace(uint[] pieces, float[] rarity)
{
    /// <summary>Hashes in ascending order; a feature's index is its place.</summary>
    public uint[] Pieces { get; } = pieces;

    /// <summary>Inverse document frequency.</summary>
    public float[] Rarity { get; } = rarity;

    private float Unseen { get; } = rarity.Length == 0 ? 1 : rarity.Max();

    public int Count => Pieces.Length;

    public static FeatureSpace Of(IReadOnlyList<string> texts, int fewest = 1)
    {
        var documents = new Dictionary<uint, int>();
        foreach (var text in texts)
        {
            var (words, letters) = NGrams.Of(text);
            foreach (var piece in words.Keys.Concat(letters.Keys)) documents[piece] = documents.GetValueOrDefault(piece) + 1;
        }
        var kept = documents.Where(d => d.Value >= fewest).OrderBy(d => d.Key).ToList();
        return new FeatureSpace([.. kept.Select(d => d.Key)], [.. kept.Select(d => MathF.Log((1f + texts.Count) / (1f + d.Value)) + 1f)]);
    }

    public SparseVector Vector(string text)
    {
        var (words, letters) = NGrams.Of(text);
        var found = new List<(int Index, float Value)>(words.Count + letters.Count);
        Add(found, words);
        Add(found, letters);
        found.Sort(static (a, b) => a.Index.CompareTo(b.Index));
        return new SparseVector([.. found.Select(f => f.Index)], [.. found.Select(f => f.Value)]);
    }

    /// <summary>The share of the text's words that stand here, the rarer ones counting more; 1 for a text without words.</summary>
    public float Familiar(string text)
    {
        var (all, known) = (0f, 0f);
        foreach (var word in NGrams.WordsOf(text))
        {
            var index = Array.BinarySearch(Pieces, word);
            var weight = index >= 0 ? Rarity[index] : Unseen;
            all += weight;
            if (index >= 0) known += weight;
        }
        return all == 0 ? 1 : known / all;
    }

    private void Add(List<(int Index, float Value)> found, Dictionary<uint, float> counts)
    {
        var first = found.Count;
        var square = 0f;
        foreach (var (piece, count) in counts)
        {
            var index = Array.BinarySearch(Pieces, piece);
            if (index < 0) continue;
            var value = (1 + MathF.Log(count)) * Rarity[index];
            square += value * value;
            found.Add((index, value));
        }
        var length = MathF.Sqrt(square);
        for (var i = first; i < found.Count; i++) found[i] = (found[i].Index, found[i].Value / length);
    }
}
