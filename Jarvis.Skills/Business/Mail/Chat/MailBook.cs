using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Business.Mail.Chat;

/// <summary>How many mails went which way in a time.</summary>
/// <param name="Sent">A server took them.</param>
/// <param name="Kept">They lie in the outbox.</param>
/// <param name="Failed">They have not gone.</param>
/// <param name="Unknown">They were cut off, and it is not known whether they went.</param>
/// <param name="Bounced">They came back.</param>
/// <param name="Received">Written by people, answers among them.</param>
internal sealed record MailCounts(int Sent, int Kept, int Failed, int Unknown, int Bounced, int Received, int Replies);

/// <summary>Counts and lists mails for people.</summary>
internal sealed class MailBook(IDbContextFactory<JarvisDb> databases)
{
    /// <summary>From (inclusive) to (exclusive).</summary>
    public async Task<MailCounts> CountAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var sent = await db.Set<SentMailRow>().Where(m => m.At >= from && m.At < to).GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var received = await db.Set<ReceivedMail>().Where(m => m.At >= from && m.At < to).GroupBy(m => m.Kind).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var back = await db.Set<ReceivedMail>().CountAsync(m => m.At >= from && m.At < to && m.Kind == MailKind.Bounce && m.AnswersId != null, cancel);
        int Of(MailState state) => sent.GetValueOrDefault(state);
        return new MailCounts(Of(MailState.Accepted) + Of(MailState.Bounced), Of(MailState.Kept), Of(MailState.Failed), Of(MailState.Unknown), back,
            received.GetValueOrDefault(MailKind.Message) + received.GetValueOrDefault(MailKind.Reply), received.GetValueOrDefault(MailKind.Reply));
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<SentMailRow>> NewestAsync(int most, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<SentMailRow>().AsNoTracking().OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(most).ToListAsync(cancel);
    }

    /// <summary>Mails in trouble in a time, the newest first.</summary>
    public async Task<IReadOnlyList<SentMailRow>> TroubleAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<SentMailRow>().AsNoTracking()
            .Where(m => m.At >= from && m.At < to && (m.State == MailState.Failed || m.State == MailState.Unknown || m.State == MailState.Bounced)).OrderByDescending(m => m.At).Take(50).ToListAsync(cancel);
    }
}
