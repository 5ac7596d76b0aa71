using Jarvis.Bot.Governance;
using Jarvis.Bot.Understanding.Intents;
using Microsoft.SemanticKernel;

namespace Jarvis.Bot.Understanding.ModelDriven;

/// <summary>
/// Chooses the few functions that a model is told of: those whose examples are like the message, and those whose description
/// shares its words. For a message in another language, one overview of each domain.
/// </summary>
internal sealed class FunctionOffer(LocalUnderstanding understanding, IntentCatalog intents, SkillCatalog catalog)
{
    public const int Most = 8;

    /// <summary>How much likelier than by chance a function must be.</summary>
    private const double WorthOffering = 1.5;

    private readonly Lazy<DescriptionIndex> descriptions = new(() => new DescriptionIndex(catalog, intents.Vocabulary));

    /// <summary>At most <see cref="Most"/>, in the order of their names, so that the same few make the same prompt.</summary>
    public IReadOnlyList<KernelFunction> For(string text)
    {
        var ranked = understanding.RankFunctions(text);
        var likely = ranked.Where(r => r.Score * ranked.Count >= WorthOffering).Select(r => r.Function).ToList();
        var names = Interleaved(likely, descriptions.Value.Rank(text)).Distinct(StringComparer.Ordinal).Take(Most).ToList();
        if (names.Count == 0) names = Overviews();
        return [.. names.Order(StringComparer.Ordinal).Select(n => n.Split('.', 2)).Select(n => catalog.Kernel.Plugins.GetFunction(n[0], n[1]))];
    }

    private List<string> Overviews() =>
        [.. intents.Intents.Where(i => !i.Function.IsAction && i.Slots.Count == 0).GroupBy(i => i.Function.Name.Split('.')[0], StringComparer.Ordinal).Select(g => g.First().Function.Name).Take(Most)];

    private static IEnumerable<string> Interleaved(IReadOnlyList<string> first, IReadOnlyList<string> second)
    {
        for (var i = 0; i < Math.Max(first.Count, second.Count); i++)
        {
            if (i < first.Count) yield return first[i];
            if (i < second.Count) yield return second[i];
        }
    }
}
