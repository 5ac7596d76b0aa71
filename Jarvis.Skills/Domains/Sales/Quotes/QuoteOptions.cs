using System.ComponentModel.DataAnnotations;

namespace Jarvis.Skills.Domains.Sales.Quotes;

/// <summary>Settings "Sales:Quotes".</summary>
public sealed class QuoteOptions
{
    public const string Section = "Sales:Quotes";

    /// <summary>No quote takes more off its lines.</summary>
    [Range(0.0, 100.0, ErrorMessage = "a percentage from 0 to 100")]
    public double MostDiscountPercent { get; set; }

    /// <summary>Added to what is left after the discount, unless a quote says otherwise.</summary>
    [Range(0.0, 100.0, ErrorMessage = "a percentage from 0 to 100")]
    public double TaxPercent { get; set; }

    /// <summary>What the tax is called on the page.</summary>
    [Required(ErrorMessage = "a word, such as VAT")]
    public string TaxName { get; set; } = "VAT";

    /// <summary>How long a quote can be accepted, unless it says otherwise.</summary>
    [Range(1, 366, ErrorMessage = "a number of days from 1 to 366")]
    public int ValidDays { get; set; } = 14;

    /// <summary>The business's address and numbers, a line each, as they stand at the top of a quote.</summary>
    public IList<string> Letterhead { get; } = [];

    /// <summary>What stands under the sums, such as the terms of payment.</summary>
    public string SmallPrint { get; set; } = "";
}
