using System.Globalization;
using Jarvis.Bot.Understanding.Language;

namespace Jarvis.Bot.Understanding.Slots;

/// <summary>"10 to 20", "between five and ten", "10-20", as "10-20".</summary>
internal sealed class NumberRangeSlot : ISlotReader
{
    public string Type => "range";

    public SlotMatch? Read(Utterance utterance, int at)
    {
        var tokens = utterance.Tokens;
        var between = tokens[at].Plain is "between" or "from";
        if (at + (between ? 1 : 0) >= tokens.Count || NumberWords.Read(tokens, at + (between ? 1 : 0)) is not { } low || low.To >= tokens.Count) return null;
        var to = tokens[low.To].Plain is "to" or "until" or "through" || (between && tokens[low.To].Plain == "and");
        var dash = utterance.Text[tokens[low.To - 1].End..tokens[low.To].Start].Trim() is "-" or "–";
        if ((!to && !dash) || (to && low.To + 1 >= tokens.Count) || NumberWords.Read(tokens, low.To + (to ? 1 : 0)) is not { } high || high.Value < low.Value) return null;
        return new SlotMatch(Type, at, high.To, string.Create(CultureInfo.InvariantCulture, $"{low.Value}-{high.Value}"));
    }
}
