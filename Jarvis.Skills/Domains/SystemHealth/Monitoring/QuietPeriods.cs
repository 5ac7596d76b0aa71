using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.SystemHealth.Settings;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Options;
using Interval = Jarvis.Skills.Analytics.Interval;

namespace Jarvis.Skills.Domains.SystemHealth.Monitoring;

/// <summary>What a quiet period keeps from happening.</summary>
internal enum QuietKind
{
    /// <summary>Neither alerts nor restarts, and the time does not count for uptime.</summary>
    Maintenance = 0,

    /// <summary>No alerts; Jarvis goes on restarting.</summary>
    Silence = 1,
}

/// <summary>A maintenance or silence that somebody asked for.</summary>
internal sealed class QuietPeriod
{
    public const string Everything = "*";

    public int Id { get; init; }

    /// <summary>A service's name, or * for all.</summary>
    public required string Service { get; init; }

    public QuietKind Kind { get; init; }

    public DateTimeOffset From { get; init; }

    /// <summary>Its end, which moves forward when it is ended early.</summary>
    public DateTimeOffset Until { get; set; }

    public string Reason { get; init; } = "";

    public required string By { get; init; }

    /// <summary>Of the action that began it, so that one that runs again after a crash begins it once.</summary>
    public Guid ActionId { get; init; }
}

internal sealed class QuietPeriodMap : IEntityTypeConfiguration<QuietPeriod>
{
    public void Configure(EntityTypeBuilder<QuietPeriod> builder)
    {
        builder.ToTable("health_quiet_periods");
        builder.HasIndex(q => q.ActionId).IsUnique();
        builder.HasIndex(q => q.Until);
        builder.Property(q => q.Service).HasMaxLength(60);
        builder.Property(q => q.Reason).HasMaxLength(400);
    }
}

/// <summary>Maintenance and silences: those of the settings, which come back, and those that somebody asked for.</summary>
internal sealed class QuietPeriods(IDbContextFactory<JarvisDb> databases, IOptions<BusinessOptions> business, TimeProvider time)
{
    private readonly TimeZoneInfo zone = business.Value.Zone;
    private volatile IReadOnlyList<QuietPeriod> asked = [];

    public async Task LoadAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        asked = await db.Set<QuietPeriod>().AsNoTracking().Where(q => q.Until > now).ToListAsync(cancel);
    }

    public bool InMaintenance(WatchedService service, DateTimeOffset at) =>
        Open(service.Name, QuietKind.Maintenance, at) is not null || service.Maintenance.Any(w => w.Covers(at, zone));

    public QuietPeriod? Open(string service, QuietKind kind, DateTimeOffset at) =>
        asked.Where(q => q.Kind == kind && (q.Service == QuietPeriod.Everything || q.Service == service) && q.From <= at && q.Until > at).MaxBy(q => q.Until);

    public async Task StartAsync(QuietPeriod period, CancellationToken cancel)
    {
        await using (var db = await databases.CreateDbContextAsync(cancel))
        {
            if (!await db.Set<QuietPeriod>().AnyAsync(q => q.ActionId == period.ActionId, cancel))
            {
                db.Add(period);
                await db.SaveChangesAsync(cancel);
            }
        }
        await LoadAsync(cancel);
    }

    /// <summary>Ends what is open for exactly this service (or for all), and says whether there was anything.</summary>
    public async Task<bool> EndAsync(string service, QuietKind kind, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var ended = await db.Set<QuietPeriod>().Where(q => q.Service == service && q.Kind == kind && q.From <= now && q.Until > now)
            .ExecuteUpdateAsync(set => set.SetProperty(q => q.Until, now), cancel);
        await LoadAsync(cancel);
        return ended > 0;
    }

    /// <summary>Maintenance that was asked for in a period, of all services.</summary>
    public async Task<IReadOnlyList<QuietPeriod>> MaintenanceAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<QuietPeriod>().AsNoTracking().Where(q => q.Kind == QuietKind.Maintenance && q.Until > from && q.From < to).ToListAsync(cancel);
    }

    /// <summary>A service's times of maintenance: of those that were asked for, and of the settings.</summary>
    public IEnumerable<Interval> Of(IReadOnlyList<QuietPeriod> stored, WatchedService service, DateTimeOffset from, DateTimeOffset to) =>
        stored.Where(q => q.Service is QuietPeriod.Everything || q.Service == service.Name).Select(q => new Interval(q.From, q.Until))
            .Concat(service.Maintenance.SelectMany(w => w.Between(from, to, zone)));
}
