using Jarvis.Skills.Governance;
using MimeKit;

namespace Jarvis.Skills.Business.Mail.Reading;

/// <summary>The business's mailbox. It is only read: nothing in it is marked, moved or deleted.</summary>
public interface IMailbox
{
    /// <summary>Account and folder: "anna@imap.example.org/INBOX"; null when none is set up.</summary>
    string? Name { get; }

    /// <summary>Mails that came in since a position, oldest first.</summary>
    /// <param name="after">Null at the first time: then nothing is read but where the mailbox stands.</param>
    /// <exception cref="MailboxException">The server could not be asked.</exception>
    Task<MailboxPage> ReadAsync(MailboxPosition? after, CancellationToken cancel);

    /// <summary>Waits for the server's word that something came in; at most so long, and for the poll interval where the server gives none.</summary>
    /// <exception cref="MailboxException">The server has gone.</exception>
    Task WaitAsync(TimeSpan atMost, CancellationToken cancel);

    /// <summary>Whether a mail lies among the sent ones; null when there is nowhere to look.</summary>
    /// <exception cref="MailboxException">The server could not be asked.</exception>
    Task<bool?> HasSentAsync(string messageId, CancellationToken cancel);
}

/// <summary>What a look into the mailbox gave.</summary>
/// <param name="LastUid">Up to where it was read.</param>
/// <param name="More">There is more after it.</param>
public sealed record MailboxPage(long UidValidity, long LastUid, IReadOnlyList<FetchedMail> Mails, bool More);

/// <summary>A mail as it lies in the mailbox.</summary>
/// <param name="At">When the server got it.</param>
public sealed record FetchedMail(DateTimeOffset At, MimeMessage Message);

/// <summary>The mailbox could not be read. The message is for the owner: what happened and what to do; no secrets.</summary>
public sealed class MailboxException : ActionFailedException
{
    public MailboxException() { }
    public MailboxException(string message) : base(message) { }
    public MailboxException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>No mailbox is set up.</summary>
internal sealed class NoMailbox : IMailbox
{
    public string? Name => null;

    public Task<MailboxPage> ReadAsync(MailboxPosition? after, CancellationToken cancel) => throw Missing();

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => throw Missing();

    public Task<bool?> HasSentAsync(string messageId, CancellationToken cancel) => Task.FromResult<bool?>(null);

    private static MailboxException Missing() => new("No mailbox is set up. Write Mail:Imap:Host, User and Password.");
}
