using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Language;
using Jarvis.Bot.Understanding.Matching;
using Jarvis.Bot.Understanding.Slots;

namespace Jarvis.Bot.Understanding;

/// <summary>What a message asks for, by its words alone.</summary>
internal sealed partial class LocalUnderstanding
{
    /// <summary>From here on the words are an example's: a read is taken, a slot asked for.</summary>
    private const double Likely = 0.72;

    /// <summary>From this certainty on a read is taken although its words stand in no example, and an action proposed.</summary>
    private const double Certain = 0.7;

    /// <summary>From this certainty on it is worth asking which reading is right.</summary>
    private const double Conceivable = 0.5;

    /// <summary>More words are a letter and no request. It also bounds the time that the most unlikely text takes.</summary>
    private const int MostWords = 120;

    /// <summary>In words.</summary>
    private const int LongestName = 6;

    /// <summary>More of an order than this share left unread, and it is another one.</summary>
    private const double MostUnread = 0.45;

    /// <summary>A question may say more around what it asks.</summary>
    private const double MostUnreadOfQuestion = 0.65;

    private Understood UnderstandFresh(Utterance utterance, ConversationMemory memory, int depth)
    {
        if (utterance.Tokens.Count > MostWords) return new Understood.Nothing("That is too long for me to read as a request. Say in a sentence what I shall do; \"help\" shows everything that I can.");
        var slots = new SlotLattice(utterance, readers.For(types), type => followUps.Recall(type, memory.Last));
        var judgement = Judge(utterance, slots);
        var view = new MessageView(utterance, slots, index);
        var ranked = matcher.Rank(view, judgement);
        if (ranked.Count == 0) return new Understood.Nothing(suggestions.Instead([]));
        var plain = ranked[0];
        if (depth == 0 && Doubt.QuestionInText(plain, view, catalog.Vocabulary) is { } asked) return UnderstandFresh(UtteranceOf(utterance.Said(asked.From, asked.To)), memory, depth: 1);
        if (plain.Template.Intent.Function.IsAction && plain.Likeness >= Likely && Doubt.IsPlainOrder(plain, view, catalog.Vocabulary) && !Rivalled(plain, ranked, view) && !AsksNow(plain, view))
            return Settle(plain, view, ranked, depth);

        if (IsWordForWord(plain, view)) return Settle(plain, view, ranked, depth);

        var candidates = Candidate.Of(ranked, judgement);
        var best = candidates[0];
        if (best.IsAction && Doubt.IsNegated(best.Fit, view, catalog.Vocabulary))
            return new Understood.Nothing(best.Score < Possible ? suggestions.Instead(ranked) : "I take that as something not to do, so I have done nothing.");
        var unread = functionWords.Unexplained(best.Fit, view);
        if (IsAnotherMatter(best, unread, view)) return new Understood.Nothing(suggestions.Instead(ranked));

        var certainty = Certainty.Of(best, best.Score - (candidates.FirstOrDefault(c => c.Function != best.Function)?.Score ?? 0), unread, judgement);
        var isRead = unread <= (best.IsAction ? MostUnread : MostUnreadOfQuestion);
        if (isRead && !best.IsAction && certainty >= Certain && !functionWords.BeginsAnOrder(best.Fit, view)) return Settle(best.Fit, view, ranked, depth);
        if (ranked.Take(3).Select(r => Unknown(r, view)).FirstOrDefault(u => u is not null) is { } unknown) return unknown;
        if (isRead && best.IsAction && certainty >= Certain && depth == 0 && Proposal(best.Fit, view, ranked) is { } proposal) return proposal;
        if (depth >= Offered) return new Understood.Nothing("");
        return isRead && certainty >= Conceivable ? Offer(candidates, judgement, view, depth) : Nearest(candidates, certainty, view, depth);
    }

    /// <summary>What no function answers, however like one the words are: advice, another question, a second wish beside the first.</summary>
    private bool IsAnotherMatter(Candidate best, double unread, MessageView view) =>
        catalog.Vocabulary.AsksAdvice(view.Utterance.Tokens) || Doubt.AsksOtherwise(best.Fit, view, catalog.Vocabulary)
        || ((best.IsAction || unread > MostUnread / 2) && Doubt.HasMore(best.Fit, view, catalog.Vocabulary, t => functionWords.IsExplained(best.Fit, view, t)));

    /// <summary>An action that the words are like; null when something is left open, or two services are named.</summary>
    private Understood.Request? Proposal(Alignment fit, MessageView view, IReadOnlyList<Alignment> ranked) =>
        Doubt.MayPropose(fit, view, catalog.Vocabulary, index.IsOrdinary) && Readings.Say(fit, view).Take(2).Count() == 1 && Settle(fit, view, ranked, depth: 0) is Understood.Request request
            ? request with { Doubtful = true } : null;

    /// <summary>Another action that the same words ask for as plainly.</summary>
    private bool Rivalled(Alignment plain, IReadOnlyList<Alignment> ranked, MessageView view) =>
        ranked.Any(r => r.Template.Intent.Function.Name != plain.Template.Intent.Function.Name && Math.Abs(r.Likeness - plain.Likeness) < 0.001
            && Math.Abs(r.Matched - plain.Matched) < 0.001 && Doubt.IsPlainOrder(r, view, catalog.Vocabulary));

    /// <summary>"how many incidents in october" asks about October, and is nothing to be asked again next October.</summary>
    private bool AsksNow(Alignment fit, MessageView view) =>
        !view.Utterance.IsPolite && (view.Utterance.IsQuestion || catalog.Vocabulary.IsAsking(view.Utterance.Tokens[0].Plain))
        && fit.Runs.Keys.Any(slot => fit.Template.Intent.Slots[slot] == SlotTypes.Command) && !fit.Filled.Values.Any(f => f.Type == "recurrence");

    /// <summary>An example's own words are what it is an example of, however many others are like them.</summary>
    /// <remarks>A text in it must be what something is numbered by ("quote Q-2026-004"): any other may say more than the example.</remarks>
    private static bool IsWordForWord(Alignment fit, MessageView view) =>
        !fit.Template.Intent.Function.IsAction && fit is { Verbatim: true, Likeness: >= 0.985 }
        && fit.Runs.Values.All(r => r.To - r.From <= LongestName && view.Utterance.Written(r.From, r.To).Any(char.IsDigit));
}
