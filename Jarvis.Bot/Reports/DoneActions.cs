using Jarvis.Bot.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Reports;

/// <summary>The actions that ended in a period, as reports count them.</summary>
internal sealed class DoneActions(IDbContextFactory<JarvisDb> databases)
{
    private static readonly ActionState[] Ran = [ActionState.Done, ActionState.Failed, ActionState.Interrupted, ActionState.Undone];

    /// <summary>What ran, oldest first.</summary>
    public async Task<IReadOnlyList<ActionRecord>> RanAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<ActionRecord>().AsNoTracking().Where(a => Ran.Contains(a.State) && a.EndedAt >= from && a.EndedAt < to).OrderBy(a => a.EndedAt).ToListAsync(cancel);
    }

    /// <summary>What did not run, because of a person, the gate, or because nobody answered.</summary>
    public async Task<IReadOnlyList<ActionRecord>> RefusedAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<ActionRecord>().AsNoTracking()
            .Where(a => (a.State == ActionState.Refused && a.DecidedAt >= from && a.DecidedAt < to) || (a.State == ActionState.Expired && a.ExpiresAt >= from && a.ExpiresAt < to))
            .OrderBy(a => a.Id).ToListAsync(cancel);
    }
}
