using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Language;

namespace Jarvis.Bot.Understanding.Matching;

/// <summary>An example's word that a message's word may be, and how well it fits.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WordMatch(int WordId, double Quality);

/// <summary>
/// All words of all examples, weighted by how few functions use them (inverse document frequency, K. Spärck Jones, "A
/// statistical interpretation of term specificity", Journal of Documentation 28, 1972; here scaled to 0.3 … 1).
/// </summary>
internal sealed class WordIndex
{
    public const double LightWeight = 0.15;
    public const double UnknownWeight = 1;
    public const double SlotWeight = 0.9;
    public const double RunWeight = 0.15;

    private const double SameStem = 0.9;
    private const double Slip = 0.88;

    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly List<(string Word, double Weight, uint Letters)> words = [];

    /// <summary>People use the same few thousand words; what comes beyond is looked up anew.</summary>
    private const int MostRemembered = 10_000;
    private readonly ConcurrentDictionary<string, WordMatch[]> remembered = new(StringComparer.Ordinal);

    public WordIndex(IReadOnlyList<Intent> intents, Vocabulary vocabulary)
    {
        Vocabulary = vocabulary;
        var all = intents.SelectMany(i => i.Templates.SelectMany(t => t.Elements.Where(e => e.Slot is null).Select(e => (e.Word, i.Function.Name)))).Distinct().ToLookup(p => p.Word, StringComparer.Ordinal);
        var functions = Math.Max(2, intents.Select(i => i.Function.Name).Distinct(StringComparer.Ordinal).Count());
        foreach (var word in all)
        {
            var rarity = Math.Log((double)functions / word.Count()) / Math.Log(functions);
            ids[word.Key] = words.Count;
            words.Add((word.Key, Vocabulary.IsLight(word.Key) ? LightWeight : 0.3 + (0.7 * rarity), Typos.Letters(word.Key)));
        }
        foreach (var template in intents.SelectMany(i => i.Templates))
        {
            foreach (var element in template.Elements)
            {
                element.WordId = element.Slot is null ? ids[element.Word] : -1;
                element.Weight = element.Slot is null ? words[element.WordId].Weight : element.IsRun ? RunWeight : SlotWeight;
            }
            template.Weight = template.Elements.Sum(e => e.Weight);
        }
    }

    public Vocabulary Vocabulary { get; }

    public int Count => words.Count;

    /// <summary>Whether the word stands in an example, or is one of the small words of English.</summary>
    public bool IsOrdinary(string canonical) => ids.ContainsKey(canonical) || Vocabulary.IsLight(canonical) || Vocabulary.IsNegation(canonical);

    public double WeightOf(WordToken token) =>
        ids.TryGetValue(token.Canonical, out var id) ? words[id].Weight : Vocabulary.IsLight(token.Canonical) ? LightWeight : UnknownWeight;

    /// <summary>The example words that this word may be: itself, another form of it, or a slip of the keyboard.</summary>
    public WordMatch[] Matches(WordToken token)
    {
        if (remembered.TryGetValue(token.Plain, out var known)) return known;
        var found = Find(token);
        if (remembered.Count < MostRemembered) remembered[token.Plain] = found;
        return found;
    }

    private WordMatch[] Find(WordToken token)
    {
        if (ids.TryGetValue(token.Canonical, out var exact) && Vocabulary.IsLight(token.Canonical)) return [new WordMatch(exact, 1)];
        var found = new List<WordMatch>();
        var bound = IsOrdinary(token.Canonical) ? 0 : Typos.Forgiven(token.Plain.Length);
        var letters = Typos.Letters(token.Plain);
        for (var id = 0; id < words.Count; id++)
        {
            var (word, _, wordLetters) = words[id];
            if (string.Equals(word, token.Canonical, StringComparison.Ordinal)) found.Add(new WordMatch(id, 1));
            else if (word.Length > 3 && Math.Abs(word.Length - token.Plain.Length) <= 4 && Typos.IsInflection(token.Plain, word)) found.Add(new WordMatch(id, SameStem));
            else if (bound > 0 && Typos.CouldBe(letters, wordLetters, bound) && Typos.Distance(token.Plain, word, bound) <= bound) found.Add(new WordMatch(id, Slip));
        }
        return [.. found];
    }

    /// <summary>Whether a match of this quality only forgave a slip: still the same word.</summary>
    public static bool IsSameWord(double quality) => quality is 1 or Slip;
}
