using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Deals;

/// <summary>A time that a deal spent at a stage.</summary>
/// <param name="Until">Null while it is still there.</param>
internal sealed record Stay(string Stage, DateTimeOffset From, DateTimeOffset? Until);

/// <summary>A deal's way so far.</summary>
/// <param name="Won">Null while it is open.</param>
internal sealed record DealWay(int Id, string Source, long AmountMinor, string Currency, bool? Won, DateTimeOffset? ClosedAt, IReadOnlyList<Stay> Stays);

/// <summary>Reads the ways of the deals of the last two years, and remembers them until a deal changes its stage.</summary>
internal sealed class DealHistory(IDbContextFactory<JarvisDb> databases, Stages stages, IOptions<DealOptions> options, TimeProvider time)
{
    private const int Years = 2;

    private (long Change, DateOnly Day, DealRecord Record)? known;

    public async Task<DealRecord> ReadAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        var (last, day) = (await db.Set<StageChange>().MaxAsync(s => (long?)s.Id, cancel) ?? 0, DateOnly.FromDateTime(now.UtcDateTime));
        if (known is { } before && before.Change == last && before.Day == day) return before.Record;

        var since = now.AddYears(-Years);
        var deals = await db.Set<Deal>().Where(d => d.ClosedAt == null || d.ClosedAt >= since).Select(d => new { d.Id, d.Source, d.AmountMinor, d.Currency, d.Won, d.ClosedAt }).ToListAsync(cancel);
        var changes = (await db.Set<StageChange>().Where(s => db.Set<Deal>().Any(d => d.Id == s.DealId && (d.ClosedAt == null || d.ClosedAt >= since))).OrderBy(s => s.Id).Select(s => new { s.DealId, s.To, s.At }).ToListAsync(cancel))
            .ToLookup(s => s.DealId, s => (s.To, s.At));
        var record = new DealRecord([.. deals.Select(d => new DealWay(d.Id, d.Source, d.AmountMinor, d.Currency, d.Won, d.ClosedAt, Stays([.. changes[d.Id]])))], stages, options.Value.StageChanceWorth);
        known = (last, day, record);
        return record;
    }

    private static List<Stay> Stays(List<(string To, DateTimeOffset At)> changes)
    {
        var stays = new List<Stay>();
        for (var i = 0; i < changes.Count; i++)
            if (!Stages.Ends.Contains(changes[i].To, StringComparer.Ordinal)) stays.Add(new Stay(changes[i].To, changes[i].At, i + 1 < changes.Count ? changes[i + 1].At : null));
        return stays;
    }
}
