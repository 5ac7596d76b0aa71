using Jarvis.Skills.Business;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.CostOptimisation.Figures;

/// <summary>Between US dollars, in which models are billed, and the business's own currency, at the rate of the settings (Cost:UsdRate).</summary>
internal sealed class OwnCurrency(IOptions<CostOptions> options, IOptions<BusinessOptions> business)
{
    public string Code => business.Value.Currency;

    /// <summary>What a dollar costs; null when nobody said.</summary>
    private decimal? Rate => Code == "USD" ? 1 : options.Value.UsdRate;

    /// <summary>Null when nobody said what a dollar costs.</summary>
    public Money? OfUsd(decimal usd) => Rate is { } rate ? Money.Of(usd * rate, Code) : null;

    /// <summary>In whole cents; null when nobody said what a dollar costs.</summary>
    public decimal? ToUsd(decimal amount) => Rate is { } rate ? Math.Round(amount / rate, 2) : null;
}
