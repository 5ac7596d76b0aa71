using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Jarvis.Skills.Business.Mail;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Jarvis.Skills.Connectors.Mail;

/// <summary>Opens a connection to a mail server, protected as the settings want it, and signs in.</summary>
internal static class MailServerLink
{
    /// <param name="setting">Where the server stands in the settings: "Mail:Smtp".</param>
    /// <exception cref="MailServerException">It did not come about; the message says why and what to write.</exception>
    public static async Task OpenAsync(MailService client, MailServerOptions server, string setting, TimeProvider time, CancellationToken cancel)
    {
        // As a web client has it: a list of revoked certificates that cannot be had is no reason to send nothing.
        client.CheckCertificateRevocation = false;
        if (server.TrustedCertificate.Length > 0)
            client.ServerCertificateValidationCallback = (_, certificate, _, _) => certificate is X509Certificate2 given && given.GetCertHashString(HashAlgorithmName.SHA256).Equals(server.TrustedCertificate, StringComparison.OrdinalIgnoreCase);
        using var late = new CancellationTokenSource(server.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            await client.ConnectAsync(server.Host.Trim(), server.Port, Security(server.Security), either.Token);
            if (server.User.Length > 0) await client.AuthenticateAsync(server.User, server.Password, either.Token);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            throw Trouble(e, server, setting);
        }
    }

    /// <summary>What a failure means for the owner. The original is left out: its text is the server's, and may repeat what it was told.</summary>
    public static MailServerException Trouble(Exception error, MailServerOptions server, string setting)
    {
        var name = $"The mail server {server.Host.Trim()}:{server.Port}";
        return error switch
        {
            AuthenticationException => new($"{name} refuses the user name or the password. Check {setting}:User and the environment variable {setting.Replace(":", "__", StringComparison.Ordinal)}__Password; some providers want a password made for programs.", mayPass: false),
            SslHandshakeException => new($"{name} shows a certificate that nobody vouches for, or none. Check {setting}:Host, Port and Security; for a server of your own write the certificate's fingerprint to {setting}:TrustedCertificate.", mayPass: false),
            NotSupportedException when server.Security == MailSecurity.StartTls => new($"{name} offers no STARTTLS. Write Tls to {setting}:Security if it speaks TLS from the start (port 465 or 993).", mayPass: false),
            NotSupportedException => new($"{name} takes no sign-in that Jarvis knows. Leave {setting}:User empty if it wants none.", mayPass: false),
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => new($"There is no server {server.Host.Trim()}, or its name cannot be looked up now. Check {setting}:Host.", mayPass: true),
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => new($"{name} refuses the connection. Is it running, and is {setting}:Port right?", mayPass: true),
            OperationCanceledException or TimeoutException => new($"{name} gave no answer within {server.Timeout.TotalSeconds:0.#} s.", mayPass: true),
            SmtpCommandException { StatusCode: var status } => new($"{name} turns Jarvis away ({(int)status}).", (int)status < 500),
            ImapCommandException or SmtpProtocolException or ImapProtocolException => new($"{name} broke off, or speaks another language. Check {setting}:Port and Security.", mayPass: true),
            _ => new($"The connection to the mail server {server.Host.Trim()}:{server.Port} was lost.", mayPass: true),
        };
    }

    private static SecureSocketOptions Security(MailSecurity wanted) => wanted switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };
}
