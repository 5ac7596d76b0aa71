using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Business.Models;

/// <summary>A budget and what is left of it, in US dollars.</summary>
/// <param name="Domain">Null for all together.</param>
/// <param name="From">When the owner's day or month began.</param>
/// <param name="Limit">Null when there is no limit.</param>
/// <param name="Spent">Of calls that have ended.</param>
/// <param name="Reserved">Set aside for calls that are under way.</param>
public sealed record BudgetState(string? Domain, BudgetPeriod Period, DateTimeOffset From, DateTimeOffset Until, decimal? Limit, decimal Spent, decimal Reserved)
{
    public decimal? Left => Limit is { } limit ? limit - Spent - Reserved : null;

    /// <summary>How much of it is used, from 0 up; 0 when there is no limit.</summary>
    public double UsedShare => Limit switch { null => 0, 0 => 1, { } limit => (double)((Spent + Reserved) / limit) };

    /// <summary>"this month's budget for support (20.00 USD)".</summary>
    public string Words => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{(Period == BudgetPeriod.Day ? "today's" : "this month's")} budget for {(Domain is null ? "models" : $"models in {Domain}")} ({Limit ?? 0:0.00##} USD)");
}

/// <summary>Counts the ledger against the budgets.</summary>
public sealed class ModelBudgets(IDbContextFactory<JarvisDb> databases, ModelPlan plan, IOptions<BusinessOptions> business, TimeProvider time)
{
    /// <summary>The budgets over all, by day and month, and of each domain that has one of its own.</summary>
    public async Task<IReadOnlyList<BudgetState>> ReadAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var now = await plan.ReadAsync(db, cancel);
        return [.. await ReadAsync(db, now, null, cancel), .. await Each(now.LimitedDomains, async d => (await ReadAsync(db, now, d, cancel)).Where(b => b.Limit is not null))];
    }

    /// <summary>One domain's two budgets, or the two over all (null).</summary>
    internal async Task<IReadOnlyList<BudgetState>> ReadAsync(JarvisDb db, ModelPlanInForce now, string? domain, CancellationToken cancel)
    {
        var states = new List<BudgetState>();
        foreach (var period in Enum.GetValues<BudgetPeriod>())
        {
            var (from, until) = Bounds(period);
            var calls = db.Set<ModelCall>().Where(c => c.At >= from && c.At < until);
            if (domain is not null) calls = calls.Where(c => c.Domain == domain);
            var sums = await calls.GroupBy(c => c.Outcome == ModelOutcome.Pending)
                .Select(g => new { Pending = g.Key, Cost = g.Sum(c => c.CostPico), Reserved = g.Sum(c => c.ReservedPico) }).ToListAsync(cancel);
            states.Add(new BudgetState(domain, period, from, until, now.Limit(domain, period),
                Pico.ToUsd(sums.Where(s => !s.Pending).Sum(s => s.Cost)), Pico.ToUsd(sums.Where(s => s.Pending).Sum(s => s.Reserved))));
        }
        return states;
    }

    private (DateTimeOffset From, DateTimeOffset Until) Bounds(BudgetPeriod period)
    {
        var today = business.Value.Local(time.GetUtcNow()).Date;
        var first = period == BudgetPeriod.Day ? today : new DateTime(today.Year, today.Month, 1, 0, 0, 0, DateTimeKind.Unspecified);
        return (At(first), At(period == BudgetPeriod.Day ? first.AddDays(1) : first.AddMonths(1)));
    }

    private DateTimeOffset At(DateTime local) => new DateTimeOffset(local, business.Value.Zone.GetUtcOffset(local)).ToUniversalTime();

    private static async Task<IReadOnlyList<BudgetState>> Each(IEnumerable<string> domains, Func<string, Task<IEnumerable<BudgetState>>> read)
    {
        var all = new List<BudgetState>();
        foreach (var domain in domains) all.AddRange(await read(domain));
        return all;
    }
}
