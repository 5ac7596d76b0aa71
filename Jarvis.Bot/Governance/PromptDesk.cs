using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Governance;

/// <summary>Asks: turns waiting actions into prompts, and keeps every copy of a prompt up to date on every channel.</summary>
internal sealed class PromptDesk(IDbContextFactory<JarvisDb> databases, Outbox outbox, PromptText text, TimeProvider time)
{
    /// <summary>Asks everybody who may decide. Actions of one function and clearance become one prompt.</summary>
    public async Task AnnounceAsync(IReadOnlyCollection<int> actionNumbers, CancellationToken cancel)
    {
        foreach (var group in await UnaskedAsync(actionNumbers, cancel))
        {
            var (promptId, reply, audience) = await OpenAsync(group, cancel);
            await outbox.TellAsync($"prompt:{promptId}", audience, reply, cancel);
        }
    }

    /// <summary>Asks in the conversation that a turn came from, as its reply, and everybody else who may decide elsewhere.</summary>
    public async Task<IReadOnlyList<Reply>> ForTurnAsync(IReadOnlyCollection<int> actionNumbers, string channel, string address, CancellationToken cancel)
    {
        var replies = new List<Reply>();
        foreach (var group in await UnaskedAsync(actionNumbers, cancel, again: true))
        {
            var (promptId, reply, audience) = await OpenAsync(group, cancel);
            replies.Add(reply);
            await outbox.TellAsync($"prompt:{promptId}", audience, reply, cancel, except: (channel, address));
        }
        // Decided elsewhere between the question and its reply: that is the reply.
        return replies.Count > 0 ? replies : await StandingAsync(actionNumbers, cancel);
    }

    /// <summary>Rewrites every copy of the prompts that show these actions.</summary>
    public async Task RefreshAsync(IReadOnlyCollection<int> actionNumbers, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var prompts = await db.Set<ActionRecord>().Where(a => actionNumbers.Contains(a.Id) && a.PromptId != null).Select(a => a.PromptId!.Value).Distinct().ToListAsync(cancel);
        foreach (var promptId in prompts)
        {
            var actions = await db.Set<ActionRecord>().AsNoTracking().Where(a => a.PromptId == promptId).OrderBy(a => a.Id).ToListAsync(cancel);
            var numbers = actions.ConvertAll(a => a.Id);
            var version = await db.Set<LedgerEntry>().Where(e => e.ActionNumber != null && numbers.Contains(e.ActionNumber.Value)).MaxAsync(e => (long?)e.Id, cancel) ?? 0;
            var reply = Written(promptId, actions);
            foreach (var shown in await db.Set<OutboxMessage>().AsNoTracking().Where(m => m.PromptId == promptId && m.EditOf == null).ToListAsync(cancel))
                await outbox.EditAsync($"edit:{shown.Id}:{version}", shown.Id, reply, cancel);
        }
    }

    private async Task<IReadOnlyList<List<ActionRecord>>> UnaskedAsync(IReadOnlyCollection<int> numbers, CancellationToken cancel, bool again = false)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var actions = await db.Set<ActionRecord>().AsNoTracking()
            .Where(a => numbers.Contains(a.Id) && (a.State == ActionState.Waiting || a.State == ActionState.Interrupted) && (again || a.PromptId == null))
            .OrderBy(a => a.Id).ToListAsync(cancel);
        return [.. actions.GroupBy(a => (a.PromptId, a.Function, a.Needs)).Select(g => g.ToList())];
    }

    private async Task<IReadOnlyList<Reply>> StandingAsync(IReadOnlyCollection<int> numbers, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var actions = await db.Set<ActionRecord>().AsNoTracking().Where(a => numbers.Contains(a.Id)).OrderBy(a => a.Id).ToListAsync(cancel);
        return [.. actions.Select(a => new Reply(ActionText.Standing(a)))];
    }

    private async Task<(int PromptId, Reply Reply, Audience Audience)> OpenAsync(List<ActionRecord> actions, CancellationToken cancel)
    {
        var audience = Audience.Deciders(actions[0].Domain, actions[0].Needs);
        if (actions[0].PromptId is { } existing) return (existing, Written(existing, actions), audience);

        await using var db = await databases.CreateDbContextAsync(cancel);
        var prompt = new Prompt { At = time.GetUtcNow() };
        db.Add(prompt);
        await db.SaveChangesAsync(cancel);
        var numbers = actions.ConvertAll(a => a.Id);
        await db.Set<ActionRecord>().Where(a => numbers.Contains(a.Id)).ExecuteUpdateAsync(set => set.SetProperty(a => a.PromptId, prompt.Id), cancel);
        return (prompt.Id, Written(prompt.Id, actions), audience);
    }

    private Reply Written(int promptId, IReadOnlyList<ActionRecord> actions) =>
        text.Write(promptId, actions) with { Untrusted = actions.Any(a => a.Untrusted) };
}
