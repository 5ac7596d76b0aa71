using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Business.Mail;

/// <summary>
/// Sends mail: through the server in the settings, or into an outbox folder where none is set up. Every mail passes the suppression list
/// here, whoever sends it, and is written down before it leaves.
/// </summary>
public interface IMailTransport : IEffect
{
    /// <summary>Sends a mail once; with a key that was sent before, says where that one is.</summary>
    /// <exception cref="MailFailedException">It was not sent, or it is not known whether it was.</exception>
    Task<SentMail> SendAsync(OutgoingMail mail, CancellationToken cancel);
}

/// <summary>What became of a mail.</summary>
/// <param name="MessageId">Without angle brackets: what an answer will refer to.</param>
/// <param name="Where">
/// Where it is, in words that claim no more than is known: "accepted by the server mail.example.org", "kept in outbox/….eml; no mail server is set up".
/// </param>
public sealed record SentMail(string MessageId, string Where)
{
    /// <summary>False when it lies in the outbox folder and has gone nowhere.</summary>
    public required bool Left { get; init; }
}

/// <summary>A mail was not sent. The message is for the owner: what happened and what to do; no secrets.</summary>
public sealed class MailFailedException : ActionFailedException
{
    public MailFailedException() { }
    public MailFailedException(string message) : base(message) { }
    public MailFailedException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>True when the same mail may be sent again later: it has certainly not gone, and the cause may pass.</summary>
    public bool MayRetry { get; init; }

    /// <summary>True when it was cut while it was being handed over. It is not sent again by itself.</summary>
    public bool Uncertain { get; init; }

    /// <summary>True when the address is on the suppression list.</summary>
    public bool Suppressed { get; init; }

    /// <summary>True when the server says that there is no such address.</summary>
    public bool NoSuchAddress { get; init; }
}
