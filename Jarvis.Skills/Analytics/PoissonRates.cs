using MathNet.Numerics;

namespace Jarvis.Skills.Analytics;

/// <summary>Comparing how often something happens in two stretches of time.</summary>
public static class PoissonRates
{
    /// <summary>
    /// The chance of at least this many events now if the rate had not risen: given n = k₀ + k₁ events in all, k₁ is binomial with share
    /// t₁/(t₀ + t₁), so p = P(X ≥ k₁) = I(k₁, n - k₁ + 1), the regularized incomplete beta function at that share.
    /// Source: Przyborowski and Wilenski, Biometrika 31, 1940 (the conditional test).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or a time not positive.</exception>
    public static double RiseChance(long baseline, TimeSpan baselineTime, long current, TimeSpan currentTime)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(baseline);
        ArgumentOutOfRangeException.ThrowIfNegative(current);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(baselineTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(currentTime, TimeSpan.Zero);
        return current == 0 ? 1 : SpecialFunctions.BetaRegularized(current, baseline + 1.0, currentTime / (baselineTime + currentTime));
    }
}
