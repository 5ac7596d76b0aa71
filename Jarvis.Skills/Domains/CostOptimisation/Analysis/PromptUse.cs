using Jarvis.Skills.Analytics;
using Jarvis.Skills.Business.Models;

namespace Jarvis.Skills.Domains.CostOptimisation.Analysis;

/// <summary>How the prompts of one purpose are made up, and what of them is paid for again and again.</summary>
/// <param name="Tokens">Median tokens that a call reads.</param>
/// <param name="Instructions">Of them, in the median, instructions …</param>
/// <param name="Functions">… the functions offered …</param>
/// <param name="History">… and what was said before.</param>
/// <param name="Cached">Share of all tokens read that came from the provider's cache.</param>
/// <param name="Prefixes">How many different beginnings the prompts had.</param>
/// <param name="WastedUsd">What would have been saved had every repeated beginning come from the cache.</param>
internal sealed record PromptUse(string Purpose, int Calls, double Tokens, double Instructions, double Functions, double History, double Cached, int Prefixes, decimal WastedUsd)
{
    /// <summary>Set when something is to be mended, and says what.</summary>
    public string? Finding { get; init; }
}

/// <summary>
/// Looks for prompt bloat and cache misses. A beginning (instructions and functions, <see cref="ModelCall.PrefixHash"/>) that came before within five
/// minutes could have come from the cache: the shortest time for which a provider keeps one (Anthropic, "Prompt caching"; OpenAI and Gemini keep it
/// at least as long), if it is at least 1,024 tokens long, below which none of them caches.
/// </summary>
internal static class PromptUses
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);
    private const int LeastCached = 1024;
    private const int Lean = 1500;
    private const int Least = 5;

    public static IReadOnlyList<PromptUse> Of(IReadOnlyList<ModelCall> calls, ModelTiers tiers) =>
        [.. calls.Where(c => c.TokensIn > 0).GroupBy(c => c.Purpose, StringComparer.Ordinal).Select(g => Read(g.Key, [.. g], tiers)).OrderByDescending(u => u.Tokens * u.Calls)];

    private static PromptUse Read(string purpose, List<ModelCall> calls, ModelTiers tiers)
    {
        var use = new PromptUse(purpose, calls.Count, Middle(calls, c => c.TokensIn), Middle(calls, c => c.InstructionTokens), Middle(calls, c => c.FunctionTokens), Middle(calls, c => c.HistoryTokens),
            calls.Sum(c => (double)c.TokensCached) / calls.Sum(c => (double)c.TokensIn), calls.Select(c => c.PrefixHash).Distinct(StringComparer.Ordinal).Count(), Wasted(calls, tiers));
        return use with { Finding = calls.Count < Least ? null : Why(use) };
    }

    private static decimal Wasted(List<ModelCall> calls, ModelTiers tiers)
    {
        var seen = new Dictionary<(string Tier, string Prefix), DateTimeOffset>();
        var wasted = 0m;
        foreach (var call in calls.Where(c => c.PrefixHash.Length > 0))
        {
            var again = seen.TryGetValue((call.Tier, call.PrefixHash), out var before) && call.At - before <= Kept;
            seen[(call.Tier, call.PrefixHash)] = call.At;
            var prefix = Math.Min(call.TokensIn, call.InstructionTokens + call.FunctionTokens);
            if (!again || call.Free || prefix < LeastCached || tiers.Find(call.Tier) is not { } tier) continue;
            wasted += Math.Max(0, prefix - call.TokensCached) * (tier.Price.Input - tier.Price.CachedInput) / 1_000_000m;
        }
        return wasted;
    }

    private static string? Why(PromptUse use)
    {
        var parts = new[] { ("instructions", use.Instructions), ("functions", use.Functions), ("what was said before", use.History) };
        if (use.Tokens > 2 * Lean && parts.MaxBy(p => p.Item2) is var (part, tokens) && tokens > Lean) return $"{CostWords.Tokens(tokens)} tokens are {part}";
        if (use.WastedUsd >= 0.01m) return $"repeated beginnings were not cached ({CostWords.Usd(use.WastedUsd)})";
        return use.Prefixes > 0.5 * use.Calls && use.Instructions + use.Functions >= LeastCached ? $"{use.Prefixes} different beginnings in {use.Calls} calls, so that no cache can help" : null;
    }

    private static double Middle(List<ModelCall> calls, Func<ModelCall, int> value) => Percentiles.P50(calls.Select(c => (double)value(c)).ToArray());
}
