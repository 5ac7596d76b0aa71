namespace Jarvis.Skills.Business.Models;

/// <summary>
/// Amounts of the cost ledger, in millionths of a millionth of a US dollar. Prices are dollars for a million tokens with at most six
/// decimals, so every token's price is a whole number of these, and sums are exact. Providers bill in dollars, so the ledger counts in them.
/// </summary>
public static class Pico
{
    public const long PerUsd = 1_000_000_000_000;

    /// <summary>Rounded up, so that a limit is never wider than it was said.</summary>
    public static long OfUsd(decimal usd) => (long)decimal.Ceiling(usd * PerUsd);

    public static decimal ToUsd(long pico) => pico / (decimal)PerUsd;
}
