using MimeKit;

namespace Jarvis.Skills.Business.Mail;

/// <summary>How a connection to a mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>It begins in the open and must change to TLS before anything is said (SMTP on port 587, IMAP on 143).</summary>
    StartTls,

    /// <summary>TLS from the first byte (SMTP on port 465, IMAP on 993).</summary>
    Tls,

    /// <summary>Open; only for a server on this machine.</summary>
    None,
}

/// <summary>Settings "Mail".</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>Who mails are from: "Northwind Audio &lt;hello@northwind.example&gt;".</summary>
    public string From { get; set; } = "";

    /// <summary>Where answers go; empty: to <see cref="From"/>.</summary>
    public string ReplyTo { get; set; } = "";

    public SmtpOptions Smtp { get; set; } = new();

    public ImapOptions Imap { get; set; } = new();

    internal static MailboxAddress? Parse(string text) =>
        MailboxAddress.TryParse(text, out var mailbox) && MailAddressCheck.IsValid(mailbox.Address) ? mailbox : null;
}

/// <summary>What the two kinds of server have in common.</summary>
public abstract class MailServerOptions
{
    /// <summary>Empty: not used.</summary>
    public string Host { get; set; } = "";

    public int Port { get; set; }

    public MailSecurity Security { get; set; }

    /// <summary>Empty: the server wants no sign-in.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>The SHA-256 fingerprint of a certificate that is trusted though no authority vouches for it: 64 hexadecimal digits. Empty: the usual rules.</summary>
    public string TrustedCertificate { get; set; } = "";

    /// <summary>How long one answer of the server may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    public bool IsSet => Host.Trim().Length > 0;
}

/// <summary>Settings "Mail:Smtp": the server that takes mail.</summary>
public sealed class SmtpOptions : MailServerOptions
{
    public SmtpOptions() => (Port, Security) = (587, MailSecurity.StartTls);

    /// <summary>Connections that are kept open at most.</summary>
    public int Connections { get; set; } = 2;

    /// <summary>Mails in a minute at most; more wait.</summary>
    public int PerMinute { get; set; } = 30;
}

/// <summary>Settings "Mail:Imap": the mailbox in which answers arrive. It is only read.</summary>
public sealed class ImapOptions : MailServerOptions
{
    public ImapOptions() => (Port, Security) = (993, MailSecurity.Tls);

    public string Folder { get; set; } = "INBOX";

    /// <summary>Where the server or the owner's mail program keeps what was sent: asked whether a mail that was cut has gone. Empty: not asked.</summary>
    public string SentFolder { get; set; } = "";

    /// <summary>How often it is looked at where the server cannot tell of new mail by itself (IDLE).</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Of a larger mail only the headers and the text are fetched.</summary>
    public int MaxMegabytes { get; set; } = 10;
}
