using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Models;

/// <summary>A tier that a request may go to, and why in this place.</summary>
internal sealed record Candidate(ModelTier Tier, string Why);

/// <summary>
/// In which order a request tries the tiers: the cheapest that is expected to be good enough first. How much quality a need
/// takes follows from the target mix: with 70 % for the lowest tier, a request that is easier than 70 % of the last ones asks for no more than it.
/// </summary>
internal sealed class ModelChoice(
    ModelTiers tiers, ModelPlan plan, ModelBudgets budgets, ModelLedger ledger, IDbContextFactory<JarvisDb> databases, IOptions<ModelsOptions> options)
{
    private const int Remembered = 500;
    private const int Enough = 50;

    public async Task<IReadOnlyList<Candidate>> RankAsync(RouterJob job, CancellationToken cancel)
    {
        var usable = tiers.Usable.OrderBy(t => t.Quality).ThenBy(t => job.LikelyPico(t)).ToList();
        if (usable.Count == 0) return [];
        var fitting = usable.Where(t => t.ContextTokens > job.Size.Total + job.MostOut(t)).ToList();
        if (fitting.Count > 0) usable = fitting;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var now = await plan.ReadAsync(db, cancel);

        var floor = job.Request.Floor;
        if (floor > usable[^1].Quality)
        {
            job.Request.Report.Note($"This asks for a better model than is set up; {usable[^1].Model} is the best there is.");
            floor = usable[^1].Quality;
        }
        var allowed = usable.Where(t => t.Quality >= floor).ToList();
        var wanted = Math.Min(allowed[^1].Quality, Math.Max(floor, Wanted(tiers.All, now, await NeedsAsync(db, cancel), job.Need)));
        var near = (await budgets.ReadAsync(db, now, null, cancel)).Concat(await budgets.ReadAsync(db, now, job.Request.Domain, cancel))
            .Where(b => b.UsedShare >= options.Value.Budgets.NearPercent / 100).MaxBy(b => b.UsedShare);
        if (near is not null && !job.Request.OverBudget && allowed.LastOrDefault(t => t.Quality < wanted) is { } lower)
        {
            job.Request.Report.Note($"{char.ToUpperInvariant(near.Words[0])}{near.Words[1..]} is {(int)(100 * near.UsedShare)} % used, so I asked {lower.Model}, a cheaper model than this would usually get.");
            wanted = lower.Quality;
        }

        var prices = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var tier in allowed) prices[tier.Name] = await ledger.FreeLeftAsync(tier, cancel) > 0 ? 0 : job.LikelyPico(tier);
        var ranked = allowed.Where(t => t.Quality >= wanted).OrderBy(t => prices[t.Name]).ThenBy(t => t.Quality).Select(t => new Candidate(t, near is null ? "cheapest that is good enough" : "cheaper, near a budget's end"))
            .Concat(allowed.Where(t => t.Quality < wanted).OrderByDescending(t => t.Quality).Select(t => new Candidate(t, "what is good enough was not to be had"))).ToList();
        if (now.TierOf(job.Request.Purpose) is { } pinned && near is null && ranked.Find(c => string.Equals(c.Tier.Name, pinned, StringComparison.OrdinalIgnoreCase)) is { } chosen)
        {
            ranked.Remove(chosen);
            ranked.Insert(0, chosen with { Why = "the owner wants it there" });
        }
        return ranked;
    }

    /// <summary>
    /// The quality that a need takes: the shares of the mix, laid along the needs of the last requests. Tiers that are not set up count too: who has no key for the
    /// cheapest wants its share at the next, not at all others alike.
    /// </summary>
    internal static double Wanted(IReadOnlyList<ModelTier> all, ModelPlanInForce plan, IReadOnlyList<double> needs, double need)
    {
        // Where the need stands among the last ones; of equal ones, the lowest place.
        var rank = needs.Count >= Enough ? needs.Count(n => n < need) / (double)needs.Count : need;
        var byQuality = all.OrderBy(t => t.Quality).ToList();
        double share = 0;
        foreach (var tier in byQuality)
        {
            share += plan.Share(tier.Name) / 100;
            if (rank < share) return tier.Quality;
        }
        return byQuality.LastOrDefault(t => plan.Share(t.Name) > 0)?.Quality ?? 0;
    }

    private static async Task<IReadOnlyList<double>> NeedsAsync(JarvisDb db, CancellationToken cancel) =>
        await db.Set<ModelCall>().Where(c => c.Attempt == 1).OrderByDescending(c => c.Id).Take(Remembered).Select(c => c.Need).ToListAsync(cancel);
}
