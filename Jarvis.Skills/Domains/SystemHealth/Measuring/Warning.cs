using Jarvis.Skills.Business;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Domains.SystemHealth.Measuring;

/// <summary>A warning that was raised and still holds, or held.</summary>
internal sealed class Warning
{
    public int Id { get; init; }

    /// <summary>The alert's key.</summary>
    public required string Key { get; init; }

    public required string Title { get; init; }

    public DateTimeOffset From { get; init; }

    public DateTimeOffset? Until { get; set; }
}

internal sealed class WarningMap : IEntityTypeConfiguration<Warning>
{
    public void Configure(EntityTypeBuilder<Warning> builder)
    {
        builder.ToTable("health_warnings");
        builder.HasIndex(w => w.Until);
        builder.HasIndex(w => w.From);
        builder.Property(w => w.Key).HasMaxLength(200);
        builder.Property(w => w.Title).HasMaxLength(400);
    }
}

/// <summary>Keeps warnings in step with what holds now, over restarts of Jarvis: raises the new, resolves what has gone.</summary>
internal sealed class WarningBook(IDbContextFactory<JarvisDb> databases, IAlerts alerts, TimeProvider time)
{
    public async Task SyncAsync(IReadOnlyList<AlertSignal> hold, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var open = await db.Set<Warning>().Where(w => w.Until == null).ToListAsync(cancel);
        foreach (var gone in open.Where(w => !hold.Any(h => h.Key == w.Key)))
        {
            await alerts.ResolveAsync(gone.Key, "It no longer holds.", cancel);
            gone.Until = now;
        }
        foreach (var signal in hold)
        {
            // Raised each time: a silence may be over, and the figures change.
            await alerts.RaiseAsync(signal, cancel);
            if (!open.Exists(w => w.Key == signal.Key)) db.Add(new Warning { Key = signal.Key, Title = signal.Title, From = now });
        }
        await db.SaveChangesAsync(cancel);
    }

    public async Task<IReadOnlyList<Warning>> ReadAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Warning>().AsNoTracking().Where(w => w.From < to && (w.Until == null || w.Until > from)).OrderBy(w => w.From).ToListAsync(cancel);
    }
}
