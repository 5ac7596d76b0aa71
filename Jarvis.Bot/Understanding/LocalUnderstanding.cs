using Jarvis.Bot.Understanding.Classifying;
using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Language;
using Jarvis.Bot.Understanding.Matching;
using Jarvis.Bot.Understanding.Slots;

namespace Jarvis.Bot.Understanding;

/// <summary>
/// Understands without a model: by the example utterances in prompts/&lt;domain&gt;/intents.yaml. Reads are taken when they
/// are likely; an action only when the words leave no doubt, because such a request may run without a question.
/// </summary>
internal sealed class LocalUnderstanding
{
    /// <summary>From here on a read is taken, a slot asked for.</summary>
    private const double Likely = 0.72;

    /// <summary>From here on a reading is worth offering.</summary>
    private const double Possible = 0.5;

    /// <summary>Two readings closer than this are too close to choose between, unless one is exact.</summary>
    private const double TooClose = 0.04;

    private const int LongestMessage = 4000;

    /// <summary>Depth of a reading that is looked at only to see whether it can be offered.</summary>
    private const int Offered = 2;

    private readonly IntentCatalog catalog;
    private readonly SlotReaders readers;
    private readonly WordIndex index;
    private readonly Matcher matcher;
    private readonly Calls calls;
    private readonly FollowUps followUps;
    private readonly string[] types;
    private readonly string[] readTypes;
    private readonly Suggestions suggestions;
    private readonly IntentClassifier classifier;

    public LocalUnderstanding(IntentCatalog catalog, SlotReaders readers, Suggestions suggestions)
    {
        this.catalog = catalog;
        this.readers = readers;
        this.suggestions = suggestions;
        index = new WordIndex(catalog.Intents, catalog.Vocabulary);
        readers.Ordinary = index.IsOrdinary;
        matcher = new Matcher(catalog.Intents);
        calls = new Calls(catalog, readers.NamesOf);
        followUps = new FollowUps(calls, readers, catalog.Vocabulary);
        types = [.. catalog.Intents.SelectMany(i => i.Slots.Values).Distinct(StringComparer.Ordinal)];
        readTypes = [.. readers.Types.Intersect(types, StringComparer.Ordinal)];
        classifier = IntentClassifier.Train([.. new TrainingTexts(catalog, readers).All()]);
    }

    public Understood Understand(string text, ConversationMemory memory)
    {
        if (text.Length > LongestMessage) text = text[..LongestMessage];
        var utterance = new Utterance(text, catalog.Vocabulary);
        if (utterance.Tokens.Count == 0) return new Understood.Nothing(suggestions.Instead([]));
        if (followUps.IsDropped(utterance, memory)) return new Understood.Dropped(memory.Open is null ? "All right." : "All right, I leave it.");

        if (memory.Open is { } open && calls.IntentOf(open.Call) is { } intent)
            return followUps.Complete(utterance, open, intent, UnderstandFresh(utterance, memory, depth: 0), said => Inner(said, depth: 0));

        var elliptic = followUps.Read(utterance, memory.Last);
        if (elliptic is not null && followUps.HasLead(utterance)) return elliptic;
        var fresh = UnderstandFresh(utterance, memory, depth: 0);
        return fresh is Understood.Request or Understood.Missing ? fresh : elliptic ?? fresh;
    }

    /// <summary>All functions that can be asked for in words, those first that the text most likely asks for; the scores add up to 1.</summary>
    public IReadOnlyList<(string Function, double Score)> RankFunctions(string text)
    {
        var utterance = new Utterance(text.Length > LongestMessage ? text[..LongestMessage] : text, catalog.Vocabulary);
        return [.. classifier.Rank(Masked(utterance, new SlotLattice(utterance, readers.For(types)))).Select(g => (g.Label, g.Probability))];
    }

    private string Masked(Utterance utterance, SlotLattice slots) =>
        MaskedText.Of(utterance, slots, readTypes, (token, type) => readers.IsName(type) && index.IsOrdinary(token.Canonical));

