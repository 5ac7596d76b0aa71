using System.Runtime.InteropServices;

namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>
/// The pieces of a text that a classifier weighs: words and pairs of neighbours, pairs of words that stand further apart,
/// and runs of 2 to 5 letters within a word's bounds, which forgive other forms and slips. A piece is known by its hash
/// (FNV-1a, 32 bits), so that no piece of text is kept.
/// </summary>
internal static class NGrams
{
    /// <summary>What comes after is not read: no request is longer, and the time stays bounded.</summary>
    public const int LongestText = 600;

    private const int LongestRun = 5;
    private const int MostApart = 6;
    private const uint Basis = 2166136261;
    private const uint Prime = 16777619;

    /// <summary>Each piece and how often it stands in the text: of words, and of letters.</summary>
    public static (Dictionary<uint, float> Words, Dictionary<uint, float> Letters) Of(string text)
    {
        var (words, letters) = (new Dictionary<uint, float>(), new Dictionary<uint, float>());
        var seen = new List<uint>();
        Split(text, letters, seen);
        for (var i = 0; i < seen.Count; i++)
        {
            Add(words, seen[i]);
            Add(words, Pair(Pair('b', i == 0 ? 0 : seen[i - 1]), seen[i]));
            if (i == seen.Count - 1) Add(words, Pair(Pair('b', seen[i]), 0));
            for (var j = Math.Max(0, i - MostApart); j < i - 1; j++)
            {
                var (low, high) = (Math.Min(seen[i], seen[j]), Math.Max(seen[i], seen[j]));
                Add(words, Pair(Pair('s', low), high));
            }
        }
        return (words, letters);
    }

    /// <summary>The words alone.</summary>
    public static IReadOnlyList<uint> WordsOf(string text)
    {
        var words = new List<uint>();
        Split(text, null, words);
        return words;
    }

    private static void Split(string text, Dictionary<uint, float>? letters, List<uint> words)
    {
        var plain = text.AsSpan(0, Math.Min(text.Length, LongestText));
        Span<char> padded = stackalloc char[LongestText + 2];
        for (var at = 0; at < plain.Length;)
        {
            if (!IsPart(plain[at])) { at++; continue; }
            var length = 0;
            padded[length++] = ' ';
            for (; at < plain.Length && IsPart(plain[at]); at++)
                if (plain[at] is not ('\'' or '\u2019')) padded[length++] = char.ToLowerInvariant(plain[at]);
            if (length == 1) continue;
            padded[length++] = ' ';
            if (letters is not null) AddRuns(letters, padded[..length]);
            words.Add(Hash('w', padded[1..(length - 1)]));
        }
    }

    private static void AddRuns(Dictionary<uint, float> letters, ReadOnlySpan<char> padded)
    {
        for (var from = 0; from < padded.Length; from++)
            for (var length = 2; length <= LongestRun && from + length <= padded.Length; length++) Add(letters, Hash('c', padded.Slice(from, length)));
    }

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) || c is '\'' or '\u2019' or '_';

    private static void Add(Dictionary<uint, float> counts, uint piece) => CollectionsMarshal.GetValueRefOrAddDefault(counts, piece, out _) += 1;

    private static uint Hash(char kind, ReadOnlySpan<char> piece)
    {
        var hash = (Basis ^ kind) * Prime;
        foreach (var c in piece) hash = (hash ^ c) * Prime;
        return hash;
    }

    private static uint Pair(uint first, uint second)
    {
        var hash = first == 0 ? Basis : first;
        for (var shift = 0; shift < 32; shift += 8) hash = (hash ^ ((second >> shift) & 0xFF)) * Prime;
        return hash;
    }
}
