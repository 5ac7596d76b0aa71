namespace Jarvis.Skills.Analytics;

/// <summary>When a service counts as slower than it used to be. The defaults suit one reading (a p95) for each five minutes.</summary>
public sealed record LatencyDegradationOptions
{
    /// <summary>Newest windows that must all be slow: one spike is no finding.</summary>
    public int SustainedWindows { get; init; } = 3;

    /// <summary>Baseline readings below which nothing is said.</summary>
    public int MinimumBaseline { get; init; } = 24;

    /// <summary>Earlier days that must be there before the same hour alone is the baseline.</summary>
    public int MinimumDays { get; init; } = 3;

    /// <summary>Spreads above the baseline's median; 3.5 is Iglewicz and Hoaglin's mark.</summary>
    public double MinimumScore { get; init; } = 3.5;

    /// <summary>Smallest ratio to the baseline that matters to anyone.</summary>
    public double MinimumRatio { get; init; } = 1.5;

    /// <summary>Smallest difference that matters, in the readings' unit: 2 ms becoming 5 ms is no finding.</summary>
    public double MinimumDifference { get; init; } = 20;
}

/// <summary>
/// Is the service slower than its own past? Each of the newest k windows must lie above the median m of its baseline by a robust score
/// z = (x - m) / s of at least <see cref="LatencyDegradationOptions.MinimumScore"/>, by the minimum ratio, and by the minimum difference.
/// s is 1.4826 × MAD (see <see cref="RobustScale"/>), at least 2 % of m so that a constant history does not make every change infinite, and
/// widened by √(1 + π/2n) for the standard error of a median of n values.
/// Confidence is Cantelli's bound z²/(1 + z²) at the least of the k scores: true of any distribution with that spread, so it is modest
/// by design (z = 3.5 gives 0.92, z = 10 gives 0.99).
/// </summary>
public static class LatencyDegradation
{
    private const double NoiseFloor = 0.02;

    /// <param name="history">Readings in any order; those at or after the first recent one are left out.</param>
    /// <param name="recent">The newest readings in any order; the last k count.</param>
    /// <param name="options">Null for the defaults.</param>
    public static BaselineComparison Compare(IEnumerable<Reading> history, IEnumerable<Reading> recent, LatencyDegradationOptions? options = null)
    {
        options ??= new();
        var newest = Finite.InOrder(recent).TakeLast(options.SustainedWindows).ToArray();
        if (newest.Length < options.SustainedWindows || newest.Length == 0)
        {
            return BaselineComparison.NotEnough(0, newest.Length);
        }

        var past = Finite.InOrder(history);
        var held = Array.ConvertAll(newest, window => Against(past, window, newest[0].At, options));
        var weakest = held.MinBy(h => h.Score)!;
        var fewest = held.Min(h => h.Count);
        if (fewest < options.MinimumBaseline)
        {
            return BaselineComparison.NotEnough(fewest, newest.Length);
        }

        var current = Percentiles.P50(Array.ConvertAll(newest, r => r.Value));
        var baseline = Percentiles.P50(Array.ConvertAll(held, h => h.Baseline));
        var degraded = Array.TrueForAll(held, h => h.Matters) && weakest.Score >= options.MinimumScore;
        return new(
            degraded ? BaselineVerdict.Degraded : BaselineVerdict.Usual, current / baseline, baseline, current,
            degraded ? Confidence(weakest.Score) : 0, fewest, newest.Length, Array.TrueForAll(held, h => h.SameHour));
    }

    private static double Confidence(double score) => 1 - (1 / (1 + (score * score)));

    private static Held Against(Reading[] past, Reading window, DateTimeOffset before, LatencyDegradationOptions options)
    {
        var (chosen, sameHour) = BaselineWindow.Choose(past, r => r.At, window.At, before, options.MinimumBaseline, options.MinimumDays);
        var scale = RobustScale.Of(Array.ConvertAll(chosen, r => r.Value));
        var floor = NoiseFloor * Math.Max(Math.Abs(scale.Center), options.MinimumDifference);
        var spread = Math.Max(scale.Spread, floor) * Math.Sqrt(1 + (Math.PI / (2 * chosen.Length)));
        var difference = window.Value - scale.Center;
        return new(
            scale.Center, spread > 0 ? difference / spread : 0,
            window.Value >= scale.Center * options.MinimumRatio && difference >= options.MinimumDifference, chosen.Length, sameHour);
    }

    private sealed record Held(double Baseline, double Score, bool Matters, int Count, bool SameHour);
}
