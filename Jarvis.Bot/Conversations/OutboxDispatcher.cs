using System.Collections.Concurrent;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Routes;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Polly;
using Polly.Retry;

namespace Jarvis.Bot.Conversations;

/// <summary>
/// Sends what the outbox holds, in order within a conversation. Short troubles are retried at once, long ones for a day,
/// and what cannot be delivered is marked so; of some messages there is another way (<see cref="Detour"/>). After a crash or a broken connection a message that may have arrived is
/// looked for before it is sent again, and once more when nothing can be on its way any longer.
/// </summary>
internal sealed partial class OutboxDispatcher : BackgroundService
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    /// <summary>How often a conversation that waits is looked at: what is in it may have to go another way.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);

    private readonly IDbContextFactory<JarvisDb> databases;
    private readonly Outbox outbox;
    private readonly Detour detour;
    private readonly ChannelStates channels;
    private readonly TimeProvider time;
    private readonly ILogger<OutboxDispatcher> log;
    private readonly SerialLanes<(string Channel, string Address)> lanes;

    // One for each conversation: in an outage every message behind the first would set its own.
    private readonly ConcurrentDictionary<(string Channel, string Address), byte> alarms = new();
    private readonly ResiliencePipeline retries;
    private CancellationToken stopping;

    public OutboxDispatcher(IDbContextFactory<JarvisDb> databases, Outbox outbox, Detour detour, ChannelStates channels, TimeProvider time, ILogger<OutboxDispatcher> log)
    {
        (this.databases, this.outbox, this.detour, this.channels, this.time, this.log) = (databases, outbox, detour, channels, time, log);
        lanes = new SerialLanes<(string, string)>(16, log);
        retries = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 3,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(500),
            // Only a refusal is known not to have arrived; everything else is looked for first, outside this loop.
            ShouldHandle = new PredicateBuilder().Handle<DeliveryException>(e => !e.Permanent && e.RetryAfter is not { TotalSeconds: > 60 }),
            DelayGenerator = static failed => ValueTask.FromResult((failed.Outcome.Exception as DeliveryException)?.RetryAfter),
        }).Build();
    }

    public override void Dispose()
    {
        lanes.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        stopping = stoppingToken;
        outbox.Waiting += Drain;
        await using (var db = await databases.CreateDbContextAsync(stoppingToken))
            foreach (var lane in await db.Set<OutboxMessage>().Where(m => m.State == OutboxState.Queued || m.State == OutboxState.Sending).Select(m => new { m.Channel, m.Address }).Distinct().ToListAsync(stoppingToken))
                Drain(lane.Channel, lane.Address);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        outbox.Waiting -= Drain;
        await lanes.WhenIdleAsync();
    }

    private void Drain(string channel, string address) => _ = lanes.Enqueue((channel, address), () => DrainAsync(channel, address));

    private async Task DrainAsync(string channel, string address)
    {
        while (!stopping.IsCancellationRequested)
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            var next = await db.Set<OutboxMessage>().Where(m => m.Channel == channel && m.Address == address && (m.State == OutboxState.Queued || m.State == OutboxState.Sending)).OrderBy(m => m.Id).FirstOrDefaultAsync(stopping);
            if (next is null) return;
            if (next.NextAt is { } due && due > time.GetUtcNow())
            {
                if (await detour.TakeWaitingAsync(db, channel, address, stopping)) continue;
                // Those behind it wait as well: order within a conversation is worth more than speed in an outage.
                var look = time.GetUtcNow() + LookEvery;
                WakeAt(due < look ? due : look, channel, address);
                return;
            }
            await DeliverAsync(db, next);
        }
    }

    private void WakeAt(DateTimeOffset due, string channel, string address)
    {
        if (alarms.TryAdd((channel, address), 0)) _ = WakeAsync();

        async Task WakeAsync()
        {
            try
            {
                var wait = due - time.GetUtcNow();
                if (wait > TimeSpan.Zero) await Task.Delay(wait, time, stopping);
            }
            catch (OperationCanceledException)
            {
                // It is due again after the next start.
                return;
            }
            alarms.TryRemove((channel, address), out _);
            Drain(channel, address);
        }
    }

    private async Task DeliverAsync(JarvisDb db, OutboxMessage message)
    {
        if (!outbox.Senders.TryGetValue(message.Channel, out var sender))
        {
            await EndAsync(db, message, OutboxState.Failed, $"\"{message.Channel}\" is not connected.");
            return;
        }
        try
        {
            if (message.EditOf is { } original) await EditAsync(db, message, original, sender);
            else await SendAsync(db, message, sender);
            channels.Delivered(message.Channel);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            await FailAsync(db, message, e);
        }
    }

    private async Task SendAsync(JarvisDb db, OutboxMessage message, IMessageSender sender)
    {
        var part = message.Part();
        var channel = sender as IChannel;
        message.Attempts++;
        if (message.State == OutboxState.Sending && channel is not null)
        {
            // From before the look: what arrives behind its back counts as on its way.
            var onItsWay = OnItsWayUntil(message, channel);
            if (await channel.FindAsync(part, message.Baseline, stopping) is { } found)
            {
                message.ExternalId = found;
                await EndAsync(db, message, OutboxState.Sent, null);
                return;
            }
            if (onItsWay is not null)
            {
                message.NextAt = onItsWay;
                await db.SaveChangesAsync(stopping);
                return;
            }
        }
        if (message.State != OutboxState.Sending)
        {
            message.State = OutboxState.Sending;
            message.Baseline = channel is null ? null : await channel.BaselineAsync(message.Address, stopping);
        }
        message.ExternalId = await retries.ExecuteAsync(async token =>
        {
            message.HandedAt = time.GetUtcNow();
            await db.SaveChangesAsync(token);
            return await sender.SendAsync(part, token);
        }, stopping);
        await EndAsync(db, message, OutboxState.Sent, null);
    }

    private DateTimeOffset? OnItsWayUntil(OutboxMessage message, IChannel channel)
    {
        var now = time.GetUtcNow();
        if (message.HandedAt is not { } handed || handed + channel.Traits.ArrivesWithin <= now) return null;
        // A clock that was put back must not hold the conversation up.
        return handed > now ? now + channel.Traits.ArrivesWithin : handed + channel.Traits.ArrivesWithin;
    }

    private async Task EditAsync(JarvisDb db, OutboxMessage message, long original, IMessageSender sender)
    {
        var target = await db.Set<OutboxMessage>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == original, stopping);
        if (sender is IChannel channel && target is { State: OutboxState.Sent, ExternalId: { } externalId })
        {
            message.Attempts++;
            await retries.ExecuteAsync(async token => await channel.EditAsync(externalId, message.Part(), token), stopping);
        }
        else if (message.InboxId is not null)
        {
            // A reply whose live message never arrived is still owed.
            await SendAsync(db, message, sender);
            return;
        }
        await EndAsync(db, message, OutboxState.Sent, null);
    }

    private async Task FailAsync(JarvisDb db, OutboxMessage message, Exception error)
    {
        var refusal = error as DeliveryException;
        // A network library's message may hold the request's address, and that a token.
        var why = refusal?.Message ?? error.GetType().Name;
        channels.Failed(message.Channel, why);
        DeliveryFailed(message.Id, message.Channel, message.Attempts, why);
        var now = time.GetUtcNow();
        if (refusal is { Permanent: true } || now - message.At > GiveUpAfter)
        {
            if (!await detour.TakeAsync(db, message, $"does not take it ({why.TrimEnd('.')})", CancellationToken.None)) await EndAsync(db, message, OutboxState.Failed, why);
            return;
        }
        // A refusal did not arrive; after anything else the message stays "sending", so that it is looked for.
        if (refusal is not null) message.State = OutboxState.Queued;
        message.Error = why;
        message.NextAt = now + (refusal?.RetryAfter ?? TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, Math.Min(message.Attempts, 9)))));
        await db.SaveChangesAsync(CancellationToken.None);
        outbox.Notify(message);
    }

    private async Task EndAsync(JarvisDb db, OutboxMessage message, OutboxState state, string? error)
    {
        (message.State, message.Error, message.NextAt) = (state, error, null);
        if (state == OutboxState.Sent) message.SentAt = time.GetUtcNow();
        // What the platform took must be written down even while Jarvis stops.
        await db.SaveChangesAsync(CancellationToken.None);
        outbox.Notify(message);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Id} to {Channel} was not delivered at try {Attempt}: {Why}")]
    private partial void DeliveryFailed(long id, string channel, int attempt, string why);
}
