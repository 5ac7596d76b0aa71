using Jarvis.Bot.Understanding.Classifying;
using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Language;
using Jarvis.Bot.Understanding.Learning;
using Jarvis.Bot.Understanding.Matching;
using Jarvis.Bot.Understanding.Slots;
using Jarvis.Skills.Business.Times;

namespace Jarvis.Bot.Understanding;

/// <summary>
/// Understands without a model: by the example utterances in prompts/&lt;domain&gt;/intents.yaml. Reads are taken when they
/// are likely; an action only when the words leave no doubt, because such a request may run without a question.
/// </summary>
internal sealed class LocalUnderstanding
{
    /// <summary>From here on the words are an example's: a read is taken, a slot asked for.</summary>
    private const double Likely = 0.72;

    /// <summary>From this certainty on a read is taken although its words stand in no example, and an action proposed.</summary>
    private const double Certain = 0.7;

    /// <summary>From this certainty on it is worth asking which reading is right.</summary>
    private const double Conceivable = 0.5;

    /// <summary>From here on a reading is worth offering.</summary>
    private const double Possible = 0.3;

    private const int LongestMessage = 4000;

    /// <summary>More words are a letter and no request. It also bounds the time that the most unlikely text takes.</summary>
    private const int MostWords = 120;

    /// <summary>In words.</summary>
    private const int LongestName = 6;

    /// <summary>More of a message than this share left unread, and what is offered would be something else.</summary>
    private const double MostUnread = 0.45;

    /// <summary>A question may say more around what it asks.</summary>
    private const double MostUnreadOfQuestion = 0.65;

    /// <summary>Depth of a reading that is looked at only to see whether it can be offered.</summary>
    private const int Offered = 2;

    private readonly IntentCatalog catalog;
    private readonly SlotReaders readers;
    private readonly WordIndex index;
    private readonly Matcher matcher;
    private readonly FunctionWords functionWords;
    private readonly Calls calls;
    private readonly FollowUps followUps;
    private readonly string[] types;
    private readonly Suggestions suggestions;
    private readonly Lessons lessons;
    private readonly FunctionClassifier classifier;

    public LocalUnderstanding(IntentCatalog catalog, SlotReaders readers, Suggestions suggestions, FunctionClassifier classifier, Lessons lessons)
    {
        this.catalog = catalog;
        this.readers = readers;
        this.suggestions = suggestions;
        this.classifier = classifier;
        this.lessons = lessons;
        index = new WordIndex(catalog.Intents, catalog.Vocabulary);
        readers.Ordinary = index.IsOrdinary;
        matcher = new Matcher(catalog.Intents);
        functionWords = new FunctionWords(catalog.Intents);
        calls = new Calls(catalog, readers.NamesOf);
        followUps = new FollowUps(calls, readers, catalog.Vocabulary);
        types = [.. catalog.Intents.SelectMany(i => i.Slots.Values).Distinct(StringComparer.Ordinal)];
    }

    public static Action<string>? Trace;
    public Understood Understand(string text, ConversationMemory memory)
    {
        var utterance = UtteranceOf(text);
        if (utterance.Tokens.Count == 0) return new Understood.Nothing(suggestions.Instead([]));
        if (followUps.IsDropped(utterance, memory)) return new Understood.Dropped(memory.Open is null ? "All right." : "All right, I leave it.");

        if (memory.Open is { } open && calls.IntentOf(open.Call) is { } intent)
            return followUps.Complete(utterance, open, intent, UnderstandFresh(utterance, memory, depth: 0), said => Inner(said, depth: 0));

        if (Taught(utterance) is { } taught) return taught;
        var elliptic = followUps.Read(utterance, memory.Last);
        if (elliptic is not null && followUps.HasLead(utterance)) return elliptic;
        var fresh = UnderstandFresh(utterance, memory, depth: 0);
        if (fresh is Understood.Request or Understood.Missing) return fresh;

        // "make that three weeks" says nothing by itself.
        return elliptic ?? (followUps.IsValueAlone(utterance, types) ? new Understood.Nothing(suggestions.Instead([])) : fresh);
    }