    private Understood UnderstandFresh(Utterance utterance, ConversationMemory memory, int depth)
    {
        var view = new MessageView(utterance, new SlotLattice(utterance, readers.For(types), type => followUps.Recall(type, memory.Last)), index);
        var ranked = matcher.Rank(view);
        if (ranked.Count == 0) return new Understood.Nothing(suggestions.Instead([]));
        var best = ranked[0];
        if (best.Template.Intent.Function.IsAction && best.Likeness >= Likely && Doubt.IsPlainOrder(best, view, catalog.Vocabulary) && !Rivalled(best, ranked, view))
            return Settle(best, view, ranked, depth);
        if (Doubt.IsNegated(best, view, catalog.Vocabulary))
            return new Understood.Nothing(best.Likeness < Possible ? suggestions.Instead(ranked) : "I take that as something not to do, so I have done nothing.");
        if (!best.Template.Intent.Function.IsAction && best.Likeness >= Likely && !TooCloseToCall(best, ranked)) return Settle(best, view, ranked, depth);
        return Unknown(best, view) ?? (depth >= Offered ? new Understood.Nothing("") : Offer(ranked, view));
    }

    /// <summary>Another action that the same words ask for as plainly.</summary>
    private bool Rivalled(Alignment plain, IReadOnlyList<Alignment> ranked, MessageView view) =>
        ranked.Any(r => r.Template.Intent.Function.Name != plain.Template.Intent.Function.Name && Math.Abs(r.Likeness - plain.Likeness) < 0.001
            && Math.Abs(r.Matched - plain.Matched) < 0.001 && Doubt.IsPlainOrder(r, view, catalog.Vocabulary));

    private static bool TooCloseToCall(Alignment best, IReadOnlyList<Alignment> ranked)
    {
        var rival = ranked.FirstOrDefault(r => r.Template.Intent.Function.Name != best.Template.Intent.Function.Name);
        return rival is not null && best.Likeness < 0.985 && best.Likeness - rival.Likeness < TooClose;
    }

    private Understood Settle(Alignment fit, MessageView view, IReadOnlyList<Alignment> ranked, int depth)
    {
        var intent = fit.Template.Intent;
        var draft = Calls.DraftOf(fit, view);
        if (fit.Filled.FirstOrDefault(f => f.Value.Either.Count > 0) is { Key: { } slot, Value: { } match }) return Calls.Which(draft, intent, slot, match.Either);
        foreach (var (_, run) in fit.Runs.Where(r => intent.Slots[r.Key] == SlotTypes.Command))
        {
            var said = view.Utterance.Said(run.From, run.To);
            switch (Inner(said, depth))
            {
                case Understood.Request request: draft.SetCommand(request, said); break;
                case Understood.Unsure unsure:
                    var before = view.Utterance.Text[..view.Utterance.Tokens[run.From].Start];
                    return new Understood.Unsure([.. unsure.Readings.Select(r => Readings.Of(before + r.Say))]);
                default: return ranked.Count > 1 && ranked[1].Likeness > 0.9 && ranked[1].Template.Intent != intent ? Settle(ranked[1], view, [], depth) : new Understood.Nothing($"I read when, but not what: \"{Readings.Short(said)}\" is nothing that I can do on a schedule. {suggestions.Instead([])}");
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

    private Understood Offer(IReadOnlyList<Alignment> ranked, MessageView view)
    {
        var readings = ranked.Where(r => r.Likeness >= Possible && r.Likeness > ranked[0].Likeness - 0.25)
            .SelectMany(r => Readings.Say(r, view)).Where(s => s.Length > 0 && !string.Equals(s, view.Utterance.Text.TrimEnd('?', '.', '!', ' '), StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase).Take(6)
            .Where(IsUnderstood).Take(3).Select(Readings.Of).ToList();
        return readings.Count > 0 ? new Understood.Unsure(readings) : new Understood.Nothing(suggestions.Instead(ranked));
    }
}
