using Jarvis.Skills.Business.Mail.Composing;
using Jarvis.Skills.Business.Mail.Reading.Bounces;
using Jarvis.Skills.Business.Mail.Suppression;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Jarvis.Skills.Business.Mail.Reading;

/// <summary>
/// Files a received mail once, finds what it answers, and publishes it. Filed first, published after: what lies between a crash and the next start is published
/// then.
/// </summary>
internal sealed class MailFiling(IDbContextFactory<JarvisDb> databases, MailArchive archive, SuppressionList suppressed, EventStream events, MailComposer composer, TimeProvider time)
{
    /// <summary>A bounce that names no Message-ID is taken to be about what was sent to the address in this time.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(14);

    public async Task FileAsync(FetchedMail fetched, CancellationToken cancel)
    {
        var message = fetched.Message;
        var from = message.From.Mailboxes.FirstOrDefault() ?? message.Sender;
        var id = message.MessageId is { Length: > 0 } given ? MailIds.Stored(given) : $"none-{MailIds.Fingerprint($"{message.Headers[HeaderId.Received]}\n{fetched.At.UtcTicks}\n{from}\n{message.Subject}\n{message.TextBody}")}";
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<ReceivedMail>().AnyAsync(m => m.MessageId == id, cancel)) return;
        // A copy of what Jarvis sent is no news.
        if (await db.Set<SentMailRow>().AnyAsync(m => m.MessageId == id, cancel)) return;

        var read = MailReader.Read(message);
        var answered = await AnsweredAsync(db, message, read, cancel);
        var bounced = read.Bounced.FirstOrDefault(b => answered is not null && b.Address == answered.To) ?? read.Bounced.FirstOrDefault(b => b.Permanent) ?? (read.Bounced is [var first, ..] ? first : null);
        db.Add(new ReceivedMail
        {
            MessageId = id,
            From = Address(from?.Address),
            FromName = from?.Name is { Length: > 0 } name ? Line(name, 200) : null,
            ReplyTo = Address((message.ReplyTo.Mailboxes.FirstOrDefault() ?? from)?.Address),
            Subject = Line(message.Subject ?? "", 500),
            Text = read.Text,
            Said = read.Said,
            InReplyTo = message.InReplyTo is { Length: > 0 } parent ? MailIds.Stored(parent) : null,
            References = string.Join(' ', message.References.TakeLast(50).Select(MailIds.Stored)),
            Kind = read.Kind == MailKind.Message && answered is not null ? MailKind.Reply : read.Kind,
            At = fetched.At,
            AnswersId = answered?.Id,
            About = read.Kind switch { MailKind.Bounce => bounced?.Address, MailKind.Unsubscribe => bounced?.Address is { Length: > 0 } complained ? complained : Address(from?.Address), _ => null },
            Permanent = bounced?.Permanent ?? false,
            Status = bounced?.Status,
            Reason = bounced?.Reason,
        });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Draws the conclusions from what is filed, and tells the business of it.</summary>
    public async Task PublishAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        foreach (var mail in await db.Set<ReceivedMail>().Where(m => m.PublishedAt == null).OrderBy(m => m.Id).ToListAsync(cancel))
        {
            await ConcludeAsync(db, mail, cancel);
            await events.PublishAsync(new BusinessEvent
            {
                Type = MailArchive.ReceivedEvent,
                Key = MailArchive.KeyOf(mail),
                At = mail.At,
                Subject = mail.From,
                Text = $"{mail.FromName ?? mail.From}: {mail.Subject}",
                Untrusted = true,
            }, cancel);
            mail.PublishedAt = time.GetUtcNow();
            await db.SaveChangesAsync(cancel);
        }
    }

    private async Task ConcludeAsync(JarvisDb db, ReceivedMail mail, CancellationToken cancel)
    {
        // "Delayed" and "delivered" are no failures.
        if (mail is { Kind: MailKind.Bounce, AnswersId: not null, Reason: not ("delivered" or "expired") })
        {
            var now = time.GetUtcNow();
            var words = $"came back: {mail.Reason}{(mail.Status is { } status ? $" ({status})" : "")}";
            await db.Set<SentMailRow>().Where(m => m.Id == mail.AnswersId && (m.State == MailState.Accepted || m.State == MailState.Unknown))
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MailState.Bounced).SetProperty(m => m.Where, words).SetProperty(m => m.At, now), cancel);
            // Only what is about a mail of Jarvis's own: anybody can write something that looks like a bounce.
            if (mail.Permanent && mail.About is { Length: > 0 } gone && await db.Set<SentMailRow>().AnyAsync(m => m.Id == mail.AnswersId && m.To == gone, cancel))
                await suppressed.AddAsync(gone, SuppressionReason.Bounced, words, untrusted: true, cancel);
        }
        if (mail is { Kind: MailKind.Unsubscribe, About: { Length: > 0 } address } && !string.Equals(address, composer.From.Address, StringComparison.OrdinalIgnoreCase))
            await suppressed.AddAsync(address, mail.Reason == BounceReason.Complaint ? SuppressionReason.Complained : SuppressionReason.Unsubscribed, $"by mail: {mail.Subject}", untrusted: true, cancel);
    }

    private async Task<SentMailRow?> AnsweredAsync(JarvisDb db, MimeMessage message, MailContents read, CancellationToken cancel)
    {
        List<string> ids = [.. message.References.Select(MailIds.Stored)];
        if (message.InReplyTo is { Length: > 0 } parent) ids.Add(MailIds.Stored(parent));
        if (read.Bounced.Count > 0) ids.AddRange(BounceNotice.ReturnedIds(message));
        if (await archive.AnsweredAsync(ids, cancel) is { } own) return own;
        if (read.Kind != MailKind.Bounce) return null;
        var addresses = read.Bounced.Select(b => b.Address).ToList();
        var since = time.GetUtcNow() - Lately;
        return await db.Set<SentMailRow>().AsNoTracking().Where(m => addresses.Contains(m.To) && m.At > since && m.State == MailState.Accepted).OrderByDescending(m => m.At).FirstOrDefaultAsync(cancel);
    }

    private static string Address(string? address) => address is { Length: <= 320 } ? address.ToLowerInvariant() : "";

    private static string Line(string text, int most)
    {
        var line = string.Join(' ', text.Split(['\r', '\n', '\t', '\0'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length > most ? line[..most] : line;
    }
}
