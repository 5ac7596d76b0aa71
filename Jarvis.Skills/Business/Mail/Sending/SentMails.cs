using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Business.Mail.Sending;

/// <summary>Writes down what is sent: before it leaves, and what became of it.</summary>
internal sealed class SentMails(IDbContextFactory<JarvisDb> databases, TimeProvider time)
{
    public async Task<SentMailRow?> FindAsync(string key, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<SentMailRow>().AsNoTracking().FirstOrDefaultAsync(m => m.Key == key, cancel);
    }

    /// <summary>From now on the mail may be on its way.</summary>
    /// <exception cref="MailFailedException">Another process has begun to send it.</exception>
    public async Task<SentMailRow> BeginAsync(OutgoingMail mail, string messageId, string file, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Set<SentMailRow>().FirstOrDefaultAsync(m => m.Key == mail.Key, cancel);
        if (row is null)
        {
            row = new SentMailRow { Key = mail.Key, MessageId = messageId, To = mail.To.Address.ToLowerInvariant(), ToName = mail.To.Name, Subject = mail.Subject, Markdown = mail.Markdown, InReplyTo = mail.InReplyTo, Bulk = mail.Bulk };
            db.Add(row);
        }
        (row.Subject, row.Markdown, row.State, row.At, row.File, row.Where) = (mail.Subject, mail.Markdown, MailState.Sending, time.GetUtcNow(), file, "");
        row.Attempts++;
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e)
        {
            throw new MailFailedException($"The mail to {mail.To.Address} is being sent by another Jarvis at this moment.", e) { MayRetry = true };
        }
        return row;
    }

    /// <summary>A mail is tried once more as it was.</summary>
    public async Task AgainAsync(int id, string file, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Set<SentMailRow>().Where(m => m.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.State, MailState.Sending).SetProperty(m => m.At, now).SetProperty(m => m.File, file).SetProperty(m => m.Attempts, m => m.Attempts + 1), cancel);
    }

    /// <summary>Not cancellable: what happened has happened, and the store must say so.</summary>
    public async Task EndAsync(int id, MailState state, string where)
    {
        var words = where.Length > 1000 ? where[..1000] : where;
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        await db.Set<SentMailRow>().Where(m => m.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, state).SetProperty(m => m.Where, words).SetProperty(m => m.At, now), CancellationToken.None);
    }
}