    /// <summary>All functions that can be asked for in words, those first that the text most likely asks for; the scores add up to 1.</summary>
    public IReadOnlyList<(string Function, double Score)> RankFunctions(string text)
    {
        var utterance = UtteranceOf(text.Length > NGrams.LongestText ? text[..NGrams.LongestText] : text);
        return [.. Judge(utterance, new SlotLattice(utterance, readers.For(types))).Guesses.Select(g => (g.Label, g.Probability))];
    }

    /// <summary>What was meant, in "no, I meant …"; null when the text corrects nothing.</summary>
    public string? Correction(string text) => followUps.Correction(UtteranceOf(text));

    private Judgement Judge(Utterance utterance, SlotLattice slots) =>
        classifier.Judge(utterance, slots, index.IsOrdinary, lessons.Read(ReadLesson));

    /// <summary>What the owner has taught that these very words mean. An action is offered only: words become no plain order by having been explained once.</summary>
    private Understood? Taught(Utterance utterance)
    {
        if (lessons.Known.Count == 0) return null;
        var words = WordsOf(utterance);
        if (lessons.Read(ReadLesson).FirstOrDefault(l => l.Words == words) is not { Lesson.Say: { } say }) return null;
        var meant = UnderstandFresh(UtteranceOf(say), ConversationMemory.Empty, Offered);
        if (meant is not (Understood.Request or Understood.Missing)) return null;
        return catalog.For(FunctionOf(meant)).Any(i => i.Function.IsAction) ? new Understood.Unsure([Readings.Of(say)]) : meant;
    }

    private Lessons.Reading ReadLesson(Lesson lesson)
    {
        var utterance = UtteranceOf(lesson.Text);
        return new Lessons.Reading(lesson, WordsOf(utterance), classifier.Vector(utterance, new SlotLattice(utterance, readers.For(types)), index.IsOrdinary));
    }

    private static string WordsOf(Utterance utterance) => string.Join(' ', utterance.Tokens.Select(t => t.Canonical));

    private static string FunctionOf(Understood understood) => understood switch
    {
        Understood.Request request => request.Call.Function,
        Understood.Missing missing => missing.Call.Function,
        _ => "",
    };

