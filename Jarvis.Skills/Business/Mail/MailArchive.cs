using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Business.Mail;

/// <summary>What was received and sent, for those who work with it.</summary>
public sealed class MailArchive(IDbContextFactory<JarvisDb> databases)
{
    /// <summary>The type of the event that each received mail becomes; its key leads back here.</summary>
    public const string ReceivedEvent = "mail.received";

    private const string EventKey = "mail:";

    /// <summary>A stranger chooses the Message-ID: with the prefix it cannot be another event's key.</summary>
    public static string KeyOf(ReceivedMail mail) => EventKey + mail.MessageId;

    /// <summary>A received mail by its Message-ID, or by the key of its event.</summary>
    public async Task<ReceivedMail?> FindAsync(string messageId, CancellationToken cancel)
    {
        var id = MailIds.Stored(messageId.StartsWith(EventKey, StringComparison.Ordinal) ? messageId[EventKey.Length..] : messageId);
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<ReceivedMail>().AsNoTracking().FirstOrDefaultAsync(m => m.MessageId == id, cancel);
    }

    /// <summary>A sent mail by its number.</summary>
    public async Task<SentMailRow?> SentAsync(int id, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<SentMailRow>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, cancel);
    }

    /// <summary>A sent mail by its key.</summary>
    public async Task<SentMailRow?> SentAsync(string key, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<SentMailRow>().AsNoTracking().FirstOrDefaultAsync(m => m.Key == key, cancel);
    }

    /// <summary>The sent mail that an answer with these Message-IDs is about: the newest of the thread that is Jarvis's own.</summary>
    /// <param name="messageIds">In-Reply-To and References; the nearest last.</param>
    public async Task<SentMailRow?> AnsweredAsync(IReadOnlyCollection<string> messageIds, CancellationToken cancel)
    {
        if (messageIds.Count == 0) return null;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var own = await db.Set<SentMailRow>().AsNoTracking().Where(m => messageIds.Contains(m.MessageId)).ToListAsync(cancel);
        return messageIds.Reverse().Select(id => own.Find(m => m.MessageId == id)).FirstOrDefault(m => m is not null);
    }

    /// <summary>Mails from an address, newest first.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> FromAsync(string address, int most, CancellationToken cancel)
    {
        var small = address.ToLowerInvariant();
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<ReceivedMail>().AsNoTracking().Where(m => m.From == small).OrderByDescending(m => m.At).Take(most).ToListAsync(cancel);
    }

    /// <summary>Mails to an address, newest first.</summary>
    public async Task<IReadOnlyList<SentMailRow>> ToAsync(string address, int most, CancellationToken cancel)
    {
        var small = address.ToLowerInvariant();
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<SentMailRow>().AsNoTracking().Where(m => m.To == small).OrderByDescending(m => m.At).Take(most).ToListAsync(cancel);
    }
}
