using System.Collections.Frozen;
using Jarvis.Bot.Understanding.Intents;

namespace Jarvis.Bot.Understanding.Matching;

/// <summary>
/// Which words the examples of each function use, and with which orders begin. What a message says beyond them ("in a friendly tone") is a wish that the
/// function cannot meet, however like its examples the rest may be.
/// </summary>
internal sealed class FunctionWords(IReadOnlyList<Intent> intents)
{
    private readonly FrozenDictionary<string, FrozenSet<int>> words = intents.GroupBy(i => i.Function.Name, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => g.SelectMany(i => i.Templates).SelectMany(t => t.Elements).Where(e => e.Slot is null).Select(e => e.WordId).ToFrozenSet(), StringComparer.Ordinal);

    private readonly FrozenSet<int> orders = intents.Where(i => i.Function.IsAction).SelectMany(i => i.Templates).Where(t => t.Elements is [{ Slot: null }, ..]).Select(t => t.Elements[0].WordId).ToFrozenSet();

    /// <summary>"kick the mail server": the message begins as orders do, with a word that this reading leaves unread.</summary>
    public bool BeginsAnOrder(Alignment fit, MessageView view) =>
        fit.LeftTokens is [0, ..] && view.Weights[0] >= Doubt.ContentWord && view.IsAny(0, orders) && !IsExplained(fit, view, 0);

    /// <summary>The weight of the message's words that neither stand in any of the function's examples nor fill a slot of this fit, as a share of all.</summary>
    public double Unexplained(Alignment fit, MessageView view)
    {
        var sum = fit.LeftTokens.Where(t => !IsExplained(fit, view, t)).Sum(t => view.Weights[t]);
        return view.Weight <= 0 ? 0 : sum / view.Weight;
    }

    /// <summary>Whether a word stands in any of the function's examples, or could fill a slot of this fit.</summary>
    public bool IsExplained(Alignment fit, MessageView view, int token) =>
        view.IsAny(token, words[fit.Template.Intent.Function.Name]) || fit.Template.Intent.Slots.Values.Any(s => view.Slots.Covers(s, token));
}
