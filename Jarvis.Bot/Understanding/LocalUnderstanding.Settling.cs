using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Language;
using Jarvis.Bot.Understanding.Matching;
using Jarvis.Skills.Business.Times;

namespace Jarvis.Bot.Understanding;

/// <summary>A reading that is taken becomes a call, or the question for what it lacks.</summary>
internal sealed partial class LocalUnderstanding
{
    private Understood Settle(Alignment fit, MessageView view, IReadOnlyList<Alignment> ranked, int depth)
    {
        var intent = fit.Template.Intent;
        var draft = Calls.DraftOf(fit, view);
        if (fit.Filled.FirstOrDefault(f => f.Value.Either.Count > 0) is { Key: { } slot, Value: { } match }) return Calls.Which(draft, intent, slot, match.Either);
        foreach (var (_, run) in fit.Runs.Where(r => intent.Slots[r.Key] == SlotTypes.Command))
        {
            var lasts = fit.Filled.Values.Select(f => f.Lasts).FirstOrDefault(l => l is not null);
            var said = view.Utterance.Said(run.From, run.To) + (lasts is { } length ? $" for {length.TotalMinutes:0} minutes" : "");
            switch (Inner(said, depth))
            {
                case Understood.Request request when lasts is null || request.Call.Arguments.Values.Contains(IsoText.Of(lasts.Value), StringComparer.Ordinal): draft.SetCommand(request, said); break;
                case Understood.Unsure unsure when Around(run, unsure, view, depth) is { Count: > 0 } readings: return new Understood.Unsure(readings);
                default:
                    // "the daily report every day", at 8, is nothing; the daily report, every day at 8, is.
                    var other = ranked.Where(r => r.Likeness > 0.9 && r.Template.Intent != intent).Select(r => Settle(r, view, [], depth)).FirstOrDefault(u => u is Understood.Request or Understood.Missing);
                    return other ?? new Understood.Nothing($"I read when, but not what: \"{Readings.Short(said)}\" is nothing that I can do on a schedule. {suggestions.Instead([])}");
            }
        }
        FromTexts(fit, view, draft);
        if (!intent.Function.IsAction) LeftNames(fit, view, draft);
        return calls.QuestionFor(draft, intent) is { } question ? question : draft.Request;
    }

    /// <summary>What is read within a request with the rest of it: the time stands before or behind it, and stays.</summary>
    private List<(string Label, string Say)> Around((int From, int To) run, Understood.Unsure unsure, MessageView view, int depth)
    {
        var (text, tokens) = (view.Utterance.Text, view.Utterance.Tokens);
        var (before, after) = (text[..tokens[run.From].Start], text[tokens[run.To - 1].End..]);
        return [.. unsure.Readings.Select(r => before + r.Say + after).Where(say => depth > 0 || IsUnderstood(say)).Select(Readings.Of)];
    }

    /// <summary>"add a task to send Mia Brandt the price list": whom it is for need not be asked, where it is the one name in the text.</summary>
    private void FromTexts(Alignment fit, MessageView view, Draft draft)
    {
        var intent = fit.Template.Intent;
        foreach (var slot in intent.Ask.Keys.Where(s => readers.IsName(intent.Slots[s]) && string.IsNullOrEmpty(draft.Arguments.GetValueOrDefault(s))))
        {
            var named = view.Slots.Of(intent.Slots[slot]).Where(m => fit.Runs.Values.Any(r => m.From >= r.From && m.To <= r.To)).ToList();
            if (named.Count > 0 && named.TrueForAll(m => m.Either.Count == 0 && m.Value == named[0].Value)) draft.Set(slot, named[0]);
        }
    }

    /// <summary>"is everything all right with postgres" is about postgres: a name that is left fills the slot that another intent of the function has for it.</summary>
    private void LeftNames(Alignment fit, MessageView view, Draft draft)
    {
        foreach (var (slot, type) in catalog.For(draft.Function).Where(i => i.Fixed.Count == 0).SelectMany(i => i.Slots).Where(s => readers.IsName(s.Value) && !draft.Arguments.ContainsKey(s.Key)).Distinct().ToList())
        {
            var left = view.Slots.Of(type).Where(m => Enumerable.Range(m.From, m.To - m.From).All(fit.LeftTokens.Contains)).ToList();
            if (left.Count > 0 && left.TrueForAll(m => m is { Recalled: false, Either.Count: 0 } && m.Value == left[0].Value)) draft.Set(slot, left[0]);
        }
    }

    private Understood? Inner(string said, int depth)
    {
        if (depth is 1 or > Offered || said.Length == 0) return null;
        var utterance = new Utterance(said, catalog.Vocabulary);
        return utterance.Tokens.Count == 0 ? null : UnderstandFresh(utterance, ConversationMemory.Empty, depth == Offered ? Offered + 1 : 1);
    }

    /// <summary>"restart bakcned2": the request is clear, the name is not one that exists.</summary>
    private Understood.Missing? Unknown(Alignment best, MessageView view)
    {
        var intent = best.Template.Intent;
        if (best.MissedElements is not [{ Slot: { } slot }] || !intent.Ask.ContainsKey(slot) || !readers.NamesOf(intent.Slots[slot]).Any()) return null;
        var left = best.LeftTokens.Where(t => !catalog.Vocabulary.IsArticle(view.Utterance.Tokens[t].Canonical)).ToList();
        if (left.Count is 0 or > 2 || left[^1] - left[0] >= left.Count || left.Any(t => index.IsOrdinary(view.Utterance.Tokens[t].Canonical))) return null;
        if (!best.Verbatim || (view.Utterance.IsQuestion && !view.Utterance.IsPolite && intent.Function.IsAction)) return null;
        return calls.Unknown(Calls.DraftOf(best, view), intent, slot, view.Utterance.Written(left[0], left[^1] + 1));
    }
}
