namespace Jarvis.Skills.Analytics;

/// <summary>What a comparison with a service's own past came to.</summary>
public enum BaselineVerdict
{
    /// <summary>Too little history or too few recent measurements to say anything.</summary>
    NotEnoughData,

    /// <summary>Compared, and nothing that lasts and matters was found.</summary>
    Usual,

    /// <summary>Worse than its baseline by enough to matter, for long enough to be no spike.</summary>
    Degraded,
}

/// <summary>A service's present, held against its own past.</summary>
/// <param name="Verdict">Worse than usual, as usual, or not known.</param>
/// <param name="Baseline">The usual level, in the measured unit (for errors a fraction of requests); NaN without enough data.</param>
/// <param name="Current">The level over the recent windows, in the same unit; NaN without enough data.</param>
/// <param name="Ratio">Current over baseline: 2 means twice as slow, or twice as many errors.</param>
/// <param name="Confidence">0..1: how surely the difference is no chance; 0 unless degraded.</param>
/// <param name="BaselineCount">Windows that formed the baseline (the smallest one, where each recent window has its own).</param>
/// <param name="Windows">Recent windows that were looked at.</param>
/// <param name="SameHour">Whether the baseline is this time of earlier days (± 30 minutes) rather than all of the history.</param>
public sealed record BaselineComparison(
    BaselineVerdict Verdict, double Ratio, double Baseline, double Current, double Confidence, int BaselineCount, int Windows, bool SameHour)
{
    public bool IsDegraded => Verdict == BaselineVerdict.Degraded;

    internal static BaselineComparison NotEnough(int baselineCount, int windows) =>
        new(BaselineVerdict.NotEnoughData, double.NaN, double.NaN, double.NaN, 0, baselineCount, windows, SameHour: false);
}
