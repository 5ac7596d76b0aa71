namespace Jarvis.Skills.Analytics;

/// <summary>When a template counts as new or surging.</summary>
public sealed record LogSurgeOptions
{
    /// <summary>Occurrences from which a template that the baseline lacks is reported.</summary>
    public long MinimumNew { get; init; } = 3;

    /// <summary>Occurrences from which a known template can surge.</summary>
    public long MinimumCount { get; init; } = 10;

    /// <summary>Smallest ratio of rates that matters: messages come in bursts, and a Poisson test alone would report each.</summary>
    public double MinimumRatio { get; init; } = 3;

    /// <summary>Chance of any false surge in one comparison, shared out over all templates compared (Bonferroni).</summary>
    public double Significance { get; init; } = 0.01;
}

/// <summary>A template that appeared, or that comes far more often than it did.</summary>
/// <param name="Key">As the caller counts: a template's id or text.</param>
/// <param name="IsNew">Whether the baseline has none of it.</param>
/// <param name="Current">Occurrences now.</param>
/// <param name="Baseline">Occurrences in the baseline.</param>
/// <param name="Ratio">Rate now over rate then; where then is none, over (0 + ½).</param>
/// <param name="Confidence">0..1: one less the test's chance, after sharing out.</param>
public sealed record LogSurge<TKey>(TKey Key, bool IsNew, long Current, long Baseline, double Ratio, double Confidence);

/// <summary>Which kinds of message are new or surged, by rate against a baseline (<see cref="PoissonRates"/>).</summary>
public static class LogSurges
{
    /// <summary>The surest first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or a time not positive.</exception>
    public static IReadOnlyList<LogSurge<TKey>> Find<TKey>(
        IReadOnlyDictionary<TKey, long> baseline, TimeSpan baselineTime, IReadOnlyDictionary<TKey, long> current, TimeSpan currentTime,
        LogSurgeOptions? options = null)
        where TKey : notnull
    {
        options ??= new();
        return [.. current
            .Select(now =>
            {
                var then = baseline.GetValueOrDefault(now.Key);
                var chance = Math.Min(1, current.Count * PoissonRates.RiseChance(then, baselineTime, now.Value, currentTime));
                var ratio = now.Value / currentTime.TotalSeconds / (Math.Max(then, 0.5) / baselineTime.TotalSeconds);
                return (Chance: chance, Surge: new LogSurge<TKey>(now.Key, then == 0, now.Value, then, ratio, 1 - chance));
            })
            .Where(x => x.Chance < options.Significance && x.Surge.Ratio >= options.MinimumRatio
                && x.Surge.Current >= (x.Surge.IsNew ? options.MinimumNew : options.MinimumCount))
            .OrderBy(x => x.Chance).ThenByDescending(x => x.Surge.Ratio)
            .Select(x => x.Surge)];
    }
}
