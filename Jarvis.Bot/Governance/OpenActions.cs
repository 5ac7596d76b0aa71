using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Governance;

/// <summary>Reads of what waits for a decision.</summary>
public sealed class OpenActions(IDbContextFactory<JarvisDb> databases)
{
    /// <summary>All that wait, oldest first; those that were put off last.</summary>
    public async Task<IReadOnlyList<ActionRecord>> AllAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<ActionRecord>().AsNoTracking()
            .Where(a => a.State == ActionState.Waiting || a.State == ActionState.Interrupted)
            .OrderBy(a => a.SnoozedUntil != null).ThenBy(a => a.Id).ToListAsync(cancel);
    }

    /// <summary>The numbers of what one turn, routine or event asked for.</summary>
    public async Task<IReadOnlyList<int>> OfCauseAsync(string cause, CancellationToken cancel)
    {
        var prefix = cause + ":";
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<ActionRecord>().Where(a => a.CauseKey.StartsWith(prefix) && a.State == ActionState.Waiting).OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(cancel);
    }
}
