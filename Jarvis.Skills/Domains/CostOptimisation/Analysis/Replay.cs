using Jarvis.Skills.Business.Models;

namespace Jarvis.Skills.Domains.CostOptimisation.Analysis;

/// <summary>What calls of the past would have cost at another tier.</summary>
/// <param name="Usd">At the other tier's price.</param>
/// <param name="Free">How many of them would have been free.</param>
internal sealed record ReplayedCost(decimal Usd, int Free);

/// <summary>
/// Computes the ledger anew at another tier's price, call by call. Each call keeps the tokens that it had, though another model counts them a little
/// differently; nothing is taken to come from the other provider's cache; of its free requests a day only those are used that were not used then.
/// So the saving is rather too small than too large.
/// </summary>
internal static class Replay
{
    /// <param name="calls">Those that are to move.</param>
    /// <param name="all">All calls of the time, for what the tier's free requests were used on.</param>
    public static ReplayedCost At(ModelTier tier, IEnumerable<ModelCall> calls, IEnumerable<ModelCall> all)
    {
        var left = new Dictionary<DateTimeOffset, int>();
        if (tier.FreeRequestsPerDay > 0)
            foreach (var day in all.Where(c => c.Tier == tier.Name && c.Free).GroupBy(c => tier.FreeDayStart(c.At))) left[day.Key] = tier.FreeRequestsPerDay - day.Count();
        var (pico, free) = (0L, 0);
        foreach (var call in calls)
        {
            if (tier.FreeRequestsPerDay > 0)
            {
                var day = tier.FreeDayStart(call.At);
                var of = left.GetValueOrDefault(day, tier.FreeRequestsPerDay);
                if (of > 0)
                {
                    (left[day], free) = (of - 1, free + 1);
                    continue;
                }
            }
            pico += tier.Price.CostOf(new TokenUse(call.TokensIn, call.TokensOut));
        }
        return new ReplayedCost(Pico.ToUsd(pico), free);
    }
}
