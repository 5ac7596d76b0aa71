using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Language;
using Jarvis.Bot.Understanding.Slots;

namespace Jarvis.Bot.Understanding.Matching;

/// <summary>A message as the matcher sees it: its words as words of examples, and what could fill slots.</summary>
internal sealed class MessageView
{
    private readonly WordMatch[][] matches;
    private readonly double[] bestFor;
    private readonly FreeWords texts;

    public MessageView(Utterance utterance, SlotLattice slots, WordIndex index)
    {
        texts = new FreeWords(utterance, index.Vocabulary);
        Utterance = utterance;
        Slots = slots;
        Weights = [.. utterance.Tokens.Select(index.WeightOf)];
        Weight = Weights.Sum();
        matches = [.. utterance.Tokens.Select(index.Matches)];
        bestFor = new double[index.Count];
        foreach (var match in matches.SelectMany(m => m)) bestFor[match.WordId] = Math.Max(bestFor[match.WordId], match.Quality);
    }

    public Utterance Utterance { get; }

    public SlotLattice Slots { get; }

    public double[] Weights { get; }

    public double Weight { get; }

    public int Count => Weights.Length;

    /// <summary>Whether a text of this type may begin with the word.</summary>
    public bool MayBegin(string type, int token) => type != SlotTypes.Name || texts.IsNameEdge(token);

    /// <summary>Whether the word may stand within a text of this type.</summary>
    public bool MayHold(string type, int token) => type != SlotTypes.Name || texts.IsInName(token);

    /// <summary>Whether a text of this type may end with the word.</summary>
    public bool MayEnd(string type, int token) => type != SlotTypes.Name || texts.IsNameEdge(token);

    /// <summary>Whether what begins with the word goes on with what stands before it: "the report of friday".</summary>
    public bool BelongsToBefore(int token) => token > 0 && (texts.LeadsOn(token - 1) || Utterance.Tokens[token].Plain is "of" or "from");

    /// <summary>How well a word of the message is the example's word; 0 when it is not.</summary>
    public double Quality(int token, int wordId)
    {
        foreach (var match in matches[token])
            if (match.WordId == wordId) return match.Quality;
        return 0;
    }

    /// <summary>Whether a word of the message is one of these words of examples.</summary>
    public bool IsAny(int token, IReadOnlySet<int> wordIds) => Array.Exists(matches[token], m => wordIds.Contains(m.WordId));

    /// <summary>Whether the example can be near at all: its weightiest word is said, or one of its slots could be filled.</summary>
    public bool Touches(Template template)
    {
        var heaviest = -1;
        var weight = 0.0;
        foreach (var element in template.Elements)
        {
            if (element.Slot is not null && !element.IsRun && Slots.Has(element.Type)) return true;
            if (element.Slot is null && element.Weight > weight) (heaviest, weight) = (element.WordId, element.Weight);
        }
        return heaviest >= 0 && bestFor[heaviest] > 0;
    }

    /// <summary>What the example and the message share, whatever the order: cheap, for choosing whom to look at closely.</summary>
    public double Overlap(Template template)
    {
        var matched = 0.0;
        var hasRun = false;
        foreach (var element in template.Elements)
        {
            hasRun |= element.IsRun;
            matched += element.Weight * (element.IsRun ? 1 : element.Slot is null ? bestFor[element.WordId] : Slots.Has(element.Type) ? 1 : 0);
        }
        var left = hasRun ? 0 : Math.Max(0, Weight - matched);
        return matched <= 0 ? 0 : 2 * matched / (matched + template.Weight + left);
    }
}
