using Jarvis.Bot.Channels;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Conversations;

/// <summary>
/// Shows replies while they are being written, on channels that can edit a message (<see cref="ChannelTraits.EditEvery"/>). A
/// live message is a row of the outbox like any other; the reply, once it is stored, replaces it. So there is one message in
/// the end, whatever breaks on the way.
/// </summary>
internal sealed class LiveReplies(Outbox outbox, IDbContextFactory<JarvisDb> databases, ChannelStates states, TimeProvider time)
{
    /// <summary>Shows nothing until it is told what, and nothing on a channel that cannot edit.</summary>
    public LiveReply Begin(InboxMessage message) =>
        new(message, outbox.Senders.GetValueOrDefault(message.Channel) as IChannel, outbox, databases, states, time);

    /// <summary>The live message of a turn that was begun, perhaps before a crash.</summary>
    public static Task<long?> FindAsync(JarvisDb db, long turn, CancellationToken cancel) =>
        db.Set<OutboxMessage>().Where(m => m.Key == $"{KeyOf(turn)}:0").Select(m => (long?)m.Id).FirstOrDefaultAsync(cancel);

    public static string KeyOf(long turn) => $"live:{turn}";
}
