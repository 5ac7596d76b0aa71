using Jarvis.Skills.Domains;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Business.Mail.Reading;

/// <summary>
/// Reads the mailbox, as soon as the server tells of new mail. One run lasts for minutes, so that the connection is used; when the server has gone, the next
/// run follows half a minute later, and after three that failed the owner is told.
/// </summary>
internal sealed class MailReading(IMailbox mailbox, MailFiling filing, IDbContextFactory<JarvisDb> databases, TimeProvider time) : IPeriodicWork
{
    /// <summary>Servers end an IDLE after half an hour (RFC 2177), and many routers a quiet connection after ten minutes.</summary>
    private static readonly TimeSpan RunFor = TimeSpan.FromMinutes(9);

    public string Name => "mail.read";

    /// <summary>A day where no mailbox is set up, for then there is nothing to do.</summary>
    public TimeSpan Interval => mailbox.Name is null ? TimeSpan.FromDays(1) : TimeSpan.FromSeconds(30);

    /// <summary>When the mailbox was last read; null before the first time.</summary>
    public DateTimeOffset? LastRead { get; private set; }

    /// <summary>Why it cannot be read now; null when it can.</summary>
    public string? Trouble { get; private set; }

    public async Task RunAsync(CancellationToken cancel)
    {
        if (mailbox.Name is null) return;
        var started = time.GetTimestamp();
        try
        {
            var mended = Trouble is not null;
            await ReadAsync(cancel);
            // Ending the run says at once that it works again.
            for (TimeSpan left; !mended && (left = RunFor - time.GetElapsedTime(started)) > TimeSpan.Zero;)
            {
                await mailbox.WaitAsync(left, cancel);
                await ReadAsync(cancel);
            }
        }
        catch (MailboxException e)
        {
            Trouble = e.Message;
            throw;
        }
    }

    /// <summary>Reads and files what came in since the last time.</summary>
    internal async Task ReadAsync(CancellationToken cancel)
    {
        MailboxPage page;
        do
        {
            var position = await PositionAsync(cancel);
            page = await mailbox.ReadAsync(position, cancel);
            foreach (var mail in page.Mails)
            {
                using (mail.Message) await filing.FileAsync(mail, cancel);
            }
            await KeepAsync(position, page, cancel);
            await filing.PublishAsync(cancel);
        }
        while (page.More);
        (LastRead, Trouble) = (time.GetUtcNow(), null);
    }

    private async Task<MailboxPosition?> PositionAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<MailboxPosition>().AsNoTracking().FirstOrDefaultAsync(p => p.Mailbox == mailbox.Name, cancel);
    }

    private async Task KeepAsync(MailboxPosition? before, MailboxPage page, CancellationToken cancel)
    {
        if (before is not null && before.UidValidity == page.UidValidity && before.LastUid == page.LastUid) return;
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (before is null) db.Add(new MailboxPosition { Mailbox = mailbox.Name!, UidValidity = page.UidValidity, LastUid = page.LastUid, At = time.GetUtcNow() });
        else
            await db.Set<MailboxPosition>().Where(p => p.Mailbox == before.Mailbox)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.UidValidity, page.UidValidity).SetProperty(p => p.LastUid, page.LastUid), cancel);
        await db.SaveChangesAsync(cancel);
    }
}
