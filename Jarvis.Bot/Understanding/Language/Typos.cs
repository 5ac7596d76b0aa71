namespace Jarvis.Bot.Understanding.Language;

/// <summary>
/// Restricted Damerau-Levenshtein distance (insertions, deletions, substitutions, swaps of neighbours), given up beyond a
/// bound. F. J. Damerau, "A technique for computer detection and correction of spelling errors", CACM 7(3), 1964.
/// </summary>
internal static class Typos
{
    /// <summary>How many slips are forgiven in a word of this length: none up to four letters, one up to eight, then two.</summary>
    public static int Forgiven(int length) => length <= 4 ? 0 : length <= 8 ? 1 : 2;

    /// <summary>The distance, or bound + 1. A digit is never a slip: db1 is not db2.</summary>
    public static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int bound)
    {
        if (Math.Abs(a.Length - b.Length) > bound) return bound + 1;
        if (a.SequenceEqual(b)) return 0;
        if (bound == 0 || !SameDigits(a, b)) return bound + 1;

        Span<int> before = stackalloc int[b.Length + 1], above = stackalloc int[b.Length + 1], row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) above[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var value = Math.Min(Math.Min(above[j] + 1, row[j - 1] + 1), above[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) value = Math.Min(value, before[j - 2] + 1);
                row[j] = value;
                least = Math.Min(least, value);
            }
            if (least > bound) return bound + 1;
            var spare = before;
            before = above;
            above = row;
            row = spare;
        }
        return Math.Min(above[b.Length], bound + 1);
    }

    /// <summary>One bit a letter: two words that differ in many letters need no closer look.</summary>
    public static uint Letters(ReadOnlySpan<char> word)
    {
        var bits = 0u;
        foreach (var letter in word) bits |= 1u << (letter is >= 'a' and <= 'z' ? letter - 'a' : 26 + (letter % 6));
        return bits;
    }

    public static bool CouldBe(uint a, uint b, int bound) => System.Numerics.BitOperations.PopCount(a ^ b) <= 2 * bound;

    /// <summary>"restarted" for "restart": another form of the word, not a slip.</summary>
    public static bool IsInflection(ReadOnlySpan<char> word, ReadOnlySpan<char> of)
    {
        var longer = word.Length >= of.Length ? word : of;
        var shorter = word.Length >= of.Length ? of : word;
        if (shorter.Length < 3 || !longer.StartsWith(shorter[..^1], StringComparison.Ordinal)) return false;
        var ending = longer.StartsWith(shorter, StringComparison.Ordinal) ? longer[shorter.Length..] : longer[(shorter.Length - 1)..];
        return ending is "s" or "es" or "ed" or "d" or "ing" or "er" or "ies" or "ied" or "ly" or "ping" or "ped" or "ting" or "ted";
    }

    private static bool SameDigits(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var (i, j) = (0, 0);
        while (true)
        {
            while (i < a.Length && !char.IsAsciiDigit(a[i])) i++;
            while (j < b.Length && !char.IsAsciiDigit(b[j])) j++;
            if (i == a.Length || j == b.Length) return i == a.Length && j == b.Length;
            if (a[i++] != b[j++]) return false;
        }
    }
}