    private Understood UnderstandFresh(Utterance utterance, ConversationMemory memory, int depth)
    {
        if (utterance.Tokens.Count > MostWords) return new Understood.Nothing("That is too long for me to read as a request. Say in a sentence what I shall do; \"help\" shows everything that I can.");
        var slots = new SlotLattice(utterance, readers.For(types), type => followUps.Recall(type, memory.Last));
        var judgement = Judge(utterance, slots);
        var view = new MessageView(utterance, slots, index);
        var ranked = matcher.Rank(view, judgement);
        if (ranked.Count == 0) return new Understood.Nothing(suggestions.Instead([]));
        var plain = ranked[0];
        if (plain.Template.Intent.Function.IsAction && plain.Likeness >= Likely && Doubt.IsPlainOrder(plain, view, catalog.Vocabulary) && !Rivalled(plain, ranked, view) && !AsksNow(plain, view))
            return Settle(plain, view, ranked, depth);

        if (IsWordForWord(plain, view)) return Settle(plain, view, ranked, depth);

        var candidates = Candidate.Of(ranked, judgement);
        var best = candidates[0];
        if (Doubt.AsksOtherwise(best.Fit, view, catalog.Vocabulary)) return new Understood.Nothing(suggestions.Instead(ranked));
        if (catalog.Vocabulary.AsksAdvice(utterance.Tokens)) return new Understood.Nothing(suggestions.Instead(ranked));
        if (best.IsAction && Doubt.IsNegated(best.Fit, view, catalog.Vocabulary))
            return new Understood.Nothing(best.Score < Possible ? suggestions.Instead(ranked) : "I take that as something not to do, so I have done nothing.");
        Trace?.Invoke($"  best {string.Join(" ", view.Utterance.Tokens.Select((t,i)=>$"{t.Plain}:{view.Weights[i]:0.00}{(best.Fit.LeftTokens.Contains(i)?(functionWords.IsExplained(best.Fit,view,i)?"e":"L"):"")}"))} [{best.Fit.Template.Example}] best {best.Function} like {best.Fit.Likeness:0.00} p {best.Probability:0.00} lead {best.Score - (candidates.FirstOrDefault(c => c.Function != best.Function)?.Score ?? 0):0.00} un {functionWords.Unexplained(best.Fit, view):0.00} conf {judgement.Confidence:0.00} {(judgement.IsStranger ? "STR" : "")}" + string.Concat(candidates.Skip(1).Take(3).Select(c => $" / {c.Function} {c.Fit.Likeness:0.00} {c.Probability:0.00} {functionWords.Unexplained(c.Fit, view):0.00}")));
        var unread = functionWords.Unexplained(best.Fit, view);
        if (unread > (best.IsAction ? MostUnread : MostUnreadOfQuestion)) return new Understood.Nothing(suggestions.Instead(ranked));
        if ((best.IsAction || unread > MostUnread / 2) && Doubt.HasMore(best.Fit, view, catalog.Vocabulary, t => functionWords.IsExplained(best.Fit, view, t))) return new Understood.Nothing(suggestions.Instead(ranked));
        var certainty = Certainty.Of(best, best.Score - (candidates.FirstOrDefault(c => c.Function != best.Function)?.Score ?? 0), unread, judgement);
        if (!best.IsAction && certainty >= Certain && !functionWords.BeginsAnOrder(best.Fit, view)) return Settle(best.Fit, view, ranked, depth);
        if (ranked.Take(3).Select(r => Unknown(r, view)).FirstOrDefault(u => u is not null) is { } unknown) return unknown;
        if (best.IsAction && certainty >= Certain && depth == 0 && Proposal(best.Fit, view, ranked) is { } proposal) return proposal;
        if (depth >= Offered) return new Understood.Nothing("");
        return certainty < Conceivable ? new Understood.Nothing(suggestions.Instead(ranked)) : Offer(candidates, judgement, view, depth);
    }

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
                case Understood.Unsure unsure:
                    // The time stands before or behind it, and stays.
                    var (before, after) = (view.Utterance.Text[..view.Utterance.Tokens[run.From].Start], view.Utterance.Text[view.Utterance.Tokens[run.To - 1].End..]);
                    return new Understood.Unsure([.. unsure.Readings.Select(r => Readings.Of(before + r.Say + after))]);
                default:
                    // "the daily report every day", at 8, is nothing; the daily report, every day at 8, is.
                    var other = ranked.Where(r => r.Likeness > 0.9 && r.Template.Intent != intent).Select(r => Settle(r, view, [], depth)).FirstOrDefault(u => u is Understood.Request or Understood.Missing);
                    return other ?? new Understood.Nothing($"I read when, but not what: \"{Readings.Short(said)}\" is nothing that I can do on a schedule. {suggestions.Instead([])}");
            }
        }
        return calls.QuestionFor(draft, intent) is { } question ? question : draft.Request;
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
        var asks = (view.Utterance.IsQuestion || catalog.Vocabulary.IsAsking(view.Utterance.Tokens[0].Plain)) && !view.Utterance.IsPolite;
        var readings = candidates.Where(c => c.Score >= Possible && c.Score > candidates[0].Score - 0.3)
            .Where(c => functionWords.Unexplained(c.Fit, view) <= (c.IsAction && asks ? MostUnread / 2 : MostUnread))
            .SelectMany(c => Readings.Say(c.Fit, view)).Where(s => s.Length > 0 && !string.Equals(s, view.Utterance.Text.TrimEnd('?', '.', '!', ' '), StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase).Take(6)
            .Where(IsUnderstood).Take(3).Select(Readings.Of).ToList();

        // Where there is one question that it can be, its answer says so as well as a button.
        if (readings is [var only] && depth == 0 && !candidates[0].IsAction && UnderstandFresh(UtteranceOf(only.Say), ConversationMemory.Empty, Offered) is Understood.Request answer && answer.Call.Function == candidates[0].Function) return answer;
        return readings.Count > 0 ? new Understood.Unsure(readings) : new Understood.Nothing(suggestions.Instead(fits));
    }

    private Utterance UtteranceOf(string text) => new(text.Length > LongestMessage ? text[..LongestMessage] : text, catalog.Vocabulary);
}
