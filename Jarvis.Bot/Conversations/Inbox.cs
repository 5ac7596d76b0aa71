using System.Threading.Channels;
using Jarvis.Bot.Channels;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Conversations;

/// <summary>Where messages enter. A channel confirms a message to its platform only after it is stored here.</summary>
public sealed class Inbox(IDbContextFactory<JarvisDb> databases, ChannelStates channels)
{
    private readonly Channel<InboxMessage> waiting = System.Threading.Channels.Channel.CreateUnbounded<InboxMessage>();

    /// <summary>Messages to be answered, in the order in which they came.</summary>
    public ChannelReader<InboxMessage> Waiting => waiting.Reader;

    /// <summary>Stores a message. False when it was stored before: a redelivery, which needs no answer.</summary>
    public async Task<bool> ReceiveAsync(InboxMessage message, CancellationToken cancel)
    {
        channels.Received(message.Channel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<InboxMessage>().AnyAsync(m => m.Channel == message.Channel && m.ExternalId == message.ExternalId, cancel)) return false;
        db.Add(message);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // The same update by two ways at once (a webhook retried while the first try still ran): the index decides.
            db.ChangeTracker.Clear();
            if (await db.Set<InboxMessage>().AnyAsync(m => m.Channel == message.Channel && m.ExternalId == message.ExternalId, cancel)) return false;
            throw;
        }
        waiting.Writer.TryWrite(message);
        return true;
    }

    public async Task<InboxMessage?> FindAsync(long id, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<InboxMessage>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, cancel);
    }

    /// <summary>Hands out again what a crash left unanswered.</summary>
    public async Task RecoverAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await foreach (var message in db.Set<InboxMessage>().AsNoTracking().Where(m => m.State == InboxState.Received).OrderBy(m => m.Id).AsAsyncEnumerable().WithCancellation(cancel))
            waiting.Writer.TryWrite(message);
    }
}
