using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Language;
using Jarvis.Bot.Understanding.Matching;
using Jarvis.Bot.Understanding.Slots;
using Jarvis.Skills.Governance;

namespace Jarvis.Bot.Understanding;

/// <summary>"make that 5 pm instead", right after a reminder was set: what changes the request before, in words that say nothing without it.</summary>
internal sealed class FollowOns(IntentCatalog catalog, SlotReaders readers, WordIndex index)
{
    /// <summary>A message of more words says something of its own.</summary>
    private const int MostWords = 12;

    /// <summary>Null when the message says anything else, or less plainly.</summary>
    public Understood? Read(Utterance utterance, FunctionCall? last)
    {
        if (last is null || utterance.Tokens.Count > MostWords) return null;
        var changing = catalog.FollowOns.Where(i => i.After.ContainsKey(last.Function)).ToList();
        return Best(utterance, changing) is { } best ? Draft(best.Fit, best.View, last).Request : null;
    }

    /// <summary>Whether the message only changes something, whatever was said before.</summary>
    public bool Leans(Utterance utterance) => utterance.Tokens.Count <= MostWords && Best(utterance, catalog.FollowOns) is not null;

    private (Alignment Fit, MessageView View)? Best(Utterance utterance, IReadOnlyList<Intent> changing)
    {
        if (changing.Count == 0) return null;
        var view = new MessageView(utterance, new SlotLattice(utterance, readers.For(changing.SelectMany(i => i.Slots.Values).Distinct(StringComparer.Ordinal))), index);
        var best = changing.SelectMany(i => i.Templates).Select(t => Aligner.Align(t, view)).Where(f => f.MissedElements.Count == 0 && Doubt.IsPlainOrder(f, view, catalog.Vocabulary)).MaxBy(f => (f.Likeness, f.Matched));
        return best is null ? null : (best, view);
    }

    private static Draft Draft(Alignment fit, MessageView view, FunctionCall last)
    {
        var draft = Calls.DraftOf(fit, view);
        foreach (var (own, theirs) in fit.Template.Intent.After[last.Function])
            if (last.Arguments.GetValueOrDefault(theirs) is { Length: > 0 } value) draft.Set(own, value);
        return draft;
    }
}
