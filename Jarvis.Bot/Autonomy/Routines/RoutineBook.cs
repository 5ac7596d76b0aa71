using Jarvis.Skills.Domains;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Autonomy.Routines;

/// <summary>All routines that are to run: the domains', as settings have them, and those that people made.</summary>
internal sealed class RoutineBook(IEnumerable<DomainRoutine> domains, IOptions<RoutineOptions> options, IDbContextFactory<JarvisDb> databases)
{
    public async Task<IReadOnlyList<Routine>> AllAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var owners = await db.Set<OwnerRoutine>().AsNoTracking().Where(r => r.Enabled).ToListAsync(cancel);
        return [.. Domains(), .. owners.Select(Routine.Of)];
    }

    /// <summary>Null when there is none of that name, or it is switched off.</summary>
    public async Task<Routine?> FindAsync(string name, CancellationToken cancel)
    {
        if (Routine.OwnerIdOf(name) is not { } id) return Domains().FirstOrDefault(r => r.Name == name);
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<OwnerRoutine>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id && r.Enabled, cancel) is { } row ? Routine.Of(row) : null;
    }

    /// <summary>A one-off was made: it is not made again.</summary>
    public async Task FinishAsync(int ownerRoutineId, DateTimeOffset at, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Set<OwnerRoutine>().Where(r => r.Id == ownerRoutineId)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Enabled, false).SetProperty(r => r.DoneAt, at), cancel);
    }

    private IEnumerable<Routine> Domains() => domains
        .Select(d => (Domain: d, Own: options.Value.All.GetValueOrDefault(d.Name)))
        .Where(r => r.Own?.Enabled != false)
        .Select(r => new Routine(r.Domain.Name, r.Domain.Title, r.Own?.Cron ?? r.Domain.Cron, null, r.Domain.Call));
}
