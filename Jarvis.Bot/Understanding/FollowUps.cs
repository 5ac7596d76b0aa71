using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Language;
using Jarvis.Bot.Understanding.Slots;
using Jarvis.Skills.Governance;

namespace Jarvis.Bot.Understanding;

/// <summary>Messages that lean on what was said before: "and last week?", "worker", "never mind".</summary>
internal sealed class FollowUps(Calls calls, SlotReaders readers, Vocabulary vocabulary)
{
    /// <summary>In words; what is longer fills no slot but a text.</summary>
    private const int LongestAnswer = 30;

    /// <summary>A message of more words says something of its own.</summary>
    private const int MostWords = 12;

    /// <summary>Plain "no" and "cancel" drop a question only while one is open.</summary>
    public bool IsDropped(Utterance utterance, ConversationMemory memory) =>
        vocabulary.Drops.Any(d => IsAll(utterance, d)) || (memory.Open is not null && vocabulary.DropsAnswer.Any(d => IsAll(utterance, d)));

    /// <summary>What was meant, in "no, I meant …"; null when the message corrects nothing.</summary>
    public string? Correction(Utterance utterance) =>
        vocabulary.Corrections.FirstOrDefault(c => c.Length < utterance.Tokens.Count && Begins(utterance, c)) is { } lead ? utterance.Said(lead.Length, utterance.Tokens.Count) : null;

    public bool HasLead(Utterance utterance) => LeadLength(utterance) > 0;

    /// <summary>The request before with what is new in this message; null when the message says anything else.</summary>
    public Understood? Read(Utterance utterance, FunctionCall? last)
    {
        if (last is null || utterance.Tokens.Count > MostWords) return null;
        // A lead is named by its number in one intent, and by its name in another.
        return calls.IntentsOf(last).Select(i => Read(utterance, last, i)).FirstOrDefault(u => u is not null);
    }

    private Understood? Read(Utterance utterance, FunctionCall last, Intent intent)
    {
        var fills = Fills(utterance, LeadLength(utterance), intent.Slots);
        if (fills is null or { Count: 0 }) return null;
        if (fills.FirstOrDefault(f => f.Value.Either.Count > 0) is { Key: { } slot, Value: { } match }) return Calls.Which(Draft.Of(last), intent, slot, match.Either);

        var draft = Draft.Of(last);
        foreach (var (argument, fill) in fills) draft.Set(argument, fill);
        if (!intent.Function.IsAction) return draft.Request;

        // "and worker?" after a restart is not an order to restart worker; one tap makes it one.
        return Said(intent, last, fills, utterance) is { } say ? new Understood.Unsure([Readings.Of(say)]) : null;
    }

    /// <summary>
    /// The order before in words, with what is new. Null when it held a text or a time that stays: a reminder is not made anew because
    /// its hour changes, and a time is not kept in words.
    /// </summary>
    private static string? Said(Intent intent, FunctionCall last, Dictionary<string, SlotMatch> fills, Utterance utterance)
    {
        var kept = intent.Slots.Where(s => !fills.ContainsKey(s.Key) && !string.IsNullOrEmpty(last.Arguments.GetValueOrDefault(s.Key))).ToList();
        if (kept.Exists(s => s.Value is SlotTypes.Text or SlotTypes.Name or SlotTypes.Command || SlotReaders.IsTime(s.Value))) return null;
        var slots = kept.Select(s => s.Key).Concat(fills.Keys).ToHashSet(StringComparer.Ordinal);
        if (intent.Templates.FirstOrDefault(t => t.Elements.Where(e => e.Slot is not null).Select(e => e.Slot!).ToHashSet(StringComparer.Ordinal).SetEquals(slots)) is not { Example: var example }) return null;
        foreach (var slot in slots)
            example = example.Replace($"{{{slot}}}", fills.TryGetValue(slot, out var fill) ? (SlotReaders.IsTime(fill.Type) ? utterance.Written(fill.From, fill.To) : fill.Value) : last.Arguments[slot], StringComparison.Ordinal);
        return example;
    }

