using System.ComponentModel.DataAnnotations;

namespace Jarvis.Skills.Domains.CostOptimisation;

/// <summary>Settings "Cost": what Jarvis's own costs are held against, and from where on the owner is warned.</summary>
public sealed class CostOptions
{
    public const string Section = "Cost";

    private const string AmountAllowed = "an amount of 0 or more, or nothing";

    /// <summary>What an hour of the owner's time is worth, in the business's currency; null when nobody said.</summary>
    [Range(0.0, 100_000.0, ErrorMessage = AmountAllowed)]
    public decimal? HourlyRate { get; set; }

    /// <summary>What a US dollar costs in the business's currency; null when nobody said.</summary>
    [Range(0.000_001, 1_000_000, ErrorMessage = "an exchange rate above 0, or nothing")]
    public decimal? UsdRate { get; set; }

    /// <summary>Percent of a budget at which the owner is warned.</summary>
    [Range(1.0, 100.0, ErrorMessage = "a number from 1 to 100")]
    public double WarnPercent { get; set; } = 80;

    /// <summary>An hour that costs so many times what an hour with calls usually does is a sudden rise …</summary>
    [Range(1.5, 1000.0, ErrorMessage = "a number from 1.5 to 1000")]
    public double RiseFactor { get; set; } = 4;

    /// <summary>… if it costs at least this, in US dollars.</summary>
    [Range(0.0, 100_000.0, ErrorMessage = AmountAllowed)]
    public decimal RiseAtLeast { get; set; } = 1;

    /// <summary>A cheaper way is proposed when it saves at least this a month, in US dollars.</summary>
    [Range(0.0, 100_000.0, ErrorMessage = AmountAllowed)]
    public decimal LeastSaving { get; set; } = 1;

    /// <summary>What the owner expects each domain to cost a month, in US dollars. More is a warning.</summary>
    public Dictionary<string, decimal> Expected { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}
