using Jarvis.Bot.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Hosting;

/// <summary>First of all services: the store is there and up to date, and the switches are as the owner left them.</summary>
internal sealed class StoreStart(
    IDbContextFactory<JarvisDb> databases, IOptions<StorageOptions> storage, Controls controls, StandingApprovals standing,
    ApprovedActions actions, InstanceLock instance) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(storage.Value.Folder);
        instance.Take();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await StoreVersion.IsCurrentAsync(db, cancellationToken)) await db.Database.MigrateAsync(cancellationToken);
        if (!storage.Value.UsesPostgres) await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancellationToken);
        await actions.MarkInterruptedAsync(cancellationToken);
        await controls.LoadAsync(cancellationToken);
        await standing.GrantFromSettingsAsync(cancellationToken);
    }

    // First to start, last to stop: by now nobody writes any more.
    public Task StopAsync(CancellationToken cancellationToken)
    {
        instance.Dispose();
        return Task.CompletedTask;
    }
}
