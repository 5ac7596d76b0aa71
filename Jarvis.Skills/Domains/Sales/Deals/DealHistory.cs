using Jarvis.Skills.Analytics;
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

/// <summary>What past deals say of open ones.</summary>
internal sealed class DealRecord(IReadOnlyList<DealWay> ways, Stages stages, int stageChanceWorth)
{
    /// <summary>Fewer won deals say nothing of when the next is won.</summary>
    private const int FewestWins = 5;

    private readonly Dictionary<string, ShrunkShare> chances = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<DealWay> Ways => ways;

    /// <summary>
    /// The chance of winning a deal that is at this stage: of the closed deals that were ever there, the won ones, shrunk towards the settings'
    /// chance (<see cref="ShrunkShare"/>), which counts like <see cref="DealOptions.StageChanceWorth"/> closed deals.
    /// </summary>
    public ShrunkShare Chance(string stage)
    {
        if (chances.TryGetValue(stage, out var known)) return known;
        var (won, closed) = Closed(stage, TimeSpan.Zero);
        return chances[stage] = ShrunkShare.Of(stages.ChanceOf(stage), stageChanceWorth, won, closed);
    }

    /// <summary>The same for one that has been there for so long: of the closed deals that stayed at least as long, shrunk towards <see cref="Chance"/>.</summary>
    public ShrunkShare ChanceAfter(string stage, TimeSpan stayed)
    {
        var (won, closed) = Closed(stage, stayed);
        return ShrunkShare.Of(Chance(stage).Mean, stageChanceWorth, won, closed);
    }

    /// <summary>How many closed deals were ever at this stage, and how many of them were won.</summary>
    public (int Won, int Closed) Closed(string stage, TimeSpan stayed)
    {
        var closed = ways.Where(w => w.Won is not null && w.Stays.Any(s => Is(s, stage) && s.Until - s.From >= stayed)).ToList();
        return (closed.Count(w => w.Won == true), closed.Count);
    }

    /// <summary>
    /// If it is won, the chance that it is so within the days left: of the won deals that took longer than this one has since they first came to its
    /// stage, those that took no longer than that and the days left. Where fewer than five did, of all won ones from that stage; null when those
    /// are fewer than five too.
    /// </summary>
    public double? WinsWithin(string stage, TimeSpan stayed, TimeSpan left)
    {
        var took = ways.Where(w => w.Won == true && w.Stays.Any(s => Is(s, stage))).Select(w => w.ClosedAt!.Value - w.Stays.First(s => Is(s, stage)).From).ToList();
        if (took.Count < FewestWins) return null;
        var longer = took.FindAll(t => t > stayed);
        return longer.Count >= FewestWins ? (double)longer.Count(t => t <= stayed + left) / longer.Count : (double)took.Count(t => t <= left) / took.Count;
    }

    private static bool Is(Stay stay, string stage) => stay.Stage.Equals(stage, StringComparison.OrdinalIgnoreCase);
}