    /// <summary>Whether all of it is a value ("three weeks") and what may stand around one.</summary>
    public bool IsValueAlone(Utterance utterance, IReadOnlyList<string> types)
    {
        if (utterance.Tokens.Count > MostWords) return false;
        var lattice = new SlotLattice(utterance, readers.For(types.Where(t => !readers.IsName(t) && !t.Contains('|', StringComparison.Ordinal))));
        var at = LeadLength(utterance);
        while (at < utterance.Tokens.Count)
        {
            if (lattice.Longest(at) is { } value) at = value.To;
            else if (vocabulary.IsAround(utterance.Tokens[at].Canonical)) at++;
            else return false;
        }
        return true;
    }

    /// <summary>What "it" stands for, for a slot of this type.</summary>
    public SlotMatch? Recall(string type, FunctionCall? last)
    {
        if (last is null || !readers.NamesOf(type).Any() || calls.IntentOf(last) is not { } intent) return null;
        var slot = intent.Slots.FirstOrDefault(s => s.Value == type).Key;
        return slot is not null && last.Arguments.GetValueOrDefault(slot) is { Length: > 0 } value ? new SlotMatch(type, 0, 0, value) : null;
    }

    /// <summary>Takes the message as the answer to an open question, unless it plainly asks for something else.</summary>
    public Understood Complete(Utterance utterance, OpenQuestion open, Intent intent, Understood fresh, Func<string, Understood?> command)
    {
        var draft = Draft.Of(open.Call);
        var type = intent.Slots.GetValueOrDefault(open.Slot, SlotTypes.Text);
        if (type is SlotTypes.Text or SlotTypes.Name) draft.Set(open.Slot, utterance.Said(0, utterance.Tokens.Count));
        else if (type == SlotTypes.Command)
        {
            var said = utterance.Said(0, utterance.Tokens.Count);
            if (command(said) is not Understood.Request request) return new Understood.Missing(open.Call, open.Slot, $"\"{Readings.Short(said)}\" is nothing that I can do on a schedule. {intent.Ask.GetValueOrDefault(open.Slot)} \"never mind\" drops it.");
            draft.SetCommand(request, said);
        }
        else if (Fills(utterance, 0, new Dictionary<string, string>(StringComparer.Ordinal) { [open.Slot] = type }, answer: true) is { Count: 1 } fill)
        {
            var match = fill[open.Slot];
            if (match.Either.Count > 0) return Calls.Which(draft, intent, open.Slot, match.Either);
            draft.Set(open.Slot, match);
        }
        else if (fresh is Understood.Request or Understood.Missing) return fresh;
        else return new Understood.Missing(open.Call, open.Slot, $"I cannot read \"{Readings.Short(utterance.Written(0, utterance.Tokens.Count))}\" as that. {calls.QuestionFor(draft, intent)?.Question ?? intent.Ask.GetValueOrDefault(open.Slot)} \"never mind\" drops it.");
        return calls.QuestionFor(draft, intent) is { } next ? next : draft.Request;
    }

    /// <summary>Slots that together take up the whole message; null when other words are left.</summary>
    private Dictionary<string, SlotMatch>? Fills(Utterance utterance, int from, IReadOnlyDictionary<string, string> slots, bool answer = false)
    {
        if (utterance.Tokens.Count > LongestAnswer) return null;
        var lattice = new SlotLattice(utterance, answer ? slots.Values.Select(readers.ForAnswer) : readers.For(slots.Values.Distinct(StringComparer.Ordinal)));
        var found = new Dictionary<string, SlotMatch>(StringComparer.Ordinal);
        for (var at = from; at < utterance.Tokens.Count;)
        {
            var best = slots.Where(s => !found.ContainsKey(s.Key)).Select(s => (s.Key, Match: lattice.At(s.Value, at))).Where(s => s.Match is not null).OrderByDescending(s => s.Match!.To).FirstOrDefault();
            if (best.Match is { } match)
            {
                found[best.Key] = match;
                at = match.To;
            }
            else if (vocabulary.IsAround(utterance.Tokens[at].Canonical)) at++;
            else return null;
        }
        return found;
    }

    private int LeadLength(Utterance utterance) =>
        vocabulary.Leads.FirstOrDefault(l => l.Length < utterance.Tokens.Count && Begins(utterance, l))?.Length ?? 0;

    private static bool IsAll(Utterance utterance, string[] words) => words.Length == utterance.Tokens.Count && Begins(utterance, words);

    private static bool Begins(Utterance utterance, string[] words)
    {
        for (var i = 0; i < words.Length; i++)
            if (!string.Equals(utterance.Tokens[i].Plain, words[i], StringComparison.Ordinal)) return false;
        return true;
    }
}
