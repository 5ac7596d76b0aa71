using System.Text.RegularExpressions;
using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Language;
using Jarvis.Bot.Understanding.Slots;

namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>The examples of all functions as the classifier learns them: with slots filled, and read as messages are.</summary>
internal sealed partial class TrainingTexts(IntentCatalog catalog, SlotReaders readers)
{
    /// <summary>An example with a text or a time in it is learnt in as many forms.</summary>
    private const int FormsWithSlots = 3;

    private readonly string[] types = [.. catalog.Vocabulary.Samples.Keys.Where(t => readers.Types.Contains(t, StringComparer.Ordinal))];
    private readonly Dictionary<string, IReadOnlyList<string>> samples = new(StringComparer.Ordinal)
    {
        [SlotTypes.Command] = [.. catalog.Intents.Where(i => !i.Function.IsAction)
            .SelectMany(i => i.Templates.Where(t => t.Elements.All(e => e.Slot is null)).Take(3)).Select(t => string.Join(' ', t.Elements.Select(e => e.Word)))],
    };

    public IEnumerable<(string Text, string Label)> All() =>
        catalog.Intents.SelectMany(i => i.Templates).SelectMany((t, n) => Forms(t, n).Distinct(StringComparer.Ordinal).Select(text => (text, t.Intent.Function.Name)));

    /// <summary>A text as messages are read; where a name stands in it, "{person}" is written.</summary>
    public string Masked(string text)
    {
        // One word to the splitter, and the slot's own afterwards.
        var utterance = new Utterance(Slot().Replace(text, "slotplaceholder${slot}"), catalog.Vocabulary);
        return Placeholder().Replace(MaskedText.Of(utterance, new SlotLattice(utterance, readers.For(types)), types, static (_, _) => false), m => MaskedText.Word(m.Groups["slot"].Value));
    }

    private IEnumerable<string> Forms(Template template, int seed)
    {
        var forms = template.Elements.Any(e => e.Slot is not null && SamplesOf(e.Type).Count > 1) ? FormsWithSlots : 1;
        for (var form = 0; form < forms; form++)
        {
            var pick = seed + (form * 5);
            yield return string.Join(' ', template.Elements.Select(e => e.Slot is null ? e.Word : SamplesOf(e.Type) is { Count: > 0 } said ? said[pick++ % said.Count] : ""));
        }
    }

    [GeneratedRegex(@"\{(?<slot>\w+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Slot();

    [GeneratedRegex(@"slotplaceholder(?<slot>\w+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Placeholder();

    private IReadOnlyList<string> SamplesOf(string type)
    {
        if (samples.TryGetValue(type, out var known)) return known;
        return samples[type] =
            catalog.Vocabulary.Samples.TryGetValue(type, out var said) ? [.. said.Select(Masked)]
            : type.Contains('|', StringComparison.Ordinal) ? [.. type.Split('|', StringSplitOptions.TrimEntries).Select(catalog.Vocabulary.Canonical)]
            : [MaskedText.Word(type)];
    }
}
