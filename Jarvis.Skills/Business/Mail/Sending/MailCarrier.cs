using MimeKit;

namespace Jarvis.Skills.Business.Mail.Sending;

/// <summary>
/// Takes a finished message away. It changes the world as a write port does, so only those that are one may have it.
/// </summary>
internal abstract class MailCarrier
{
    /// <summary>Where the copy of a message is put, in the storage folder.</summary>
    public abstract string Folder { get; }

    /// <summary>True when doing it twice is the same as doing it once.</summary>
    public abstract bool Repeatable { get; }

    /// <summary>The state that a message has afterwards.</summary>
    public abstract MailState Then { get; }

    /// <param name="copy">The copy of the message, relative to the storage folder.</param>
    /// <returns>Where it is now, in words.</returns>
    /// <exception cref="MailFailedException">It was not taken, or it is not known whether it was.</exception>
    public abstract Task<string> CarryAsync(MimeMessage message, string copy, CancellationToken cancel);
}

/// <summary>Where no server is set up: the copy in the outbox folder is all there is.</summary>
internal sealed class LocalOutbox : MailCarrier
{
    public override string Folder => "outbox";

    public override bool Repeatable => true;

    public override MailState Then => MailState.Kept;

    public override Task<string> CarryAsync(MimeMessage message, string copy, CancellationToken cancel) =>
        Task.FromResult($"kept in {copy}; no mail server is set up");
}
