using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Autonomy.Routines;

/// <summary>Says what a routine answered where it belongs, and follows it until somebody has it or nobody will.</summary>
internal sealed class RoutineDelivery(Outbox outbox, RoutineRuns runs, IDbContextFactory<JarvisDb> databases)
{
    private const string NobodyThere = "Nobody is paired on a channel that is there.";

    /// <summary>Ends the run: an answer without words is nobody's to read, and the run is done.</summary>
    public async Task DeliverAsync(RoutineRun run, Routine routine, Reply reply, string? result, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(reply.Markdown) && reply.Table is null && reply.Chart is null && reply.Files.Count == 0)
        {
            await runs.MoveAsync(run.Id, RoutineRunState.Running, RoutineRunState.Done, "Nothing to say.", null, cancel);
            return;
        }
        var queued = await SayAsync(run.Key, routine, reply, cancel);
        await runs.MoveAsync(run.Id, RoutineRunState.Running, queued == 0 ? RoutineRunState.DeliveryFailed : RoutineRunState.Delivering, result, queued == 0 ? NobodyThere : null, cancel);
        // The first part may have been sent before the run was marked.
        if (queued > 0) await CheckAsync(run, cancel);
    }

    /// <returns>To how many conversations it goes.</returns>
    public async Task<int> SayAsync(string key, Routine routine, Reply reply, CancellationToken cancel)
    {
        if (routine.Owner is not { Channel: { } channel, Address: { } address }) return await outbox.TellAsync(key, Audience.Owners, reply, cancel);
        return (await outbox.SayAsync(key, channel, address, reply, cancel)).Count > 0 ? 1 : 0;
    }

    /// <summary>For a run that was cut short: when its answer had gone into the outbox, it is only to be followed. False when it had not.</summary>
    public async Task<bool> ResumeAsync(RoutineRun run, CancellationToken cancel)
    {
        if ((await MessagesAsync(run, cancel)).Count == 0) return false;
        await runs.MoveAsync(run.Id, RoutineRunState.Running, RoutineRunState.Delivering, null, null, cancel);
        await CheckAsync(run, cancel);
        return true;
    }

    /// <summary>Looks at every run that is being delivered; after a restart, or when a message went out or was given up.</summary>
    public async Task CheckAllAsync(CancellationToken cancel)
    {
        foreach (var run in await runs.InStateAsync(RoutineRunState.Delivering, cancel)) await CheckAsync(run, cancel);
    }

    /// <summary>Delivered when one conversation has all of it; failed when each has lost a part.</summary>
    private async Task CheckAsync(RoutineRun run, CancellationToken cancel)
    {
        // What went another way is followed there.
        var conversations = (await MessagesAsync(run, cancel)).GroupBy(m => (m.Channel, m.Address)).Where(c => !c.Any(m => m.State == OutboxState.Elsewhere)).ToList();
        if (conversations.Exists(c => c.All(m => m.State == OutboxState.Sent)))
            await runs.MoveAsync(run.Id, RoutineRunState.Delivering, RoutineRunState.Done, null, null, cancel);
        else if (conversations.TrueForAll(c => c.Any(m => m.State == OutboxState.Failed)))
            await runs.MoveAsync(run.Id, RoutineRunState.Delivering, RoutineRunState.DeliveryFailed, null,
                string.Join(" ", conversations.Select(c => $"{c.Key.Channel}: {c.First(m => m.State == OutboxState.Failed).Error}")), cancel);
    }

    private async Task<IReadOnlyList<OutboxMessage>> MessagesAsync(RoutineRun run, CancellationToken cancel)
    {
        var (direct, told) = ($"{run.Key}:", $"{run.Key}@");
        var interruption = $"{run.Key}:interrupted";
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<OutboxMessage>().AsNoTracking()
            .Where(m => (m.Key.StartsWith(direct) || m.Key.StartsWith(told)) && !m.Key.StartsWith(interruption) && m.EditOf == null).ToListAsync(cancel);
    }
}
