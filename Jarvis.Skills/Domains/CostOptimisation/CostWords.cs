using System.Globalization;

namespace Jarvis.Skills.Domains.CostOptimisation;

/// <summary>Costs as people read them.</summary>
internal static class CostWords
{
    /// <summary>"4.12 USD"; what is less than ten cents with four decimals, because single calls cost that.</summary>
    public static string Usd(decimal usd) =>
        Math.Abs(usd) is > 0 and < 0.1m ? string.Create(CultureInfo.InvariantCulture, $"{usd:0.0000} USD") : string.Create(CultureInfo.InvariantCulture, $"{usd:#,0.00} USD");

    /// <summary>"38 %".</summary>
    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.#} %");

    /// <summary>"950", "12.4 k", "1.2 M".</summary>
    public static string Tokens(double tokens) =>
        tokens < 1000 ? tokens.ToString("0", CultureInfo.InvariantCulture)
        : tokens < 1_000_000 ? (tokens / 1000).ToString("0.#", CultureInfo.InvariantCulture) + " k"
        : (tokens / 1_000_000).ToString("0.#", CultureInfo.InvariantCulture) + " M";

    public static decimal SumUsd(IEnumerable<Business.Models.ModelCall> calls) => Business.Models.Pico.ToUsd(calls.Sum(c => c.CostPico));

    /// <summary>"ticket-summary" is a name for settings; people read "ticket summary".</summary>
    public static string Spoken(string purpose) => purpose.Replace('-', ' ').Replace('_', ' ');
}
