using System.Runtime.InteropServices;

namespace Jarvis.Skills.Analytics;

/// <summary>When a service counts as flapping. The defaults are those of Nagios Core's sample configuration.</summary>
public sealed record FlappingOptions
{
    /// <summary>Newest checks that are looked at.</summary>
    public int History { get; init; } = 21;

    /// <summary>Percent of weighted change from which a service flaps.</summary>
    public double HighPercent { get; init; } = 20;

    /// <summary>Percent down to which a flapping service still flaps.</summary>
    public double LowPercent { get; init; } = 5;
}

/// <param name="IsFlapping">Whether it flaps now.</param>
/// <param name="Percent">0..100: weighted share of the checks at which the state changed. (An alternating state gives 100.)</param>
/// <param name="Changes">State changes among the checks, unweighted.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FlappingState(bool IsFlapping, double Percent, int Changes);

/// <summary>
/// A service that keeps changing state is one problem, not many. Of the last H checks each possible change i = 1..H-1 (oldest first) weighs
/// 0.75 + 0.5 (i - 1)/(H - 2), so that the newest counts most; percent = 100 × Σ weights of changes / (H - 1). It starts flapping at the
/// high threshold and stops at the low one (hysteresis). Missing history counts as unchanged.
/// Source: Nagios Core documentation, "Detection and Handling of State Flapping".
/// </summary>
public static class Flapping
{
    /// <param name="states">Oldest first; of a longer series the newest count.</param>
    /// <param name="wasFlapping">The judgement at the previous check.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">The history is shorter than three checks, or the low threshold is above the high one.</exception>
    public static FlappingState Judge<T>(ReadOnlySpan<T> states, bool wasFlapping, FlappingOptions? options = null)
    {
        options ??= new();
        if (options.History < 3 || !(options.LowPercent <= options.HighPercent))
        {
            throw new ArgumentException("Flapping needs a history of at least 3 checks and a low threshold no higher than the high one.", nameof(options));
        }

        var newest = states[Math.Max(0, states.Length - options.History)..];
        var missing = options.History - newest.Length;
        double weights = 0;
        var changes = 0;
        for (var i = 1; i < newest.Length; i++)
        {
            if (!EqualityComparer<T>.Default.Equals(newest[i], newest[i - 1]))
            {
                changes++;
                weights += 0.75 + (0.5 * (missing + i - 1) / (options.History - 2));
            }
        }

        var percent = 100 * weights / (options.History - 1);
        var flaps = percent >= options.HighPercent || (wasFlapping && percent > options.LowPercent);
        return new(flaps, percent, changes);
    }
}
