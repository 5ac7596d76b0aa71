using System.Globalization;
using Jarvis.Skills.Domains.Sales.Quotes;
using Jarvis.Skills.Governance;

namespace Jarvis.Tests.Domains.Sales;

/// <summary>Quotes in the words in which owners dictate them.</summary>
public sealed class QuoteTextTests
{
    [Theory]
    [InlineData("40 seats of Lumen at 129, 10% off", "40 × seats of Lumen @ 12900", 10.0, null, null)]
    [InlineData("40 seats of Lumen at €129 each and one setup at 500", "40 × seats of Lumen @ 12900 | 1 × setup @ 50000", null, null, null)]
    [InlineData("2.5 hours of training @ 90, no tax, valid for 30 days", "2.5 × hours of training @ 9000", null, 0.0, 30)]
    [InlineData("installation and setup at 1,250.50 EUR plus 19% VAT", "1 × installation and setup @ 125050", null, 19.0, null)]
    [InlineData("desk with drawers for 300; 12 x lamp at 12,50, valid 2 weeks", "1 × desk with drawers @ 30000 | 12 × lamp @ 1250", null, null, 14)]
    [InlineData("40 seats for 5000 in total, discount of 5 %", "40 × seats @ 12500", 5.0, null, null)]
    [InlineData("1,000 stickers at 0.35 with 7.5% discount", "1000 × stickers @ 35", 7.5, null, null)]
    [InlineData("three Lumen licences at 1.2k", "3 × Lumen licences @ 120000", null, null, null)]
    [InlineData("10 cables at 9 per piece\n2 stands at 49\n15 percent off", "10 × cables @ 900 | 2 × stands @ 4900", 15.0, null, null)]
    public void Items_discount_tax_and_validity_are_read(string text, string items, double? discount, double? tax, int? days)
    {
        var wish = QuoteText.Read(text, "EUR");
        Assert.Equal(items, string.Join(" | ", wish.Items.Select(i => string.Create(CultureInfo.InvariantCulture, $"{i.Quantity:0.##} × {i.What} @ {i.Unit.Minor}"))));
        Assert.Equal((discount, tax, days), ((double?)wish.DiscountPercent, (double?)wish.TaxPercent, wish.ValidDays));
    }

    [Theory]
    [InlineData("forty seats", "I cannot read \"forty seats\" as an item")]
    [InlineData("40 seats at 129, something nice", "I cannot read \"something nice\"")]
    [InlineData("10% off", "The quote has no items")]
    [InlineData("40 seats for 5000", "Is \"40 seats for 5000\" the price for one or for all?")]
    [InlineData("3 seats for 100 in total", "is no whole price for one")]
    [InlineData("0 seats at 5", "The quantity of \"seats\" is 0")]
    [InlineData("4 seats at 5, 5% off, 10% off", "is a second discount")]
    [InlineData("4 seats at 5 USD", "I cannot read")]
    [InlineData("", "The quote has no items")]
    public void What_cannot_be_read_is_named(string text, string said) =>
        Assert.Contains(said, Assert.Throws<BadRequestException>(() => QuoteText.Read(text, "EUR")).Message, StringComparison.Ordinal);

    [Fact]
    public void Sums_are_rounded_line_by_line_and_halves_upwards()
    {
        var sums = QuoteSums.Of([(2.5m, 333), (1m, 1001)], 10, 19, "EUR");
        // 8.325 is 8.33; with 10.01 18.34; a tenth is 1.834; 16.51 are left, and 19 % of them 3.1369.
        Assert.Equal((1834, 183, 1651, 314, 1965), (sums.Subtotal.Minor, sums.Discount.Minor, sums.Net.Minor, sums.Tax.Minor, sums.Total.Minor));
    }
}
