using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Slots;

namespace Jarvis.Bot.Understanding.Matching;

/// <summary>The same words in another order: good enough for a question, never for an action.</summary>
internal static class LooseFit
{
    private const double OtherOrder = 0.92;

    public static Alignment Fit(Template template, MessageView view)
    {
        var taken = new bool[view.Count];
        var filled = new Dictionary<string, SlotMatch>(StringComparer.Ordinal);
        var missed = new List<Element>();
        var (matched, missedWeight) = (0.0, 0.0);
        foreach (var element in template.Elements.OrderBy(e => e.Slot is null))
        {
            if (element.IsRun) return new Alignment(template) { Verbatim = false, InOrder = false };
            var gain = element.Slot is null ? TakeWord(view, element.WordId, taken) : TakeSlot(view, element, taken, filled);
            matched += element.Weight * gain * OtherOrder;
            if (gain > 0) continue;
            missed.Add(element);
            missedWeight += element.Weight;
        }
        var left = Enumerable.Range(0, view.Count).Where(t => !taken[t]).ToList();
        return new Alignment(template)
        {
            Matched = matched, Missed = missedWeight, Left = left.Sum(t => view.Weights[t]),
            Filled = filled, LeftTokens = left, MissedElements = missed, Verbatim = false, InOrder = false,
        };
    }

    private static double TakeWord(MessageView view, int wordId, bool[] taken)
    {
        for (var token = 0; token < taken.Length; token++)
        {
            if (taken[token] || view.Quality(token, wordId) is not (> 0 and var quality)) continue;
            taken[token] = true;
            return quality;
        }
        return 0;
    }

    private static double TakeSlot(MessageView view, Element element, bool[] taken, Dictionary<string, SlotMatch> filled)
    {
        foreach (var match in view.Slots.Of(element.Type))
        {
            if (Enumerable.Range(match.From, match.To - match.From).Any(t => taken[t])) continue;
            for (var token = match.From; token < match.To; token++) taken[token] = true;
            filled[element.Slot!] = match;
            return match.Quality;
        }
        return 0;
    }
}
