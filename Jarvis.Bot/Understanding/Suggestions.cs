using System.Text.RegularExpressions;
using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Matching;
using Jarvis.Skills.Domains;

namespace Jarvis.Bot.Understanding;

/// <summary>What can be said, from the example utterances, filled in with names that exist.</summary>
internal sealed partial class Suggestions(IntentCatalog catalog, SlotReaders readers) : IPhraseBook
{
    private const int ExamplesEach = 4;

    public IReadOnlyList<Phrases> All =>
        [.. catalog.Intents.GroupBy(i => i.Function).Select(g => new Phrases(g.Key.Name, g.Key.Description, Examples(g)))];

    /// <summary>For a message that means nothing to Jarvis: the nearest that he can do, or one thing of each domain.</summary>
    public string Instead(IReadOnlyList<Alignment> ranked)
    {
        var near = ranked.Where(r => r.Likeness >= 0.3).Select(r => r.Template.Intent).Take(3).ToList();
        var phrases = (near.Count > 0 ? near : catalog.Intents.GroupBy(i => i.Function.Name.Split('.')[0], StringComparer.Ordinal).Select(g => g.First()).Take(4)).Select(i => $"\"{Fill(i, i.Templates[0].Example)}\"");
        return $"I did not understand that. {(near.Count > 0 ? "The nearest that I can do is" : "You could say")} {string.Join(", ", phrases)}. \"help\" shows everything.";
    }

    private List<string> Examples(IEnumerable<Intent> intents) =>
        [.. intents.SelectMany(i => i.Templates.Take(ExamplesEach).Select(t => Fill(i, t.Example))).Distinct(StringComparer.OrdinalIgnoreCase).Take(ExamplesEach)];

    private string Fill(Intent intent, string example) => Slot().Replace(example, m => SampleOf(m.Groups["slot"].Value, intent.Slots[m.Groups["slot"].Value]));

    private string SampleOf(string slot, string type) =>
        type == SlotTypes.Command ? catalog.Intents.FirstOrDefault(i => !i.Function.IsAction && i.Slots.Count == 0)?.Templates[0].Example ?? "status"
        : type is SlotTypes.Text or SlotTypes.Name && catalog.Vocabulary.Fill.TryGetValue(slot, out var said) ? said
        : catalog.Vocabulary.Samples.TryGetValue(type, out var samples) ? samples[0]
        : type.Contains('|', StringComparison.Ordinal) ? type.Split('|')[0]
        : readers.NamesOf(type).FirstOrDefault() ?? $"my {type}";

    [GeneratedRegex(@"\{(?<slot>\w+)\}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Slot();
}
