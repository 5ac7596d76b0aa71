using Jarvis.Bot.Understanding.Language;
using Jarvis.Skills.Business.Times;

namespace Jarvis.Bot.Understanding.Matching;

/// <summary>
/// Whether the words leave room for doubt. What an action is asked for with must be all that was said: "should I restart
/// backend?", "don't restart backend", "restart backend if it hangs" and a pasted mail each hold words that the example
/// does not.
/// </summary>
internal static class Doubt
{
    private const int LongestAction = 600;

    /// <summary>From this weight on a word says something.</summary>
    public const double ContentWord = 0.29;

    /// <summary>The message asks for this action, whole and plain; slots may still be missing.</summary>
    public static bool IsPlainOrder(Alignment fit, MessageView view, Vocabulary vocabulary)
    {
        var utterance = view.Utterance;
        if (!fit.Verbatim || utterance.Text.Length > LongestAction || utterance.Text.Contains("\n\n", StringComparison.Ordinal)) return false;
        if (fit.LeftTokens.Any(t => !vocabulary.IsArticle(utterance.Tokens[t].Canonical))) return false;
        if (fit.MissedElements.Any(e => e.Slot is null ? e.Weight > ContentWord : !fit.Template.Intent.Ask.ContainsKey(e.Slot))) return false;

        // What a text takes in may be what the missing slot is called: "move ticket summaries to gemini".
        if (fit.Runs.Count > 0 && fit.MissedElements.Any(e => e.Slot is not null)) return false;
        if (fit.Filled.Values.Any(s => s.Recalled)) return false;

        // "note 7 is outdated" speaks of a note that there is.
        if (fit.Runs.Values.Any(r => r.From > 0 && utterance.Tokens[r.From].Kind == WordKind.Number && !utterance.IsSetOff(r.From))) return false;

        if (QuestionInText(fit, view, vocabulary) is not null) return false;
        var outside = Enumerable.Range(0, view.Count).Where(t => !fit.Runs.Values.Any(r => t >= r.From && t < r.To)).ToList();
        if (outside.Any(t => utterance.Tokens[t].Quoted || (t > 0 && utterance.Tokens[t].StartsSentence))) return false;
        var endsInText = fit.Runs.Values.Any(r => r.To == view.Count);
        return !utterance.IsQuestion || utterance.IsPolite || endsInText;
    }

    /// <summary>
    /// The message may be taken for this action, to be put to the owner as a proposal: it asks nothing, quotes nobody, and leaves neither
    /// a condition nor another wish out.
    /// </summary>
    public static bool MayPropose(Alignment fit, MessageView view, Vocabulary vocabulary, Func<string, bool> isOrdinary)
    {
        var utterance = view.Utterance;
        if (utterance.Text.Length > LongestAction || utterance.Text.Contains("\n\n", StringComparison.Ordinal)) return false;
        if ((utterance.IsQuestion || vocabulary.IsAsking(utterance.Tokens[0].Plain)) && !utterance.IsPolite) return false;
        if (OnlyTells(fit, view, vocabulary, isOrdinary)) return false;

        // "call Greta" lacks the day without which there is no such request.
        var said = fit.Filled.Keys.Concat(fit.Runs.Keys).ToHashSet(StringComparer.Ordinal);
        if (fit.MissedElements.Any(e => e.Slot is { } slot && !fit.Template.Intent.Ask.ContainsKey(slot)) && !fit.Template.Intent.Templates.Any(t => said.SetEquals(t.Elements.Where(e => e.Slot is not null).Select(e => e.Slot!)))) return false;
        if (utterance.Tokens.Any(t => t.Quoted) || utterance.Tokens.Count(t => t.StartsSentence) > 1) return false;
        if (fit.LeftTokens.Any(t => vocabulary.IsHedge(utterance.Tokens[t].Plain))) return false;

        // "backend restart failed" tells of one.
        if (!fit.InOrder && fit.LeftTokens.Any(t => view.Weights[t] >= ContentWord)) return false;

        // "I restarted backend", "Bob is restarting backend".
        var outside = Enumerable.Range(0, view.Count).Where(t => !fit.Runs.Values.Any(r => t >= r.From && t < r.To)).Select(t => utterance.Tokens[t]);
        return !outside.Any(t => (t.Plain.EndsWith("ed", StringComparison.Ordinal) || t.Plain.EndsWith("ing", StringComparison.Ordinal)) && !isOrdinary(t.Canonical));
    }

    /// <summary>"… and explain the difference", "… if it fails again": beside what the fit explains, another wish or a condition is said.</summary>
    /// <param name="isExplained">Whether a word that the fit leaves is one that its function's examples use, or fills a slot.</param>
    public static bool HasMore(Alignment fit, MessageView view, Vocabulary vocabulary, Func<int, bool> isExplained)
    {
        var joint = fit.LeftTokens.Where(t => t > 0 && vocabulary.IsJoint(view.Utterance.Tokens[t].Plain)).Select(t => (int?)t).FirstOrDefault();
        return joint is { } from && fit.LeftTokens.Any(t => t > from && view.Weights[t] >= ContentWord && !isExplained(t));
    }

    /// <summary>"what else do you know" is not "who do you know": where all words are small, the one that asks must be the example's.</summary>
    public static bool AsksOtherwise(Alignment fit, MessageView view, Vocabulary vocabulary) =>
        view.Weights.All(w => w < ContentWord)
        && (fit.LeftTokens.Any(t => vocabulary.IsQuestionWord(view.Utterance.Tokens[t].Canonical)) || fit.MissedElements.Any(e => vocabulary.IsQuestionWord(e.Word)));

    /// <summary>"I restarted backend", "not yet", "if it goes down again": it tells of what is or may be, and nothing of it is to be done now.</summary>
    public static bool OnlyTells(Alignment fit, MessageView view, Vocabulary vocabulary, Func<string, bool> isOrdinary)
    {
        var tokens = view.Utterance.Tokens;
        if (fit.LeftTokens.Any(t => vocabulary.IsTold(tokens[t].Plain)) || (fit.LeftTokens is [0, ..] && tokens[0].Plain is "if" or "unless" or "when" or "whenever")) return true;
        return tokens.Count > 1 && tokens[0].Plain is "i" or "we" or "he" or "she" or "they" or "somebody" or "someone" && tokens[1].Plain.EndsWith("ed", StringComparison.Ordinal) && !isOrdinary(tokens[1].Canonical);
    }

    /// <summary>"remind me, what are you?": what would be taken as a text is the question.</summary>
    public static (int From, int To)? QuestionInText(Alignment fit, MessageView view, Vocabulary vocabulary) =>
        view.Utterance is { IsQuestion: true, IsPolite: false } utterance && fit.Template.Intent.Function.IsAction
            ? fit.Runs.Values.Where(r => vocabulary.IsQuestionWord(utterance.Tokens[r.From].Canonical) && r.To == view.Count && !utterance.IsSetOff(r.From)).Select(r => ((int, int)?)r).FirstOrDefault() : null;

    /// <summary>It holds a "not" that the example does not.</summary>
    public static bool IsNegated(Alignment fit, MessageView view, Vocabulary vocabulary) =>
        fit.LeftTokens.Any(t => vocabulary.IsNegation(view.Utterance.Tokens[t].Canonical));
}
