using System.Globalization;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;
using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Language;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Jarvis.Bot.Understanding.ModelDriven;

/// <summary>
/// Writes what a model reads in a turn. What stays the same comes first, so that providers' caches find it: the prompt's own
/// text, the conversation's summary, the last turns; what changes with every message, such as the time, stands at the end.
/// </summary>
internal sealed class TurnPrompt(
    Prompts prompts, PastTurns past, IEnumerable<IKnownFacts> facts, IntentCatalog intents, OwnerTimes times, IDbContextFactory<JarvisDb> databases)
{
    /// <summary>What a plain turn may send, all of it, in tokens.</summary>
    public const int Budget = 1330;

    private const int MostFacts = 4;
    private const int LongestFact = 240;
    private const int LongestSaid = 400;
    private const int LongestAnswered = 500;

    public PromptFile File { get; } = prompts.Get("jarvis/turn.md");

    /// <summary>Marks the context untrusted when the last turns hold text from outside.</summary>
    public async Task<ChatHistory> WriteAsync(
        string text, InboxMessage message, Person person, CallContext context, OutsideText outside, IReadOnlyList<KernelFunction> functions, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var summary = await Summariser.FindAsync(db, message, cancel);
        var system = summary is null ? File.Text : $"{File.Text}\n\nEarlier in this conversation: {summary.Text}";
        var now = $"{await ContextAsync(text, person, cancel)}\n\n{OutsideText.Clean(text)}";

        var room = Budget - Tokens.Of(system) - Tokens.Of(now) - functions.Sum(Tokens.Of);
        var turns = new List<PastTurn>();
        foreach (var turn in (await past.BeforeAsync(message, summary?.UpTo ?? 0, Summariser.Kept + Summariser.Enough, cancel)).Reverse())
        {
            var shown = turn with { Said = Short(turn.Said, LongestSaid), Answered = Short(turn.Answered, LongestAnswered) };
            room -= Tokens.Of(shown.Said) + Tokens.Of(shown.Answered);
            if (room < 0) break;
            turns.Insert(0, shown);
        }
        if (turns.Exists(t => t.Untrusted)) context.MarkUntrusted();

        var history = new ChatHistory(system);
        foreach (var turn in turns)
        {
            history.AddUserMessage(OutsideText.Clean(turn.Said));
            history.AddAssistantMessage(turn.Untrusted ? outside.Mark(turn.Answered) : OutsideText.Clean(turn.Answered));
        }
        history.AddUserMessage(now);
        return history;
    }

    private async Task<string> ContextAsync(string text, Person person, CancellationToken cancel)
    {
        var wall = times.Wall;
        var lines = new List<string> { $"(It is {wall.Now.ToString("dddd, d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)}, {wall.Zone.Id}. {OutsideText.Clean(person.Name)}, {person.Role.ToString().ToLowerInvariant()}, writes.)" };
        var about = string.Join(' ', new Utterance(text, intents.Vocabulary).Tokens.Where(t => !intents.Vocabulary.IsLight(t.Canonical)).Select(t => t.Plain));
        foreach (var book in facts)
            lines.AddRange((await book.AboutAsync(about, MostFacts, cancel)).Select(f => $"(Noted from {f.Source}: {Short(f.Text, LongestFact)})").Select(OutsideText.Clean));
        return string.Join('\n', lines);
    }

    private static string Short(string text, int most) => text.Length <= most ? text : text[..most] + "…";
}
