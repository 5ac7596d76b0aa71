using System.Collections.Concurrent;
using Jarvis.Skills.Business.Mail.Composing;
using Jarvis.Skills.Business.Mail.Suppression;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Business.Mail.Sending;

/// <summary>
/// The way of every mail: checked, held against the suppression list, written down, handed over once, and what came of it written down again. A mail that was cut between the two is
/// looked for among the sent ones and never sent again on a guess.
/// </summary>
internal sealed class MailTransport(MailComposer composer, SuppressionList suppressed, SentMails sent, MailCopies copies, MailSettlement settlement, MailCarrier carrier) : IMailTransport
{
    private const int LongestKey = 200;

    private readonly ConcurrentDictionary<string, bool> underWay = new(StringComparer.Ordinal);

    public async Task<SentMail> SendAsync(OutgoingMail mail, CancellationToken cancel)
    {
        Check(mail);
        if (!underWay.TryAdd(mail.Key, true)) throw new MailFailedException($"The mail to {mail.To.Address} is being sent at this moment.") { MayRetry = true };
        try
        {
            return await BeforeAsync(mail, cancel) ?? await HandOverAsync(mail, cancel);
        }
        finally
        {
            underWay.TryRemove(mail.Key, out _);
        }
    }

    /// <summary>What an earlier try came to; null when the mail is to be sent now.</summary>
    private async Task<SentMail?> BeforeAsync(OutgoingMail mail, CancellationToken cancel)
    {
        if (await sent.FindAsync(mail.Key, cancel) is not { } row) return null;
        if (row.State == MailState.Sending && !carrier.Repeatable) row = await settlement.SettleAsync(row, cancel);
        return row.State switch
        {
            MailState.Kept or MailState.Accepted or MailState.Bounced => new SentMail(row.MessageId, row.Where) { Left = row.State != MailState.Kept },
            MailState.Unknown => throw new MailFailedException(row.Where) { Uncertain = true },
            _ => null,
        };
    }

    private async Task<SentMail> HandOverAsync(OutgoingMail mail, CancellationToken cancel)
    {
        if (await suppressed.FindAsync(mail.To.Address, cancel) is { } off)
            throw new MailFailedException($"Nothing is sent to {off.Address}: it {off.Words}. \"allow mail to {off.Address}\" takes it off the suppression list.") { Suppressed = true };
        using var message = composer.Compose(mail);
        var copy = await copies.WriteAsync(message, carrier.Folder, cancel);
        var row = await sent.BeginAsync(mail, message.MessageId!, copy, cancel);
        try
        {
            var where = await carrier.CarryAsync(message, copy, cancel);
            await sent.EndAsync(row.Id, carrier.Then, where);
            return new SentMail(row.MessageId, where) { Left = carrier.Then != MailState.Kept };
        }
        catch (MailFailedException e)
        {
            await sent.EndAsync(row.Id, e.Uncertain ? MailState.Unknown : MailState.Failed, e.Message);
            if (e.NoSuchAddress) await suppressed.AddAsync(mail.To.Address, SuppressionReason.Bounced, e.Message, untrusted: true, CancellationToken.None);
            throw;
        }
        catch (OperationCanceledException)
        {
            // A carrier lets itself be stopped only while nothing has left.
            await sent.EndAsync(row.Id, MailState.Failed, "Jarvis was stopped before it was handed over.");
            throw;
        }
    }

    private static void Check(OutgoingMail mail)
    {
        if (mail.Key.Length is 0 or > LongestKey) throw new ArgumentException($"A mail's key has 1 to {LongestKey} characters; this one has {mail.Key.Length}.", nameof(mail));
        if (MailAddressCheck.Problem(mail.To.Address) is { } problem) throw new MailFailedException($"{mail.To.Address} is no mail address: {problem}.");
        if (string.IsNullOrWhiteSpace(mail.Subject)) throw new BadRequestException($"The mail to {mail.To.Address} has no subject.");
        if (string.IsNullOrWhiteSpace(mail.Markdown)) throw new BadRequestException($"The mail to {mail.To.Address} has no text.");
    }
}
