using Jarvis.Bot.Understanding.Language;
using Jarvis.Skills.Business.Times;

namespace Jarvis.Bot.Understanding.Slots;

/// <summary>"80% gemini, 15% gpt and 5% claude", "gemini 60 percent, gpt 30": at least two shares, as they were written.</summary>
internal sealed class SharesSlot : ISlotReader
{
    public string Type => "shares";

    public SlotMatch? Read(Utterance utterance, int at)
    {
        var (to, count, percent) = (at, 0, false);
        while (Share(utterance, count == 0 ? to : AfterAnd(utterance, to)) is { } share)
        {
            (to, count) = (share.To, count + 1);
            percent |= share.Percent;
        }
        return count > 1 && percent ? new SlotMatch(Type, at, to, utterance.Written(at, to)) : null;
    }

    private static int AfterAnd(Utterance utterance, int at) => at < utterance.Tokens.Count && utterance.Tokens[at].Plain == "and" ? at + 1 : at;

    /// <summary>"80% to gemini" or "gemini 80%".</summary>
    private static (int To, bool Percent)? Share(Utterance utterance, int at)
    {
        var tokens = utterance.Tokens;
        if (at + 1 >= tokens.Count) return null;
        if (IsName(tokens[at])) return NumberWords.Read(tokens, at + 1) is { } after ? Percent(tokens, after.To) : null;
        if (NumberWords.Read(tokens, at) is not { } before) return null;
        var (to, percent) = Percent(tokens, before.To);
        if (to < tokens.Count && tokens[to].Plain is "of" or "to" or "for" or "on") to++;
        return to < tokens.Count && IsName(tokens[to]) ? (to + 1, percent) : null;
    }

    private static (int To, bool Percent) Percent(IReadOnlyList<WordToken> tokens, int at) =>
        at < tokens.Count && tokens[at].Plain is "%" or "percent" or "pct" ? (at + 1, true) : (at, false);

    private static bool IsName(WordToken token) => token is { Kind: WordKind.Word, IsLight: false };
}
