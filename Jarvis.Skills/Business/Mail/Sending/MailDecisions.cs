using Jarvis.Skills.Governance;
using MimeKit;

namespace Jarvis.Skills.Business.Mail.Sending;

/// <summary>What a person decides about a mail that Jarvis may not decide about.</summary>
public interface IMailDecisions : IEffect
{
    /// <summary>A mail of which it was not known whether it went has gone.</summary>
    Task WentAsync(int number, string words, CancellationToken cancel);

    /// <summary>Sends a mail that failed, came back or may have gone once more, with the same Message-ID, so that a mail program that has it shows it once.</summary>
    /// <exception cref="MailFailedException">It was not sent.</exception>
    Task<SentMail> SendAgainAsync(int number, CancellationToken cancel);
}

internal sealed class MailDecisions(MailArchive archive, SentMails sent, MailCopies copies, Suppression.SuppressionList suppressed, MailCarrier carrier, IAlerts alerts) : IMailDecisions
{
    public async Task WentAsync(int number, string words, CancellationToken cancel)
    {
        await sent.EndAsync(number, MailState.Accepted, words);
        await alerts.ResolveAsync(CutMails.AlertOf(number), words, cancel);
    }

    public async Task<SentMail> SendAgainAsync(int number, CancellationToken cancel)
    {
        var mail = await archive.SentAsync(number, cancel) ?? throw new MailFailedException($"There is no mail {number}.");
        if (await suppressed.FindAsync(mail.To, cancel) is { } off) throw new MailFailedException($"Nothing is sent to {off.Address}: it {off.Words}.") { Suppressed = true };
        if (mail.File is null || await copies.ReadAsync(mail.File, cancel) is not { } content) throw new MailFailedException($"The copy of mail {number} is gone, so it cannot be sent again as it was.");
        using var file = new MemoryStream(content);
        using var message = await MimeMessage.LoadAsync(file, cancel);
        var copy = await copies.WriteAsync(message, carrier.Folder, cancel);
        await sent.AgainAsync(number, copy, cancel);
        try
        {
            var where = await carrier.CarryAsync(message, copy, cancel);
            await sent.EndAsync(number, carrier.Then, where);
            await alerts.ResolveAsync(CutMails.AlertOf(number), $"It was sent again: {where}.", cancel);
            return new SentMail(mail.MessageId, where) { Left = carrier.Then != MailState.Kept };
        }
        catch (MailFailedException e)
        {
            await sent.EndAsync(number, e.Uncertain ? MailState.Unknown : MailState.Failed, e.Message);
            throw;
        }
    }
}
