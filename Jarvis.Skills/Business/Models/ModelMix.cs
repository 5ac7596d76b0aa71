using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Business.Models;

/// <summary>A tier's part of the requests that were answered, in per cent, and the part that is wanted.</summary>
public sealed record TierShare(string Tier, int Requests, double Percent, double Target)
{
    /// <summary>Percentage points above what is wanted.</summary>
    public double Drift => Percent - Target;
}

/// <summary>Where requests went, beside the target mix.</summary>
public sealed class ModelMix(IDbContextFactory<JarvisDb> databases, ModelPlan plan, ModelTiers tiers)
{
    /// <summary>All tiers, the cheapest first.</summary>
    public async Task<IReadOnlyList<TierShare>> ReadAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var now = await plan.ReadAsync(db, cancel);
        var counts = await db.Set<ModelCall>().Where(c => c.At >= from && c.At < until && c.Outcome == ModelOutcome.Answered)
            .GroupBy(c => c.Tier).Select(g => new { Tier = g.Key, Count = g.Count() }).ToListAsync(cancel);
        var all = counts.Sum(c => c.Count);
        return [.. tiers.All.Select(t => (t.Name, Count: counts.Where(c => string.Equals(c.Tier, t.Name, StringComparison.OrdinalIgnoreCase)).Sum(c => c.Count)))
            .Select(t => new TierShare(t.Name, t.Count, all == 0 ? 0 : 100.0 * t.Count / all, now.Share(t.Name)))];
    }
}
