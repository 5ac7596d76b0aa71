using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Jarvis.Skills.Business.Mail;

/// <summary>
/// Whether an address can stand in an SMTP dialogue: RFC 5321, 4.1.2 (Mailbox), with the limits of 4.5.3.1. Comments, folding and the
/// obsolete forms of RFC 5322 are refused, and nothing is looked up: a domain that does not exist passes.
/// </summary>
public static class MailAddressCheck
{
    private const int LongestLocal = 64;
    private const int LongestDomain = 255;
    private const int LongestLabel = 63;

    /// <summary>A path of 256 octets with its two angle brackets.</summary>
    private const int Longest = 254;

    private const string Marks = "!#$%&'*+-/=?^_`{|}~";

    public static bool IsValid(string? address) => Problem(address) is null;

    /// <summary>What is wrong with it, in words that end a sentence such as "anna@: …"; null when nothing is.</summary>
    public static string? Problem(string? address)
    {
        if (string.IsNullOrEmpty(address)) return "there is no address";
        var at = address[0] == '"' ? EndOfQuoted(address) : address.IndexOf('@', StringComparison.Ordinal);
        if (at < 0) return address[0] == '"' ? "the quotation before the @ does not end" : "there is no @";
        if (at >= address.Length || address[at] != '@') return "after the quotation there must be an @";
        var (local, domain) = (address[..at], address[(at + 1)..]);
        if (local.Length > LongestLocal) return $"what is before the @ has {local.Length} characters; at most {LongestLocal} are allowed";
        return (local.StartsWith('"') ? null : DottedProblem(local)) ?? DomainProblem(domain)
            ?? (address.Length > Longest ? $"it has {address.Length} characters; at most {Longest} are allowed" : null);
    }

    /// <summary>Where the @ must be after a quoted local part; -1 when the quotation does not end or holds what it may not.</summary>
    private static int EndOfQuoted(string address)
    {
        for (var i = 1; i < address.Length; i++)
        {
            if (address[i] == '"') return i + 1;
            if (address[i] == '\\') i++;
            if (i >= address.Length || address[i] is < ' ' or > '~') return -1;
        }
        return -1;
    }

    private static string? DottedProblem(string local)
    {
        if (local.Length == 0) return "there is nothing before the @";
        foreach (var atom in local.Split('.'))
        {
            if (atom.Length == 0) return "a dot before the @ stands at the edge or beside another";
            if (atom.FirstOrDefault(c => !char.IsAsciiLetterOrDigit(c) && !Marks.Contains(c, StringComparison.Ordinal)) is var odd and not '\0') return $"{Shown(odd)} may not stand before the @";
            if (atom.Contains('\0', StringComparison.Ordinal)) return $"{Shown('\0')} may not stand before the @";
        }
        return null;
    }

    private static string? DomainProblem(string domain)
    {
        if (domain.Length == 0) return "there is nothing after the @";
        if (domain[0] == '[') return domain[^1] == ']' && IsLiteral(domain[1..^1]) ? null : "what is in brackets is no IP address";
        if (domain.Length > LongestDomain) return $"what is after the @ has {domain.Length} characters; at most {LongestDomain} are allowed";
        foreach (var label in domain.Split('.'))
        {
            if (label.Length == 0) return "a dot after the @ stands at the edge or beside another";
            if (label.Length > LongestLabel) return $"\"{label[..20]}…\" has {label.Length} characters; at most {LongestLabel} are allowed between two dots";
            if (label.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-')) return $"{Shown(label.First(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))} may not stand after the @";
            if (label[0] == '-' || label[^1] == '-') return "a hyphen after the @ stands at the edge of a name";
        }
        return null;
    }

    private static bool IsLiteral(string text) =>
        text.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase) ? IsIPv6(text[5..]) : IsIPv4(text);

    private static bool IsIPv4(string text) =>
        text.Split('.') is { Length: 4 } parts && parts.All(p => p.Length is >= 1 and <= 3 && p.All(char.IsAsciiDigit) && int.Parse(p, CultureInfo.InvariantCulture) <= 255);

    /// <summary>As <see cref="IPAddress"/> reads it, but "::" stands for two groups or more (RFC 5321, 4.1.3), and nothing else is taken.</summary>
    private static bool IsIPv6(string text)
    {
        if (text.Any(c => !char.IsAsciiHexDigit(c) && c is not (':' or '.'))) return false;
        var colon = text.LastIndexOf(':');
        if (text.Contains('.', StringComparison.Ordinal) && !IsIPv4(text[(colon + 1)..])) return false;
        if (!IPAddress.TryParse(text, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6) return false;
        var groups = text.Split(':', StringSplitOptions.RemoveEmptyEntries).Sum(g => g.Contains('.', StringComparison.Ordinal) ? 2 : 1);
        return text.Contains("::", StringComparison.Ordinal) ? groups <= 6 : groups == 8;
    }

    private static string Shown(char c) => char.IsControl(c) ? $"the character {(int)c}" : c == ' ' ? "a blank" : $"\"{c}\"";
}
