using System.Globalization;
using System.Text.RegularExpressions;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Business;

/// <summary>Reads amounts as owners write them: "129", "€1,250.50", "4.5k", "250.00 EUR".</summary>
public static partial class MoneyText
{
    private const decimal Most = 1_000_000_000;

    /// <summary>The amount in the business's own currency; null when it is none, or in another.</summary>
    public static Money? Read(string text, string currency)
    {
        if (Written().Match(text.Trim()) is not { Success: true } m) return null;
        var written = m.Groups["amount"].Value;
        // "12,50" as on the continent; "1,250" has its thousands parted.
        if (written.Contains(',', StringComparison.Ordinal) && !written.Contains('.', StringComparison.Ordinal) && written.Length - written.LastIndexOf(',') != 4) written = written.Replace(',', '.');
        if (!decimal.TryParse(written, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)) return null;
        amount *= m.Groups["times"].Value.ToUpperInvariant() switch { "K" => 1000, "M" => 1_000_000, _ => 1 };
        var signs = new[] { m.Groups["lead"].Value, m.Groups["trail"].Value }.Where(s => s.Length > 0).Select(Code).ToList();
        return amount <= Most && signs.TrueForAll(s => s == currency) ? Money.Of(amount, currency) : null;
    }

    /// <exception cref="BadRequestException">It cannot be read; says what is allowed.</exception>
    public static Money Need(string text, string argument, string currency) =>
        Read(text, currency) ?? throw new BadRequestException($"{argument} is \"{text}\"; allowed is an amount in {currency}, the currency of the business, such as 1250 or \"1250 {currency}\", up to a thousand million.");

    private static string Code(string sign) => sign.ToUpperInvariant() switch { "$" or "DOLLAR" or "DOLLARS" => "USD", "€" or "EURO" or "EUROS" => "EUR", "£" or "POUND" or "POUNDS" => "GBP", "FRANCS" => "CHF", var code => code };

    [GeneratedRegex(@"^(?<lead>[$€£]|[A-Za-z]{3})?\s*(?<amount>\d[\d,]*(\.\d+)?)\s*(?<times>[kKmM](?![A-Za-z]))?\s*(?<trail>[$€£]|[A-Za-z]{3,7})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Written();
}
