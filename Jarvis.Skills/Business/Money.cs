using System.Globalization;

namespace Jarvis.Skills.Business;

/// <summary>An amount in minor units (cents) of one currency. Amounts of different currencies are never added.</summary>
/// <param name="Minor">Minor units: 1250 is 12.50 EUR.</param>
/// <param name="Currency">ISO 4217 code.</param>
public readonly record struct Money(long Minor, string Currency)
{
    /// <summary>Currencies without a minor unit (ISO 4217, exponent 0).</summary>
    private static readonly HashSet<string> Whole = new(StringComparer.Ordinal) { "JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF", "PYG", "UGX" };

    public static Money Of(decimal amount, string currency) =>
        new((long)decimal.Round(amount * (Whole.Contains(currency) ? 1 : 100), MidpointRounding.AwayFromZero), currency);

    public decimal Amount => Whole.Contains(Currency) ? Minor : Minor / 100m;

    public static Money operator +(Money a, Money b) =>
        a.Currency == b.Currency ? a with { Minor = checked(a.Minor + b.Minor) }
        : throw new InvalidOperationException($"Cannot add {a.Currency} and {b.Currency}.");

    public static Money Add(Money left, Money right) => left + right;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Amount.ToString(Whole.Contains(Currency) ? "#,0" : "#,0.00", CultureInfo.InvariantCulture)} {Currency}");
}
