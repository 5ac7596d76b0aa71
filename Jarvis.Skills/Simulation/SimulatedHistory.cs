using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Simulation;

/// <summary>
/// Writes the two weeks before the first start, as Jarvis would have measured and recorded them: metrics, incidents, and the shop's events.
/// At a later start only the metrics of the time in between are added, as if somebody had gone on measuring.
/// </summary>
public sealed class SimulatedHistory
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(5);

    /// <summary>Before this an hour has one point: a start that takes seconds would be worse than a coarser past.</summary>
    private static readonly TimeSpan FineFor = TimeSpan.FromDays(3);

    private readonly SimulatedWorld world;
    private readonly BusinessOptions business;

    internal SimulatedHistory(SimulatedWorld world, IOptions<BusinessOptions> business) => (this.world, this.business) = (world, business.Value);

    /// <summary>Since when points are missing; null when the newest is younger than two paces. <see cref="DateTimeOffset.MinValue"/> in an empty store.</summary>
    public async Task<DateTimeOffset?> MissingSinceAsync(JarvisDb db, CancellationToken cancel)
    {
        var last = await db.Set<MetricPoint>().MaxAsync(p => (DateTimeOffset?)p.At, cancel);
        return last is null ? DateTimeOffset.MinValue : world.Began - last.Value > 2 * Pace ? last : null;
    }

    /// <summary>The outages of the two weeks, for a ledger that tells of them.</summary>
    public IReadOnlyList<PastTrouble> Troubles() => PastTrouble.Before(world.Began, business.Local(world.Began).TimeOfDay, world.Seed);

    /// <summary>Adds the points between the newest one and now, at most two weeks of them.</summary>
    public async Task WriteMetricsAsync(JarvisDb db, DateTimeOffset since, IReadOnlyList<PastTrouble> troubles, CancellationToken cancel)
    {
        var first = world.Began - (MetricStore.FineFor - Pace);
        var from = since > first ? since + Pace : first;
        var known = await db.Set<MetricSeries>().ToDictionaryAsync(s => s.Name, s => s.Id, StringComparer.Ordinal, cancel);
        var series = SimulatedSeries.Of(world, troubles).ToList();
        var missing = series.Where(s => !known.ContainsKey(s.Name)).Select(s => new MetricSeries { Name = s.Name, Unit = s.Unit }).ToList();
        db.AddRange(missing);
        await db.SaveChangesAsync(cancel);
        foreach (var added in missing) known[added.Name] = added.Id;
        await BulkRows.InsertAsync(db, series.SelectMany(s => Points(known[s.Name], s, from)), cancel);
    }

    public static async Task WriteIncidentsAsync(JarvisDb db, IReadOnlyList<PastTrouble> troubles, CancellationToken cancel)
    {
        db.AddRange(troubles.Select(t => new Incident { Service = t.Service, Kind = ServiceStatus.Down, From = t.From, Until = t.Until, Cause = t.Cause, AttemptsCountFrom = t.From }));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Which action restarted the service in an outage that was written before.</summary>
    public static async Task WriteAttemptAsync(JarvisDb db, PastTrouble trouble, Guid actionId, int actionNumber, CancellationToken cancel)
    {
        var incident = await db.Set<Incident>().Where(i => i.Service == trouble.Service && i.From == trouble.From).Select(i => i.Id).FirstAsync(cancel);
        db.Add(new RecoveryAttempt { IncidentId = incident, Service = trouble.Service, At = trouble.RestartedAt, ActionId = actionId, ActionNumber = actionNumber });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Orders and tickets of the two weeks, all of them dealt with. Leads are people: <see cref="SimulatedLeads"/> tells of them.</summary>
    public async Task WriteEventsAsync(JarvisDb db, CancellationToken cancel)
    {
        var happened = Trade.All.Where(t => t.Type != SimulatedLeads.Arrived)
            .SelectMany(t => t.Times(world.Began.AddDays(-14), world.Seed + 1).TakeWhile(at => at < world.Began).Select(at => (Trade: t, At: at)))
            .OrderBy(h => h.At)
            .Select(h =>
            {
                var past = h.Trade.At(h.At, world.Seed, business.Currency);
                (past.HandledAt, past.Attempts) = (h.At, 1);
                return past;
            });
        await BulkRows.InsertAsync(db, happened, cancel);
    }

    private IEnumerable<MetricPoint> Points(int id, SimulatedSeries series, DateTimeOffset from)
    {
        var fine = world.Began - FineFor;
        for (var at = from; at < world.Began; at += at < fine ? TimeSpan.FromHours(1) : Pace)
            yield return new MetricPoint { SeriesId = id, At = at, Value = series.Value(at) };
    }
}
