using Jarvis.Bot.Understanding.Language;

namespace Jarvis.Bot.Understanding.Slots;

/// <summary>Everything in a message that could fill a slot; readings may overlap ("5" is a number and part of "at 5").</summary>
internal sealed class SlotLattice
{
    private readonly Dictionary<string, SlotMatch?[]> byType = new(StringComparer.Ordinal);
    private readonly HashSet<string> found = new(StringComparer.Ordinal);

    public SlotLattice(Utterance utterance, IEnumerable<ISlotReader> readers, Func<string, SlotMatch?>? recall = null)
    {
        Utterance = utterance;
        foreach (var reader in readers)
        {
            var matches = reader.ReadAll(utterance);
            for (var at = 0; at < matches.Length; at++)
            {
                // A time may reach into words that were taken off the end: "no actions for now".
                if (matches[at] is { } match && match.To > matches.Length) matches[at] = match with { To = matches.Length };
                if (matches[at] is null && recall is not null && utterance.Tokens[at].Plain is "it" && recall(reader.Type) is { } before)
                    matches[at] = before with { From = at, To = at + 1, Recalled = true };
            }
            byType[reader.Type] = matches;
            if (Array.Exists(matches, m => m is not null)) found.Add(reader.Type);
        }
    }

    public Utterance Utterance { get; }

    public SlotMatch? At(string type, int token) => byType.TryGetValue(type, out var matches) ? matches[token] : null;

    /// <summary>The longest reading that begins at a word, of any type.</summary>
    public SlotMatch? Longest(int token) => byType.Values.Select(m => m[token]).OfType<SlotMatch>().MaxBy(m => m.To);

    public IEnumerable<SlotMatch> Of(string type) => byType.TryGetValue(type, out var matches) ? matches.OfType<SlotMatch>() : [];

    /// <summary>Whether a word is part of anything that fills a slot of this type.</summary>
    public bool Covers(string type, int token) => byType.TryGetValue(type, out var matches) && Array.Exists(matches, m => m is not null && token >= m.From && token < m.To);

    public bool Has(string type) => found.Contains(type);
}
