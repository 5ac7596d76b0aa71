using System.Net.WebSockets;
using Jarvis.Bot.Channels.Discord.Rest;

namespace Jarvis.Bot.Channels.Discord.Gateway;

/// <summary>
/// Stays connected to the gateway: resumes where it can, begins anew where it must, and gives up where Discord says so. After a
/// connection that was welcomed the next is tried at once; any other failure is thrown, and the channel comes back later.
/// </summary>
internal sealed partial class DiscordGateway(DiscordRest rest, SessionStore store, DiscordInbound inbound, DiscordBot bot, TimeProvider time, ILogger<DiscordGateway> log)
{
    /// <summary>More than so many drops in a row, each soon after the welcome, are no accident.</summary>
    private const int MostDrops = 5;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    /// <param name="welcomed">Called at each welcome; true when the session began anew, and what happened before is not replayed.</param>
    /// <exception cref="ClosedForGoodException">Somebody must mend something first.</exception>
    public async Task RunAsync(Func<bool, Task> welcomed, CancellationToken cancel)
    {
        var session = await store.LoadAsync(bot.ApplicationId, cancel);
        for (var drops = 0; ;)
        {
            var began = time.GetTimestamp();
            await using var connection = new GatewayConnection(await ConnectAsync(session, cancel), session, store, inbound, bot, time);
            var end = await connection.RunAsync(welcomed, cancel);
            Dropped(end.Why, end.Code ?? 0, end.Welcomed);

            var after = end.BeginAnew ? AfterClose.BeginAnew : CloseCodes.After(end.Code);
            if (after == AfterClose.GiveUp) throw new ClosedForGoodException(CloseCodes.Say(end.Code!.Value));
            if (after == AfterClose.BeginAnew)
            {
                (session.SessionId, session.ResumeUrl, session.Sequence) = ("", "", 0);
                await store.SaveAsync(session, cancel);
            }
            if (end.Wait > TimeSpan.Zero) await Task.Delay(end.Wait, time, cancel);
            drops = end.Welcomed && time.GetElapsedTime(began) > Soon ? 0 : drops + 1;
            if (end.Failed || (!end.Welcomed && end.Wait == TimeSpan.Zero) || drops > MostDrops) throw new DeliveryException("Discord closed the connection, or it broke.");
        }
    }

    private async Task<GatewaySocket> ConnectAsync(DiscordSession session, CancellationToken cancel)
    {
        try
        {
            return await GatewaySocket.ConnectAsync(session.SessionId.Length > 0 ? session.ResumeUrl : await AddressAsync(cancel), cancel);
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or UriFormatException)
        {
            throw new DeliveryException("Discord's gateway cannot be reached.", e);
        }
    }

    /// <summary>Where new sessions begin. Discord allows a bot about a thousand a day; asking for more would cost the token.</summary>
    private async Task<string> AddressAsync(CancellationToken cancel)
    {
        var gateway = await rest.GetAsync("/gateway/bot", cancel);
        var limit = gateway.GetProperty("session_start_limit");
        if (limit.GetProperty("remaining").GetInt32() > 0) return gateway.GetProperty("url").GetString()!;
        var wait = TimeSpan.FromMilliseconds(limit.GetProperty("reset_after").GetInt64());
        throw new DeliveryException($"Discord allows the bot no more new connections for {Math.Ceiling(wait.TotalMinutes)} minutes.") { RetryAfter = wait };
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The connection to Discord's gateway ended: {Why} (code {Code}, welcomed: {Welcomed})")]
    private partial void Dropped(string why, int code, bool welcomed);
}
