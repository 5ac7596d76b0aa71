using System.Runtime.InteropServices;

namespace Jarvis.Skills.Analytics;

/// <summary>
/// A share estimated from few trials: a Beta(a, b) distribution, which a stated share begins as if it had been seen in a number of trials,
/// and which each trial moves. Its mean (prior·weight + successes) / (weight + trials) stays near the stated share until there are trials
/// enough. Source: the beta-binomial model, Gelman et al., "Bayesian Data Analysis", 2.4.
/// </summary>
/// <param name="A">Successes, with those of the stated share; above 0.</param>
/// <param name="B">Failures, with those of the stated share; above 0.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ShrunkShare(double A, double B)
{
    public double Mean => A / (A + B);

    /// <param name="prior">The stated share; it is kept between 0.1 % and 99.9 %, since neither never nor always can be learnt away.</param>
    /// <param name="weight">How many trials the stated share is worth; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">More successes than trials, or a weight that is not above 0.</exception>
    public static ShrunkShare Of(double prior, double weight, int successes, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        var share = Math.Clamp(prior, 0.001, 0.999);
        return new ShrunkShare((share * weight) + successes, ((1 - share) * weight) + trials - successes);
    }
}
