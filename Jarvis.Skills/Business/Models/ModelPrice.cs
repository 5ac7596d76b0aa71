namespace Jarvis.Skills.Business.Models;

/// <summary>What a model costs, in US dollars for a million tokens.</summary>
/// <param name="Input">What is read.</param>
/// <param name="Output">What is written, reasoning included.</param>
/// <param name="CachedInput">What is read from the provider's cache.</param>
/// <param name="CacheWrite">What is put into it.</param>
public sealed record ModelPrice(decimal Input, decimal Output, decimal CachedInput, decimal CacheWrite)
{
    public bool IsFree => this is { Input: 0, Output: 0, CachedInput: 0, CacheWrite: 0 };

    /// <summary>The exact cost; see <see cref="Pico"/>.</summary>
    public long CostOf(TokenUse use)
    {
        var plain = Math.Max(0, use.In - use.Cached - use.CacheWritten);
        // Dollars for a million tokens are millionths of a dollar for one.
        var micro = (plain * Input) + (use.Cached * CachedInput) + (use.CacheWritten * CacheWrite) + (use.Out * Output);
        return (long)decimal.Ceiling(micro * (Pico.PerUsd / 1_000_000));
    }
}
