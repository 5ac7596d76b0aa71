using System.Globalization;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;

namespace Jarvis.Skills.Domains.Sales.Deals;

/// <summary>Deals and their sums, in words for the owner.</summary>
internal static class DealWords
{
    public static string Called(Deal deal) => string.Create(CultureInfo.InvariantCulture, $"deal {deal.Id}, {deal.Title}");

    public static string Worth(Deal deal) => deal.AmountMinor == 0 ? "no amount yet" : deal.Amount.ToString();

    /// <summary>Of deals in one currency.</summary>
    public static Money Sum(IEnumerable<Deal> of, string currency) => new(of.Sum(d => d.AmountMinor), currency);

    public static Money Rounded(double minor, string currency) => new((long)Math.Round(minor), currency);

    /// <summary>What the sums leave out; nothing where they leave nothing out.</summary>
    public static string OtherCurrencies(int count) => count == 0 ? "" : $" ({Wording.Count(count, "deal")} in other currencies {(count == 1 ? "is" : "are")} not in the sums)";
}
