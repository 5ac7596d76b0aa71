using Jarvis.Bot.Understanding.Classifying;
using Jarvis.Bot.Understanding.Language;
using Jarvis.Bot.Understanding.Matching;

namespace Jarvis.Bot.Understanding;

/// <summary>What is offered when it is unclear what is meant.</summary>
internal sealed partial class LocalUnderstanding
{
    /// <summary>From here on a reading is worth offering.</summary>
    private const double Possible = 0.3;

    /// <summary>Below this certainty not even the nearest readings are worth a look.</summary>
    private const double Vague = 0.2;

    /// <summary>What is offered must be understood when it is tapped.</summary>
    private bool IsUnderstood(string say)
    {
        var utterance = new Utterance(say, catalog.Vocabulary);
        return utterance.Tokens.Count > 0 && UnderstandFresh(utterance, ConversationMemory.Empty, Offered) is Understood.Request or Understood.Missing;
    }

    private Understood Offer(IReadOnlyList<Candidate> candidates, Judgement judgement, MessageView view, int depth)
    {
        var fits = candidates.Select(c => c.Fit).ToList();
        if (judgement.IsStranger && candidates[0].Fit.Likeness < Likely) return new Understood.Nothing(suggestions.Instead(fits));
        var readings = ReadingsOf(candidates, MostUnread, view);

        // Where there is one question that it can be, its answer says so as well as a button.
        if (readings is [var only] && depth == 0 && !candidates[0].IsAction && UnderstandFresh(UtteranceOf(only.Say), ConversationMemory.Empty, Offered) is Understood.Request answer && answer.Call.Function == candidates[0].Function) return answer;
        return readings.Count > 0 ? new Understood.Unsure(readings) : new Understood.Nothing(suggestions.Instead(fits));
    }

    /// <summary>Too little is read for a choice. Where no model can be asked, the nearest readings are better than none.</summary>
    private Understood.Nothing Nearest(IReadOnlyList<Candidate> candidates, double certainty, MessageView view, int depth)
    {
        var nothing = new Understood.Nothing(suggestions.Instead([.. candidates.Select(c => c.Fit)]));
        return depth > 0 || certainty < Vague ? nothing : nothing with { Nearest = ReadingsOf(candidates, MostUnreadOfQuestion, view) };
    }

    private List<(string Label, string Say)> ReadingsOf(IReadOnlyList<Candidate> candidates, double mostUnread, MessageView view)
    {
        var asks = (view.Utterance.IsQuestion || catalog.Vocabulary.IsAsking(view.Utterance.Tokens[0].Plain)) && !view.Utterance.IsPolite;
        return [.. candidates.Where(c => c.Score >= Possible && c.Score > candidates[0].Score - 0.3)
            .Where(c => !c.IsAction || !Doubt.OnlyTells(c.Fit, view, catalog.Vocabulary, index.IsOrdinary))
            .Where(c => functionWords.Unexplained(c.Fit, view) <= (c.IsAction && asks ? mostUnread / 2 : mostUnread))
            .SelectMany(c => Readings.Say(c.Fit, view)).Where(s => s.Length > 0 && !string.Equals(s, view.Utterance.Text.TrimEnd('?', '.', '!', ' '), StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase).Take(6)
            .Where(IsUnderstood).Take(3).Select(Readings.Of)];
    }
}
