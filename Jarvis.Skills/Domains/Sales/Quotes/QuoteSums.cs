using Jarvis.Skills.Business;

namespace Jarvis.Skills.Domains.Sales.Quotes;

/// <summary>
/// What a quote comes to: each line quantity · unit price, rounded to the minor unit; the discount on their sum, rounded; the tax on what is left,
/// rounded. Halves are rounded away from zero, as customers reckon.
/// </summary>
internal sealed record QuoteSums(Money Subtotal, Money Discount, Money Net, Money Tax, Money Total)
{
    public static QuoteSums Of(IEnumerable<(decimal Quantity, long UnitMinor)> lines, decimal discountPercent, decimal taxPercent, string currency)
    {
        var subtotal = lines.Sum(l => LineMinor(l.Quantity, l.UnitMinor));
        var discount = Share(subtotal, discountPercent);
        var tax = Share(subtotal - discount, taxPercent);
        return new QuoteSums(In(subtotal), In(discount), In(subtotal - discount), In(tax), In(subtotal - discount + tax));

        Money In(long minor) => new(minor, currency);
    }

    public static QuoteSums Of(Quote quote) => Of(quote.Lines.Select(l => (l.Quantity, l.UnitMinor)), quote.DiscountPercent, quote.TaxPercent, quote.Currency);

    public static long LineMinor(decimal quantity, long unitMinor) => Round(quantity * unitMinor);

    private static long Share(long minor, decimal percent) => Round(minor * percent / 100);

    private static long Round(decimal minor) => (long)decimal.Round(minor, MidpointRounding.AwayFromZero);
}
