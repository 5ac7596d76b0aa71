using Jarvis.Skills.Business.Mail.Reading;

namespace Jarvis.Skills.Business.Mail.Sending;

/// <summary>Finds out what became of a mail that was cut while it was being handed over: in the mailbox's folder of sent mails, where one is set up.</summary>
internal sealed class MailSettlement(SentMails sent, IMailbox mailbox)
{
    /// <returns>The row with its new state: accepted when it was found, unknown otherwise.</returns>
    public async Task<SentMailRow> SettleAsync(SentMailRow row, CancellationToken cancel)
    {
        var found = await LookAsync(row, cancel);
        (row.State, row.Where) = found is true
            ? (MailState.Accepted, $"found among the sent mails of {mailbox.Name}")
            : (MailState.Unknown, $"Jarvis was cut off while mail {row.Id} to {row.To} was being handed over, and it is not known whether it went{(found is false ? $": it is not among the sent mails of {mailbox.Name}, but not every server puts it there" : "")}. Look there yourself, and say \"mail {row.Id} went\" or \"send mail {row.Id} again\".");
        await sent.EndAsync(row.Id, row.State, row.Where);
        return row;
    }

    private async Task<bool?> LookAsync(SentMailRow row, CancellationToken cancel)
    {
        try
        {
            return await mailbox.HasSentAsync(row.MessageId, cancel);
        }
        catch (MailboxException)
        {
            return null;
        }
    }
}
