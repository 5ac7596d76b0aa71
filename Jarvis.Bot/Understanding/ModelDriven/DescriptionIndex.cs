using Jarvis.Bot.Governance;
using Jarvis.Bot.Understanding.Language;

namespace Jarvis.Bot.Understanding.ModelDriven;

/// <summary>
/// Finds functions by the words of their name, their domain and their description. A word counts by its rarity among all
/// functions: the inverse document frequency, ln(n / n_w) (Spärck Jones 1972).
/// </summary>
internal sealed class DescriptionIndex
{
    private readonly Vocabulary vocabulary;
    private readonly List<(string Function, HashSet<string> Words)> functions;
    private readonly Dictionary<string, double> weights;

    public DescriptionIndex(SkillCatalog catalog, Vocabulary vocabulary)
    {
        this.vocabulary = vocabulary;
        functions = [.. catalog.Functions.Values.Select(f => (f.Name, WordsOf($"{f.Name.Replace('.', ' ').Replace('_', ' ')} {catalog.TitleOf(f.Name.Split('.')[0])} {f.Description}")))];
        weights = functions.SelectMany(f => f.Words).GroupBy(w => w, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => Math.Log((double)functions.Count / g.Count()), StringComparer.Ordinal);
    }

    /// <summary>Best first; only those that share a word that tells.</summary>
    public IReadOnlyList<string> Rank(string text)
    {
        var words = WordsOf(text);
        return [.. functions.Select(f => (f.Function, Score: f.Words.Where(words.Contains).Sum(w => weights[w])))
            .Where(f => f.Score > 0).OrderByDescending(f => f.Score).ThenBy(f => f.Function, StringComparer.Ordinal).Take(FunctionOffer.Most).Select(f => f.Function)];
    }

    private HashSet<string> WordsOf(string text) =>
        [.. new Utterance(text, vocabulary).Tokens.Where(t => t.Canonical.Length > 2 && !vocabulary.IsLight(t.Canonical)).Select(t => Stem(t.Canonical))];

    /// <summary>"customers", "restarting" and "restarted" as "customer" and "restart".</summary>
    private static string Stem(string word)
    {
        foreach (var ending in (string[])["ing", "ies", "es", "ed", "s"])
            if (word.Length > ending.Length + 2 && word.EndsWith(ending, StringComparison.Ordinal)) return word[..^ending.Length];
        return word;
    }
}
