using Jarvis.Bot.Understanding.Classifying;
using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Language;
using Jarvis.Bot.Understanding.Learning;
using Jarvis.Bot.Understanding.Matching;
using Jarvis.Bot.Understanding.Slots;

namespace Jarvis.Bot.Understanding;

/// <summary>
/// Understands without a model: by the example utterances in prompts/&lt;domain&gt;/intents.yaml. Reads are taken when they
/// are likely; an action only when the words leave no doubt, because such a request may run without a question.
/// </summary>
internal sealed partial class LocalUnderstanding
{
    private const int LongestMessage = 4000;

    /// <summary>Depth of a reading that is looked at only to see whether it can be offered.</summary>
    private const int Offered = 2;

    private readonly IntentCatalog catalog;
    private readonly SlotReaders readers;
    private readonly WordIndex index;
    private readonly Matcher matcher;
    private readonly FunctionWords functionWords;
    private readonly Calls calls;
    private readonly FollowUps followUps;
    private readonly FollowOns followOns;
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
        index = new WordIndex([.. catalog.Intents, .. catalog.FollowOns], catalog.Vocabulary);
        readers.Ordinary = index.IsOrdinary;
        matcher = new Matcher(catalog.Intents, catalog.Vocabulary);
        functionWords = new FunctionWords(catalog.Intents);
        calls = new Calls(catalog, readers.NamesOf);
        followUps = new FollowUps(calls, readers, catalog.Vocabulary);
        followOns = new FollowOns(catalog, readers, index);
        types = [.. catalog.Intents.SelectMany(i => i.Slots.Values).Distinct(StringComparer.Ordinal)];
    }

    public Understood Understand(string text, ConversationMemory memory)
    {
        var utterance = UtteranceOf(text);
        if (utterance.Tokens.Count == 0) return new Understood.Nothing(suggestions.Instead([]));
        if (followUps.IsDropped(utterance, memory)) return new Understood.Dropped(memory.Open is null ? "All right." : "All right, I leave it.");

        if (memory.Open is { } open && calls.IntentOf(open.Call) is { } intent)
            return followUps.Complete(utterance, open, intent, UnderstandFresh(utterance, memory, depth: 0), said => Inner(said, depth: 0));

        if (Taught(utterance) is { } taught) return taught;
        if (followOns.Read(utterance, memory.Last) is { } changed) return changed;
        var elliptic = followUps.Read(utterance, memory.Last);
        if (elliptic is not null && followUps.HasLead(utterance)) return elliptic;
        var fresh = UnderstandFresh(utterance, memory, depth: 0);
        if (fresh is Understood.Request { Doubtful: false } or Understood.Missing) return fresh;

        // "make that three weeks" and "the day before" say nothing by themselves.
        var leans = elliptic is null && followOns.Leans(utterance);
        if (fresh is Understood.Request && !leans) return fresh;
        return elliptic ?? (leans || followUps.IsValueAlone(utterance, types) ? new Understood.Nothing(suggestions.Instead([])) : fresh);
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

    private Utterance UtteranceOf(string text) => new(text.Length > LongestMessage ? text[..LongestMessage] : text, catalog.Vocabulary);
}
