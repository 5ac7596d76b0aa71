using System.Net.Mail;
using System.Text.RegularExpressions;
using Jarvis.Skills.Business.Mail;

namespace Jarvis.Skills.Domains.Sales.Import;

/// <summary>What a single cell says.</summary>
internal static partial class ImportCell
{
    private const int FewestDigits = 5;

    public static bool IsEmail(string cell) => Email(cell) is not null;

    /// <summary>"Mara &lt;mara@x.example&gt;" and "mailto:mara@x.example" are an address; two of them are none.</summary>
    public static string? Email(string cell)
    {
        if (cell.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) cell = cell[7..];
        return MailAddress.TryCreate(cell, out var address) && address.Host.Contains('.', StringComparison.Ordinal) && MailAddressCheck.IsValid(address.Address)
            ? address.Address.ToLowerInvariant() : null;
    }

    public static bool IsPhone(string cell) => cell.Count(char.IsAsciiDigit) >= FewestDigits + 1 && Phone().IsMatch(cell);

    /// <summary>What is wrong with a number, and the mend; null when nothing is.</summary>
    public static string? WrongPhone(string cell) =>
        Scientific().IsMatch(cell) ? "is how a spreadsheet shortens a long number, and its last digits are lost: make the column text and enter the number again"
        : cell.Count(char.IsDigit) < FewestDigits ? "is no phone number: write its digits, or leave it empty"
        : null;

    [GeneratedRegex(@"^(\+|00|0|\()[\d\s()/.\-–+]+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Phone();

    [GeneratedRegex(@"^\d([.,]\d+)?E\+?\d+$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Scientific();
}
