using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Domains.Conversation;
using Jarvis.Skills.Storage;
using Jarvis.Tests.Counterparts;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Tests.Crash;

/// <summary>What must hold when the last process is at rest, whatever was killed before.</summary>
internal sealed class Aftermath(JarvisDb db, TelegramBot bot, OwnersStream stream, PageVisitor page, IReadOnlyList<Life> lives)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task<string> CheckAsync(IReadOnlyList<TelegramUser> chats, IReadOnlyCollection<int> sawRunning)
    {
        var inbox = await db.Set<InboxMessage>().AsNoTracking().ToListAsync(Stop);
        var outbox = await db.Set<OutboxMessage>().AsNoTracking().ToListAsync(Stop);
        Assert.Equal(stream.Sent + page.Posted.Count, inbox.Count);
        Assert.Equal(stream.Sent, inbox.Count(m => m.Channel == "telegram"));
        Assert.Equal(page.Posted.Keys.Order(StringComparer.Ordinal), inbox.Where(m => m.Channel == "web").Select(m => m.ExternalId).Order(StringComparer.Ordinal));
        Assert.All(inbox, m => Assert.Equal(InboxState.Answered, m.State));
        var replies = outbox.Where(m => m.InboxId is not null).ToLookup(m => m.InboxId!.Value);
        Assert.All(inbox, m => Assert.True(replies.Contains(m.Id), $"\"{m.Text}\" was not answered."));
        Assert.All(outbox, m => Assert.True(m.State == OutboxState.Sent, $"{m.Key} is {m.State}: {m.Error}"));

        var actions = await db.Set<ActionRecord>().AsNoTracking().ToListAsync(Stop);
        await CheckFactsAsync(actions);
        var ledger = (await db.Set<LedgerEntry>().AsNoTracking().Where(e => e.ActionNumber != null).ToListAsync(Stop)).ToLookup(e => e.ActionNumber!.Value);
        foreach (var action in actions) CheckAction(action, ledger[action.Id].Select(e => e.Kind).ToList());
        Assert.All(sawRunning, number => Assert.Contains(ledger[number], e => e.Kind == "interrupted"));

        foreach (var chat in chats) await new ChatCheck(bot, chat.ChatId, inbox, outbox, lives).CheckAsync();
        return $"{inbox.Count} messages, {outbox.Count(m => m.EditOf is null)} replies and prompts, {outbox.Count(m => m.EditOf is not null)} edits, {actions.Count} actions: "
            + string.Join(", ", actions.GroupBy(a => a.State).Select(g => $"{g.Count()} {g.Key}"))
            + $"; {ledger.Sum(l => l.Count(e => e.Kind == "interrupted"))} interrupted on the way";
    }

    /// <summary>Each fact is stored once, but for those that a bare "undo" took back: nothing lost, no commit with two effects.</summary>
    private async Task CheckFactsAsync(IReadOnlyList<ActionRecord> actions)
    {
        var takenBack = actions.Where(a => a.Function == "conversation.remember").GroupBy(a => a.Call.Arguments["text"], StringComparer.Ordinal)
            .Where(g => g.All(a => a.State == ActionState.Undone)).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<string> facts = [.. stream.Facts, .. page.Posted.Values.Select(text => text["remember that ".Length..])];
        var notes = await db.Set<Note>().AsNoTracking().Select(n => n.Text).ToListAsync(Stop);
        Assert.All(facts.Where(f => !takenBack.Contains(f)), fact => Assert.True(notes.Count(n => n == fact) == 1, $"\"{fact}\" is stored {notes.Count(n => n == fact)} times. {Story(fact, actions)}"));
        Assert.Empty(notes.Except(facts, StringComparer.Ordinal));
    }

    private string Story(string fact, IReadOnlyList<ActionRecord> actions)
    {
        var asked = db.Set<InboxMessage>().AsNoTracking().Where(m => m.Text.Contains(fact)).Select(m => m.Id).ToList();
        var said = db.Set<OutboxMessage>().AsNoTracking().Where(m => m.InboxId != null && asked.Contains(m.InboxId.Value)).AsEnumerable().Select(m => m.Part().Markdown).ToList();
        return $"Said: {string.Join(" / ", said)}. Actions: {string.Join("; ", actions.Where(a => a.What.Contains(fact, StringComparison.Ordinal)).Select(a => $"#{a.Id} {a.Call} {a.CauseKey} {a.State} {a.Result}"))}";
    }

    private static void CheckAction(ActionRecord action, List<string> lines)
    {
        int Count(string kind) => lines.Count(l => l == kind);
        var story = $"#{action.Id} {action.What} is {action.State}: {string.Join(", ", lines)}";
        Assert.True(action.State is not (ActionState.Approved or ActionState.Running or ActionState.Planned), story);
        Assert.True(Count("proposed") == 1, story);
        Assert.True(Count("done") + Count("failed") <= 1, story);
        Assert.True(Count("started") <= 1 + Count("interrupted"), story);
        Assert.True(Count("approved") <= Count("asked"), story);
        Assert.True(Count("rejected") <= 1, story);
        Assert.True(Count("rejected") == 0 || Count("done") == 0, story);
        Assert.True(action.State is not (ActionState.Done or ActionState.Undone) || Count("done") == 1, story);
    }
}
