using System.Globalization;
using System.Text.RegularExpressions;
using Jarvis.Skills.Business;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.Sales.Quotes;

/// <param name="Quantity">Above 0.</param>
internal sealed record QuoteItem(decimal Quantity, string What, Money Unit);

/// <summary>What an owner's words ask a quote to be. Null where nothing was said.</summary>
internal sealed record QuoteWish(IReadOnlyList<QuoteItem> Items, decimal? DiscountPercent, decimal? TaxPercent, int? ValidDays);

/// <summary>Reads "40 seats of Lumen at 129, one setup at 500, 10% off, plus 19% VAT, valid 30 days". Prices are for one; "for 900 in total" is for all of a line.</summary>
internal static partial class QuoteText
{
    private const int MostItems = 100;
    private const int LongestItem = 300;
    private const decimal MostQuantity = 10_000_000;
    private const string Example = "\"40 seats of Lumen at 129, 1 setup at 500, 10% off\"";

    /// <exception cref="BadRequestException">A piece cannot be read; says which, and shows how.</exception>
    public static QuoteWish Read(string text, string currency)
    {
        var items = new List<QuoteItem>();
        decimal? discount = null, tax = null;
        int? days = null;
        var waiting = "";
        foreach (var (piece, parted) in Pieces(text))
        {
            var said = waiting.Length > 0 ? $"{waiting}{parted}{piece}" : piece;
            if (Discount().Match(piece) is { Success: true } off) discount = Once(discount, Number(off.Groups["n"].Value), "discount", piece);
            else if (NoTax().IsMatch(piece)) tax = Once(tax, 0, "tax", piece);
            else if (Tax().Match(piece) is { Success: true } added) tax = Once(tax, Number(added.Groups["n"].Value), "tax", piece);
            else if (Valid().Match(piece) is { Success: true } valid) days = int.Parse(valid.Groups["n"].Value, CultureInfo.InvariantCulture) * (valid.Groups["unit"].Value.StartsWith("week", StringComparison.OrdinalIgnoreCase) ? 7 : 1);
            else if (Item(said, currency) is { } item)
            {
                waiting = "";
                items.Add(item);
                continue;
            }
            else
            {
                // "installation and setup at 500": the words before the "and" belong to what has the price.
                waiting = said;
                continue;
            }
            if (waiting.Length > 0) throw Bad(waiting);
        }
        if (waiting.Length > 0) throw Bad(waiting);
        if (items.Count == 0) throw new BadRequestException($"The quote has no items: say how many of what at which price, such as {Example}.");
        if (items.Count > MostItems) throw new BadRequestException($"The quote has {items.Count} items; allowed are {MostItems}.");
        return new QuoteWish(items, discount, tax, days);
    }

    private static IEnumerable<(string Piece, string Parted)> Pieces(string text)
    {
        var (at, parted) = (0, "");
        foreach (Match cut in Between().Matches(text))
        {
            if (text[at..cut.Index].Trim() is { Length: > 0 } piece) yield return (piece, parted);
            (at, parted) = (cut.Index + cut.Length, cut.Value);
        }
        if (text[at..].Trim().TrimEnd('.') is { Length: > 0 } last) yield return (last, parted);
    }

    private static QuoteItem? Item(string piece, string currency)
    {
        if (ItemOf().Match(piece) is not { Success: true } m || MoneyText.Read(m.Groups["price"].Value, currency) is not { } price) return null;
        var quantity = m.Groups["qty"].Value is { Length: > 0 } n ? Number(n) : m.Groups["word"].Value.ToUpperInvariant() switch { "TWO" => 2, "THREE" => 3, "FOUR" => 4, "FIVE" => 5, "SIX" => 6, "SEVEN" => 7, "EIGHT" => 8, "NINE" => 9, "TEN" => 10, "TWELVE" => 12, _ => 1m };
        var what = m.Groups["what"].Value.Trim();
        if (what.Length > LongestItem) throw new BadRequestException($"The item \"{what[..40]}…\" is longer than {LongestItem} characters.");
        if (quantity is <= 0 or > MostQuantity) throw new BadRequestException(string.Create(CultureInfo.InvariantCulture, $"The quantity of \"{what}\" is {quantity}; allowed is above 0, up to {MostQuantity:0}."));
        if (m.Groups["total"].Success)
        {
            if (quantity == 1) return new QuoteItem(1, what, price);
            var unit = new Money((long)decimal.Round(price.Minor / quantity, MidpointRounding.AwayFromZero), price.Currency);
            return QuoteSums.LineMinor(quantity, unit.Minor) == price.Minor ? new QuoteItem(quantity, what, unit)
                : throw new BadRequestException(string.Create(CultureInfo.InvariantCulture, $"{price} in total for {quantity:0.####} of \"{what}\" is no whole price for one; say the price for one."));
        }
        if (m.Groups["for"].Success && quantity != 1 && !m.Groups["each"].Success) throw new BadRequestException($"Is \"{piece}\" the price for one or for all? Say \"at {m.Groups["price"].Value.Trim()} each\" or \"for {m.Groups["price"].Value.Trim()} in total\".");
        return new QuoteItem(quantity, what, price);
    }

    private static decimal Once(decimal? before, decimal now, string what, string piece) =>
        before is not null && before != now ? throw new BadRequestException($"\"{piece}\" is a second {what}; a quote has one.") : now;

    private static decimal Number(string text) => decimal.Parse(text.Contains('.', StringComparison.Ordinal) || text.Length - text.LastIndexOf(',') == 4 ? text.Replace(",", "", StringComparison.Ordinal) : text.Replace(',', '.'), CultureInfo.InvariantCulture);

    private static BadRequestException Bad(string piece) => new($"I cannot read \"{(piece.Length > 80 ? piece[..80] + "…" : piece)}\" as an item: say how many of what at which price, such as {Example}.");

    // A comma inside a number has no space behind it.
    [GeneratedRegex(@",\s+|\s*[;\n]\s*|\s+(\+|and|plus|with)\s+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Between();

    [GeneratedRegex(@"^((?<qty>\d[\d,]*(\.\d+)?)\s*([x×]\s+)?|(?<word>one|an?|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+)?(?<what>\S.*?)\s+(at|@|à|(?<for>for))\s+(?<price>[$€£]?\s*\d[\d,.]*\s*k?(\s*([$€£]|[A-Z]{3}\b|euros?\b|dollars?\b|pounds?\b))?)\s*((?<each>each|a piece|apiece|per\s+\S+|a\s+\S+)|(?<total>in total|altogether|in all))?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ItemOf();

    [GeneratedRegex(@"^((with|minus|less|at)\s+)?(an?\s+)?((?<n>\d+([.,]\d+)?)\s*(%|percent|per cent)\s*(off|discount|rebate|reduction)(\s+on (all|everything))?|(discount|rebate)( of)?:?\s*(?<n>\d+([.,]\d+)?)\s*(%|percent|per cent))$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Discount();

    [GeneratedRegex(@"^(with\s+)?(?<n>\d+([.,]\d+)?)\s*(%|percent|per cent)\s*(vat|tax|gst|sales tax)$|^(vat|tax|gst|sales tax)( of)?:?\s*(?<n>\d+([.,]\d+)?)\s*(%|percent|per cent)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Tax();

    [GeneratedRegex(@"^(no|without|free of)\s+(vat|tax|gst|sales tax)$|^tax[- ]free$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex NoTax();

    [GeneratedRegex(@"^(it is\s+)?valid\s+(for\s+)?(?<n>\d{1,3})\s+(?<unit>days?|weeks?)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Valid();
}
