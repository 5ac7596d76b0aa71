using System.Text.Json;
using Jarvis.Bot.Channels;
using Jarvis.Bot.People;
using Jarvis.Bot.Understanding;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Conversations;

/// <summary>
/// Answers every stored message once: the reply enters the outbox in the same transaction that marks the message answered.
/// Messages of one conversation in order, conversations side by side.
/// </summary>
internal sealed partial class TurnPipeline(
    Inbox inbox, Outbox outbox, Turn turn, PeopleDirectory people, Pairing pairing, ChannelStates channels, IEnumerable<IChannel> allChannels,
    IDbContextFactory<JarvisDb> databases, TimeProvider time, ILogger<TurnPipeline> log) : BackgroundService
{
    private const int Tries = 3;
    private static readonly TimeSpan TypingAfter = TimeSpan.FromMilliseconds(300);
    private readonly SerialLanes<(string, string)> lanes = new(8, log);
    private readonly Dictionary<string, IChannel> byName = allChannels.ToDictionary(c => c.Name, StringComparer.Ordinal);

    public override void Dispose()
    {
        lanes.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var message in inbox.Waiting.ReadAllAsync(stoppingToken))
                _ = lanes.Enqueue((message.Channel, message.Address), () => AnswerAsync(message, stoppingToken));
        }
        finally
        {
            await lanes.WhenIdleAsync();
        }
    }

    private async Task AnswerAsync(InboxMessage message, CancellationToken cancel)
    {
        using var typing = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _ = ShowTypingAsync(message, typing.Token);
        Exception? failure = null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var rows = await WorkAsync(message, attempt, attempt > Tries ? failure : null, cancel);
                await typing.CancelAsync();
                outbox.Release(rows);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failure = e;
                TurnThrew(e, message.Id, attempt);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(30_000, 100 * attempt * attempt)), time, cancel);
            }
        }
    }

    /// <param name="failure">Why the turn cannot be taken. It is answered all the same: silence would look like a lost message.</param>
    private async Task<IReadOnlyList<OutboxMessage>> WorkAsync(InboxMessage message, int attempt, Exception? failure, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var state = await db.Set<ConversationState>().FindAsync([message.Channel, message.Address], cancel);
        var memory = MemoryOf(state);
        var result =
            failure is not null ? new TurnResult(new Reply($"Something went wrong on my side, and I could not do that. The log has it under message {message.Id} ({failure.GetType().Name})."), memory)
            : await people.FindAsync(message.Channel, message.SenderId, cancel) is { } person ? await turn.TakeAsync(message, message.AsksOnly ? person.AsViewer() : person, memory, cancel)
            : await MeetAsync(message, memory, cancel);

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var rows = new List<OutboxMessage>();
        var live = await LiveReplies.FindAsync(db, message.Id, cancel);
        for (var i = 0; i < result.Replies.Count; i++)
            rows.AddRange(await outbox.StageAsync(db, $"reply:{message.Id}:{i}", message.Channel, message.Address, result.Replies[i], message, cancel, first: i == 0, replaces: i == 0 ? live : null));
        var now = time.GetUtcNow();
        if (result.Memory != memory)
        {
            if (state is null) db.Add(state = new ConversationState { Channel = message.Channel, Address = message.Address });
            (state.MemoryJson, state.At) = (JsonSerializer.Serialize(result.Memory), now);
        }
        await db.SaveChangesAsync(cancel);
        await db.Set<InboxMessage>().Where(m => m.Id == message.Id).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.State, InboxState.Answered).SetProperty(m => m.AnsweredAt, now).SetProperty(m => m.Attempts, attempt), cancel);
        await transaction.CommitAsync(cancel);
        return rows;
    }

    private ConversationMemory MemoryOf(ConversationState? state)
    {
        try
        {
            return state?.Memory() ?? ConversationMemory.Empty;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // As another version wrote it. A follow-up question is lost, which is better than the whole conversation.
            Forgot(e, state!.Channel);
            return ConversationMemory.Empty;
        }
    }

    private async Task<TurnResult> MeetAsync(InboxMessage message, ConversationMemory memory, CancellationToken cancel)
    {
        var met = await pairing.MeetAsync(message.Channel, message.SenderId, message.SenderName, message.Address, message.Text, cancel);
        return new TurnResult(met.Say is { } say ? [new Reply(say)] : [], memory);
    }

    private async Task ShowTypingAsync(InboxMessage message, CancellationToken cancel)
    {
        try
        {
            if (!byName.TryGetValue(message.Channel, out var channel)) return;
            await Task.Delay(TypingAfter, time, cancel);
            await channel.TypingAsync(message.Address, cancel);
        }
        catch (OperationCanceledException)
        {
            // Answered before anybody could have wondered.
        }
        catch (Exception e)
        {
            channels.Failed(message.Channel, $"typing: {e.GetType().Name}");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What a conversation on {Channel} was about cannot be read and is forgotten.")]
    private partial void Forgot(Exception error, string channel);

    [LoggerMessage(Level = LogLevel.Error, Message = "The turn of message {Id} threw at try {Attempt}.")]
    private partial void TurnThrew(Exception error, long id, int attempt);
}
