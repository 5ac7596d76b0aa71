using Jarvis.Bot.Understanding.Language;

namespace Jarvis.Bot.Understanding.Slots;

/// <summary>Everything in a message that could fill a slot; readings may overlap ("5" is a number and part of "at 5").</summary>
internal sealed class SlotLattice
{
    private readonly Dictionary<string, SlotMatch?[]> byType = new(StringComparer.Ordinal);

    public SlotLattice(Utterance utterance, IEnumerable<ISlotReader> readers, Func<string, SlotMatch?>? recall = null)
    {
        Utterance = utterance;
        foreach (var reader in readers)
        {
            var matches = new SlotMatch?[utterance.Tokens.Count];
            for (var at = 0; at < matches.Length; at++)
            {
                matches[at] = reader.Read(utterance, at);
                if (matches[at] is null && recall is not null && utterance.Tokens[at].Plain is "it" && recall(reader.Type) is { } before)
                    matches[at] = before with { From = at, To = at + 1, Recalled = true };
            }
            byType[reader.Type] = matches;
        }
    }

    public Utterance Utterance { get; }

    public SlotMatch? At(string type, int token) => byType.TryGetValue(type, out var matches) ? matches[token] : null;

    public IEnumerable<SlotMatch> Of(string type) => byType.TryGetValue(type, out var matches) ? matches.OfType<SlotMatch>() : [];

    public IEnumerable<string> Types => byType.Keys;
}
