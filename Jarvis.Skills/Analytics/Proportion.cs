using MathNet.Numerics.Distributions;

namespace Jarvis.Skills.Analytics;

/// <summary>Comparing shares, such as errors among requests. Counts may be fractional: an effective sample size is.</summary>
public static class Proportion
{
    /// <summary>
    /// Wilson's score interval: (p + z²/2n ± z√(p(1-p)/n + z²/4n²)) / (1 + z²/n), with z the normal quantile of (1 + confidence)/2.
    /// Right for few trials and shares near 0 or 1. Source: Wilson, JASA 22, 1927. No trials: the whole of 0..1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">More successes than trials, a negative count, or a confidence outside 0..1.</exception>
    public static (double Low, double High) Wilson(double successes, double trials, double confidence = 0.95)
    {
        Check(successes, trials);
        if (confidence is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies between 0 and 1, such as 0.95.");
        }

        if (trials == 0)
        {
            return (0, 1);
        }

        var z = Normal.InvCDF(0, 1, (1 + confidence) / 2);
        var p = successes / trials;
        var square = z * z / trials;
        var middle = p + (square / 2);
        var half = z * Math.Sqrt((p * (1 - p) / trials) + (square / (4 * trials)));
        return (Math.Max(0, (middle - half) / (1 + square)), Math.Min(1, (middle + half) / (1 + square)));
    }

    /// <summary>
    /// The pooled two-proportion score z = (p₂ - p₁) / √(p(1-p)(1/n₁ + 1/n₂)); positive if the second share is higher. Zero where the
    /// counts cannot differ (no trials, or all trials alike). Source: Fleiss, "Statistical Methods for Rates and Proportions", 2.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">More successes than trials, or a negative count.</exception>
    public static double TwoProportionScore(double successes1, double trials1, double successes2, double trials2)
    {
        Check(successes1, trials1);
        Check(successes2, trials2);
        if (trials1 == 0 || trials2 == 0)
        {
            return 0;
        }

        var p = (successes1 + successes2) / (trials1 + trials2);
        var error = Math.Sqrt(p * (1 - p) * ((1 / trials1) + (1 / trials2)));
        return error > 0 ? ((successes2 / trials2) - (successes1 / trials1)) / error : 0;
    }

    private static void Check(double successes, double trials)
    {
        if (!(successes >= 0) || !(trials >= successes) || double.IsInfinity(trials))
        {
            throw new ArgumentOutOfRangeException(
                nameof(successes), $"{successes} of {trials}: the counts must be finite, not negative, and the part no more than the whole.");
        }
    }
}
