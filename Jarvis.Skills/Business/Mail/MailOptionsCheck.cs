using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Business.Mail;

/// <summary>Says which setting is wrong, what it is, and what is allowed. A password is never repeated.</summary>
internal sealed class MailOptionsCheck : IValidateOptions<MailOptions>
{
    private const string AddressAllowed = "an address with or without a name, such as Northwind Audio <hello@northwind.example>";

    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var wrong = new List<string>();
        if (options.From.Length > 0 && MailOptions.Parse(options.From) is null) wrong.Add($"Mail:From is \"{options.From}\"; allowed is {AddressAllowed}.");
        if (options.From.Length == 0 && options.Smtp.IsSet) wrong.Add($"Mail:From is not set, and Mail:Smtp:Host is; write {AddressAllowed}.");
        if (options.ReplyTo.Length > 0 && MailOptions.Parse(options.ReplyTo) is null) wrong.Add($"Mail:ReplyTo is \"{options.ReplyTo}\"; allowed is {AddressAllowed}, or nothing for Mail:From.");
        CheckServer("Mail:Smtp", options.Smtp, wrong);
        CheckServer("Mail:Imap", options.Imap, wrong);
        if (options.Smtp.Connections is < 1 or > 20) wrong.Add($"Mail:Smtp:Connections is \"{options.Smtp.Connections}\"; allowed is a whole number from 1 to 20.");
        if (options.Smtp.PerMinute is < 1 or > 10_000) wrong.Add($"Mail:Smtp:PerMinute is \"{options.Smtp.PerMinute}\"; allowed is a whole number from 1 to 10000.");
        if (string.IsNullOrWhiteSpace(options.Imap.Folder)) wrong.Add($"Mail:Imap:Folder is \"{options.Imap.Folder}\"; allowed is the name of a folder, such as INBOX.");
        if (options.Imap.PollInterval < TimeSpan.FromSeconds(10) || options.Imap.PollInterval > TimeSpan.FromHours(1))
            wrong.Add($"Mail:Imap:PollInterval is \"{options.Imap.PollInterval}\"; allowed is a time span from 00:00:10 to 01:00:00, written as hh:mm:ss.");
        if (options.Imap.MaxMegabytes is < 1 or > 100) wrong.Add($"Mail:Imap:MaxMegabytes is \"{options.Imap.MaxMegabytes}\"; allowed is a whole number from 1 to 100.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static void CheckServer(string at, MailServerOptions server, List<string> wrong)
    {
        if (server.IsSet && Uri.CheckHostName(server.Host.Trim()) == UriHostNameType.Unknown) wrong.Add($"{at}:Host is \"{server.Host}\"; allowed is the name or address of a server, such as mail.example.org, or nothing.");
        if (server.Port is < 1 or > 65_535) wrong.Add($"{at}:Port is \"{server.Port}\"; allowed is a whole number from 1 to 65535.");
        if (!Enum.IsDefined(server.Security)) wrong.Add($"{at}:Security is \"{server.Security}\"; allowed is StartTls, Tls or None.");
        if (server.Timeout < TimeSpan.FromSeconds(1) || server.Timeout > TimeSpan.FromMinutes(10)) wrong.Add($"{at}:Timeout is \"{server.Timeout}\"; allowed is a time span from 00:00:01 to 00:10:00, written as hh:mm:ss.");
        if (server.TrustedCertificate.Length > 0 && (server.TrustedCertificate.Length != 64 || !server.TrustedCertificate.All(char.IsAsciiHexDigit)))
            wrong.Add($"{at}:TrustedCertificate is \"{server.TrustedCertificate}\"; allowed are the 64 hexadecimal digits of a SHA-256 fingerprint, or nothing.");
        if (!server.IsSet) return;
        if (server.User.Length == 0 != (server.Password.Length == 0)) wrong.Add(server.User.Length == 0
            ? $"{at}:Password is set, and {at}:User is not; write both, or neither where the server wants no sign-in."
            : $"{at}:User is \"{server.User}\", and {at}:Password is not set; write it as the environment variable {at.Replace(":", "__", StringComparison.Ordinal)}__Password.");
        if (server.Security == MailSecurity.None && server.User.Length > 0 && !IsHere(server.Host.Trim()))
            wrong.Add($"{at}:Security is \"None\", and a password would go to {server.Host} in the open; allowed is StartTls or Tls, or None for a server on this machine.");
    }

    private static bool IsHere(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (System.Net.IPAddress.TryParse(host, out var address) && System.Net.IPAddress.IsLoopback(address));
}
