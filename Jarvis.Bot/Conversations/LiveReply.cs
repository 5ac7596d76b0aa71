using System.Text.Json;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Conversations;

/// <summary>A reply that is being written. Ended before the reply itself is stored, so that no late edit can overtake it.</summary>
internal sealed class LiveReply : IAsyncDisposable
{
    /// <summary>A reply that is there sooner is sent whole.</summary>
    public static readonly TimeSpan ShowAfter = TimeSpan.FromSeconds(1);

    /// <summary>An edit that the platform does not answer is given up when the reply is there.</summary>
    private static readonly TimeSpan LastEdit = TimeSpan.FromSeconds(5);

    private readonly InboxMessage message;
    private readonly IChannel? channel;
    private readonly Outbox outbox;
    private readonly IDbContextFactory<JarvisDb> databases;
    private readonly ChannelStates states;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource ended = new();
    private readonly CancellationTokenSource given = new();
    private readonly SemaphoreSlim news = new(0);
    private readonly Task writing;
    private volatile string wanted = "";

    public LiveReply(InboxMessage message, IChannel? channel, Outbox outbox, IDbContextFactory<JarvisDb> databases, ChannelStates states, TimeProvider time)
    {
        (this.message, this.channel, this.outbox, this.databases, this.states, this.time) = (message, channel, outbox, databases, states, time);
        writing = channel?.Traits.EditEvery is { } every ? Task.Run(() => WriteAsync(channel, every, ended.Token)) : Task.CompletedTask;
    }

    /// <summary>The reply so far, whole. Returns at once.</summary>
    public void Show(string markdown)
    {
        wanted = markdown;
        news.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        using var patience = new CancellationTokenSource(LastEdit, time);
        await using (patience.Token.Register(given.Cancel)) await writing;
        ended.Dispose();
        given.Dispose();
        news.Dispose();
    }

    private async Task WriteAsync(IChannel to, TimeSpan every, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(ShowAfter, time, cancel);
            var shown = await NextAsync("", cancel);
            var row = (await outbox.SayAsync(LiveReplies.KeyOf(message.Id), message.Channel, message.Address, new Reply(Piece(shown, to)), cancel))[0];
            if (await ArrivedAsync(row, cancel) is not { } externalId) return;
            while (true)
            {
                await Task.Delay(every, time, cancel);
                shown = await NextAsync(shown, cancel);
                await EditAsync(to, row, externalId, shown);
            }
        }
        catch (OperationCanceledException)
        {
            // The reply is there.
        }
        catch (Exception e)
        {
            // What cannot be shown on the way is there at the end.
            states.Failed(message.Channel, $"live reply: {(e is DeliveryException refused ? refused.Message : e.GetType().Name)}");
        }
    }

    private async Task<string> NextAsync(string shown, CancellationToken cancel)
    {
        while (wanted == shown) await news.WaitAsync(cancel);
        return wanted;
    }

    /// <summary>The platform's id of the message once it was sent; null when it cannot be.</summary>
    private async Task<string?> ArrivedAsync(long row, CancellationToken cancel)
    {
        using var sent = new SemaphoreSlim(0);
        void Changed(OutboxMessage changed)
        {
            if (changed.Id == row) sent.Release();
        }
        outbox.Changed += Changed;
        try
        {
            while (true)
            {
                await using (var db = await databases.CreateDbContextAsync(cancel))
                {
                    var now = await db.Set<OutboxMessage>().AsNoTracking().FirstAsync(m => m.Id == row, cancel);
                    if (now.State is OutboxState.Sent or OutboxState.Failed) return now.State == OutboxState.Sent ? now.ExternalId : null;
                }
                await sent.WaitAsync(cancel);
            }
        }
        finally
        {
            outbox.Changed -= Changed;
        }
    }

    private async Task EditAsync(IChannel to, long row, string externalId, string markdown)
    {
        var part = new OutboundPart { Address = message.Address, Markdown = Piece(markdown, to) };
        // Stored as well: the page shows what is stored.
        await using (var db = await databases.CreateDbContextAsync(given.Token))
        {
            var json = JsonSerializer.Serialize(part);
            await db.Set<OutboxMessage>().Where(m => m.Id == row).ExecuteUpdateAsync(m => m.SetProperty(x => x.PartJson, json), given.Token);
        }
        try
        {
            await to.EditAsync(externalId, part, given.Token);
        }
        catch (DeliveryException e) when (!e.Permanent)
        {
            await Task.Delay(e.RetryAfter ?? TimeSpan.FromSeconds(2), time, ended.Token);
        }
    }

    /// <summary>What fits into one message.</summary>
    private static string Piece(string markdown, IChannel to) =>
        MarkdownCutter.Cut(markdown, to.Traits.MaxText - 2) is { Count: > 1 } pieces ? pieces[0] + " …" : markdown;
}
