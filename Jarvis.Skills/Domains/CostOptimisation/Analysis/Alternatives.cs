using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Domains.CostOptimisation.Figures;

namespace Jarvis.Skills.Domains.CostOptimisation.Analysis;

/// <summary>A cheaper way to do the same: a purpose's calls at another tier.</summary>
/// <param name="ShareOfCalls">The purpose's share of all calls, 0 to 1.</param>
/// <param name="Calls">How many of the purpose's calls would move.</param>
/// <param name="Was">What they cost over the time looked at, in US dollars.</param>
/// <param name="WouldBe">What they would have cost.</param>
/// <param name="SavesAMonth">The difference, for 30 days.</param>
internal sealed record Alternative(string Purpose, ModelTier To, double ShareOfCalls, int Calls, decimal Was, decimal WouldBe, decimal SavesAMonth)
{
    /// <summary>How surely quality stays: the share of calls whose need the tier meets by itself, not only the floor.</summary>
    public double Confidence { get; init; }
}

/// <summary>
/// Finds, by <see cref="Replay"/>, purposes whose calls would have cost less at another tier that is set up and good enough: its quality is at least
/// the floor of every call, and the need of nine in ten. What the owner has already sent to a tier stays there.
/// </summary>
internal sealed class Alternatives(SpendBook book, ModelTiers tiers, ModelPlan plan, TimeProvider time)
{
    private static readonly TimeSpan Looked = TimeSpan.FromDays(30);
    private const double NeedsMet = 0.9;
    private const int LeastCalls = 10;

    /// <summary>The best for each purpose, the largest saving first.</summary>
    public async Task<IReadOnlyList<Alternative>> FindAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var all = await book.ReadAsync(now - Looked, now.AddMilliseconds(1), cancel);
        if (all.Count == 0) return [];
        var settled = await plan.ReadAsync(cancel);
        // A ledger that is a week old speaks for a month as four of itself.
        var days = Math.Clamp((now - all[0].At).TotalDays, 1, Looked.TotalDays);
        return [.. all.GroupBy(c => c.Purpose, StringComparer.Ordinal).Where(g => g.Count() >= LeastCalls && settled.TierOf(g.Key) is null)
            .Select(g => Best(g.Key, [.. g], all, days)).OfType<Alternative>().OrderByDescending(a => a.SavesAMonth)];
    }

    private Alternative? Best(string purpose, List<ModelCall> calls, IReadOnlyList<ModelCall> all, double days) =>
        tiers.Usable.Select(t => Move(purpose, t, calls, all, days)).OfType<Alternative>().Where(a => a.SavesAMonth > 0).MaxBy(a => a.SavesAMonth);

    private static Alternative? Move(string purpose, ModelTier tier, List<ModelCall> calls, IReadOnlyList<ModelCall> all, double days)
    {
        var moving = calls.Where(c => c.Tier != tier.Name).ToList();
        if (moving.Count < LeastCalls || moving.Any(c => c.Floor > tier.Quality)) return null;
        var met = moving.Count(c => c.Need <= tier.Quality) / (double)moving.Count;
        if (met < NeedsMet) return null;
        var (was, would) = (CostWords.SumUsd(moving), Replay.At(tier, moving, all).Usd);
        return new Alternative(purpose, tier, calls.Count / (double)all.Count, moving.Count, was, would, (was - would) * (decimal)(30 / days)) { Confidence = 0.5 + (0.45 * met) };
    }
}
