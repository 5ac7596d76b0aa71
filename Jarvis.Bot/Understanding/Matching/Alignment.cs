using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Slots;

namespace Jarvis.Bot.Understanding.Matching;

/// <summary>How a message fits an example.</summary>
internal sealed record Alignment(Template Template)
{
    /// <summary>Weight of what both have.</summary>
    public double Matched { get; init; }

    /// <summary>Weight of what only the example has.</summary>
    public double Missed { get; init; }

    /// <summary>Weight of what only the message has.</summary>
    public double Left { get; init; }

    public IReadOnlyDictionary<string, SlotMatch> Filled { get; init; } = new Dictionary<string, SlotMatch>(StringComparer.Ordinal);

    /// <summary>Text and commands: from word, to word.</summary>
    public IReadOnlyDictionary<string, (int From, int To)> Runs { get; init; } = new Dictionary<string, (int, int)>(StringComparer.Ordinal);

    public IReadOnlyList<int> LeftTokens { get; init; } = [];

    public IReadOnlyList<Element> MissedElements { get; init; } = [];

    /// <summary>False when a word matched in another form ("restarted"), or the order is another.</summary>
    public bool Verbatim { get; init; } = true;

    /// <summary>False when the words are the example's in another order.</summary>
    public bool InOrder { get; init; } = true;

    /// <summary>From 0 to 1: the Dice coefficient over weights (L. R. Dice, Ecology 26, 1945).</summary>
    /// <remarks>A text takes anything, so an example with one counts only when its own words are all there.</remarks>
    public double Likeness => Matched <= 0 ? 0 : 2 * Matched / ((2 * Matched) + Missed + Left) * (Runs.Count > 0 && LacksItsWords ? 0.5 : 1);

    /// <summary>
    /// A word that says something is missing, or any word of an example made of small words only ("what can you do about …"), or more
    /// small words than are there: "you should know …" is not "should we …".
    /// </summary>
    private bool LacksItsWords
    {
        get
        {
            var own = Template.Elements.Where(e => e.Slot is null).ToList();
            var missing = MissedElements.Where(e => e.Slot is null).ToList();
            return missing.Count > 0 && (2 * missing.Count > own.Count || missing.Exists(e => e.Weight >= Doubt.ContentWord) || own.TrueForAll(e => e.Weight < Doubt.ContentWord));
        }
    }
}
