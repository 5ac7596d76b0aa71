using Jarvis.Bot.Understanding.Language;

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
        if (fit.Filled.Values.Any(s => s.Recalled)) return false;

        var outside = Enumerable.Range(0, view.Count).Where(t => !fit.Runs.Values.Any(r => t >= r.From && t < r.To)).ToList();
        if (outside.Any(t => utterance.Tokens[t].Quoted || (t > 0 && utterance.Tokens[t].StartsSentence))) return false;
        var endsInText = fit.Runs.Values.Any(r => r.To == view.Count);
        return !utterance.IsQuestion || utterance.IsPolite || endsInText;
    }

    /// <summary>It holds a "not" that the example does not.</summary>
    public static bool IsNegated(Alignment fit, MessageView view, Vocabulary vocabulary) =>
        fit.LeftTokens.Any(t => vocabulary.IsNegation(view.Utterance.Tokens[t].Canonical));
}
