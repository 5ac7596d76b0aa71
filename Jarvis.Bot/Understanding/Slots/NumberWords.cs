using Jarvis.Bot.Understanding.Language;
using Jarvis.Skills.Business.Times;

namespace Jarvis.Bot.Understanding.Slots;

/// <summary>Numbers in figures or in words: "1,250.50", "twelve", "a hundred and twenty", "two thousand", "a dozen".</summary>
internal static class NumberWords
{
    private static readonly Dictionary<string, int> Small = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
        .Split(' ').Select((w, i) => (w, i)).ToDictionary(p => p.w, p => p.i, StringComparer.Ordinal);

    private static readonly Dictionary<string, int> Tens = "twenty thirty forty fifty sixty seventy eighty ninety"
        .Split(' ').Select((w, i) => (w, i)).ToDictionary(p => p.w, p => (p.i + 2) * 10, StringComparer.Ordinal);

    /// <summary>The number that begins at this word, and the index after its last word.</summary>
    public static (decimal Value, int To)? Read(IReadOnlyList<WordToken> tokens, int at)
    {
        if (tokens[at].Kind == WordKind.Number) return Figures.Read(tokens[at].Plain) is { } figure ? (figure, at + 1) : null;
        // "The purple one" counts nothing.
        if (tokens[at].Plain == "one" && tokens.Take(at).TakeLast(2).Any(t => t.Plain is "the" or "this" or "that" or "which" or "another" or "other")) return null;
        var (total, part, i, words) = (0m, 0m, at, 0);
        if (tokens[i].Plain is "a" or "an" && i + 1 < tokens.Count && tokens[i + 1].Plain is "hundred" or "thousand" or "million" or "dozen") { part = 1; i++; }
        for (; i < tokens.Count; i++)
        {
            var word = tokens[i].Plain;
            if (Small.TryGetValue(word, out var small) && part % 10 == 0 && (part % 100 == 0 || (part % 100 >= 20 && small is > 0 and < 10))) part += small;
            else if (Tens.TryGetValue(word, out var tens) && part % 100 == 0) part += tens;
            else if (word == "hundred" && part is > 0 and < 10) part *= 100;
            else if (word == "dozen" && part is > 0 and < 100) part *= 12;
            else if (word is "thousand" or "million" && part > 0)
            {
                total += part * (word == "thousand" ? 1000 : 1_000_000);
                part = 0;
            }
            else if (word == "and" && words > 0 && tokens[i - 1].Plain is "hundred" or "thousand" && i + 1 < tokens.Count && (Small.ContainsKey(tokens[i + 1].Plain) || Tens.ContainsKey(tokens[i + 1].Plain))) continue;
            else break;
            words++;
        }
        return words == 0 ? null : (total + part, i);
    }
}
