using System.Runtime.InteropServices;

namespace Jarvis.Bench.Routing;

/// <summary>
/// The terms of a text, hashed into 2^18 buckets (FNV-1a), each with 1 + ln of how often it comes: words and pairs of words, or runs of
/// three to five letters. Signs count as words: a formula is told from a sentence by them.
/// </summary>
internal static class PromptTerms
{
    public const int Buckets = 1 << 18;

    public static IReadOnlyList<Term> Words(string text)
    {
        var counts = new Dictionary<int, int>();
        var before = 0u;
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            var from = at++;
            if (IsWord(text[from]))
                while (at < text.Length && IsWord(text[at])) at++;
            var word = Hash(2166136261, text.AsSpan(from, at - from));
            Count(counts, word ^ 0x9E3779B9);
            if (before != 0) Count(counts, (before * 31) + word);
            before = word;
        }
        return Of(counts);
    }

    public static IReadOnlyList<Term> Letters(string text)
    {
        var counts = new Dictionary<int, int>();
        var padded = $" {text} ";
        for (var length = 3; length <= 5; length++)
            for (var at = 0; at + length <= padded.Length; at++)
                Count(counts, Hash(2166136261 + (uint)length, padded.AsSpan(at, length)));
        return Of(counts);
    }

    private static bool IsWord(char letter) => char.IsLetterOrDigit(letter) || letter == '\'';

    private static uint Hash(uint hash, ReadOnlySpan<char> text)
    {
        foreach (var letter in text) hash = (hash ^ (letter is '\n' ? ' ' : char.ToLowerInvariant(letter))) * 16777619;
        return hash;
    }

    private static void Count(Dictionary<int, int> counts, uint hash)
    {
        hash ^= hash >> 15;
        hash *= 2246822519;
        hash ^= hash >> 13;
        CollectionsMarshal.GetValueRefOrAddDefault(counts, (int)(hash & (Buckets - 1)), out _)++;
    }

    private static Term[] Of(Dictionary<int, int> counts) => [.. counts.Select(c => new Term(c.Key, 1 + MathF.Log(c.Value)))];
}

/// <summary>A bucket and the weight of its term in a text.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Term(int Bucket, float Weight);
