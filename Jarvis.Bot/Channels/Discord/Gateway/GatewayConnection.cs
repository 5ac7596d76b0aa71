using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jarvis.Bot.Channels.Discord.Gateway;

/// <summary>How a connection ended.</summary>
/// <param name="Code">Discord's close code, if there was one.</param>
/// <param name="Welcomed">The session was begun or resumed on it.</param>
internal sealed record GatewayEnd(string Why, int? Code, bool Welcomed)
{
    /// <summary>Discord said that the session is over.</summary>
    public bool BeginAnew { get; init; }

    /// <summary>How long Discord wants us to wait before the next.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>An event could not be taken: going on would lose it.</summary>
    public bool Failed { get; init; }
}

/// <summary>One connection, from Hello to its end: identifies or resumes, beats, and hands on what happens.</summary>
internal sealed class GatewayConnection(GatewaySocket socket, DiscordSession session, SessionStore store, DiscordInbound inbound, DiscordBot bot, TimeProvider time) : IAsyncDisposable
{
    private const int Dispatch = 0;
    private const int Heartbeat = 1;
    private const int Identify = 2;
    private const int Resume = 6;
    private const int Reconnect = 7;
    private const int InvalidSession = 9;
    private const int Hello = 10;
    private const int Acknowledged = 11;
    private static readonly TimeSpan WelcomeWithin = TimeSpan.FromSeconds(60);

    private readonly TakenEvents taken = new(session.Sequence, sequence =>
    {
        session.Sequence = sequence;
        return store.SaveAsync(session, CancellationToken.None);
    });

    private readonly CancellationTokenSource ended = new();
    private CancellationToken stopping;
    private long received = session.Sequence;
    private bool welcomed;
    private volatile bool answered = true;
    private string? why;

    public async Task<GatewayEnd> RunAsync(Func<bool, Task> onWelcome, CancellationToken cancel)
    {
        stopping = cancel;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, ended.Token);
        _ = LimitWelcomeAsync(either.Token);
        _ = taken.Failure.Task.ContinueWith(_ => End("an event could not be stored"), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        try
        {
            while (await socket.ReceiveAsync(either.Token) is { } message)
                if (await TakeAsync(message, onWelcome, either.Token) is { } end) return end;
            return Ended("closed");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Ended("given up");
        }
        catch (Exception e) when (e is JsonException or WebSocketException or KeyNotFoundException or InvalidOperationException)
        {
            return Ended($"unreadable ({e.GetType().Name})");
        }
        finally
        {
            await ended.CancelAsync();
            await socket.LeaveAsync();
            await taken.SettledAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await socket.DisposeAsync();
        taken.Dispose();
        ended.Dispose();
    }

    private async Task<GatewayEnd?> TakeAsync(JsonElement message, Func<bool, Task> onWelcome, CancellationToken cancel)
    {
        var data = message.TryGetProperty("d", out var d) ? d : default;
        switch (message.GetProperty("op").GetInt32())
        {
            case Hello:
                _ = BeatAsync(TimeSpan.FromMilliseconds(data.GetProperty("heartbeat_interval").GetInt32()), cancel);
                await socket.SendAsync(session.SessionId.Length > 0 ? ResumeMessage() : IdentifyMessage(), cancel);
                return null;
            case Dispatch:
                Happened(message.GetProperty("t").GetString()!, message.GetProperty("s").GetInt64(), data, onWelcome);
                return null;
            case Heartbeat:
                await BeatOnceAsync(cancel);
                return null;
            case Acknowledged:
                answered = true;
                return null;
            case Reconnect:
                return Ended("Discord asked to reconnect");
            case InvalidSession:
                // Discord asks for one to five seconds, so that not all bots come back at once.
                var resumable = data.ValueKind == JsonValueKind.True;
                return Ended("the session is invalid") with { BeginAnew = !resumable, Wait = TimeSpan.FromSeconds(1 + (4 * Random.Shared.NextDouble())) };
            default:
                return null;
        }
    }

    private void Happened(string type, long sequence, JsonElement data, Func<bool, Task> onWelcome)
    {
        received = sequence;
        switch (type)
        {
            case "READY":
                (session.SessionId, session.ResumeUrl) = (data.GetProperty("session_id").GetString()!, data.GetProperty("resume_gateway_url").GetString()!);
                // Of the session before nothing is replayed: what was written meanwhile is read first.
                taken.Add(sequence, urgent: false, () => onWelcome(true));
                welcomed = true;
                break;
            case "RESUMED":
                welcomed = true;
                taken.Add(sequence, urgent: false, () => onWelcome(false));
                break;
            default:
                taken.Add(sequence, DiscordInbound.IsUrgent(type), () => inbound.TakeAsync(type, data, stopping));
                break;
        }
    }

    /// <summary>The first after a random part of the interval. A beat that the one before was not answered means that nobody is there.</summary>
    private async Task BeatAsync(TimeSpan interval, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(interval * Random.Shared.NextDouble(), time, cancel);
            while (answered)
            {
                answered = false;
                await BeatOnceAsync(cancel);
                await Task.Delay(interval, time, cancel);
            }
            End("Discord does not answer");
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // The connection has ended by another way.
        }
    }

    private Task BeatOnceAsync(CancellationToken cancel) =>
        socket.SendAsync(new JsonObject { ["op"] = Heartbeat, ["d"] = received == 0 ? null : received }, cancel);

    private async Task LimitWelcomeAsync(CancellationToken cancel)
    {
        try
        {
            await Task.Delay(WelcomeWithin, time, cancel);
            if (!welcomed) End("no welcome");
        }
        catch (OperationCanceledException)
        {
            // Ended before.
        }
    }

    private void End(string reason)
    {
        why ??= reason;
        try
        {
            ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended at the same moment.
        }
    }

    private GatewayEnd Ended(string reason) => new(why ?? reason, socket.CloseCode, welcomed) { Failed = taken.Failure.Task.IsFaulted };

    private JsonObject IdentifyMessage() => new()
    {
        ["op"] = Identify,
        ["d"] = new JsonObject
        {
            ["token"] = bot.Token,
            ["intents"] = bot.Intents,
            ["properties"] = new JsonObject { ["os"] = "linux", ["browser"] = "jarvis", ["device"] = "jarvis" },
        },
    };

    private JsonObject ResumeMessage() => new()
    {
        ["op"] = Resume,
        ["d"] = new JsonObject { ["token"] = bot.Token, ["session_id"] = session.SessionId, ["seq"] = received },
    };
}
