using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace Jarvis.Bot.Channels.Telegram;

/// <summary>
/// The client and who the bot is. A connection that ends, also by the death of this process, is reset: what was not on the wire yet is
/// thrown away, where the system would otherwise go on delivering it for minutes behind the back of the next process. Its own HTTP handler: the addresses of Telegram's methods hold the token, and must not pass through a factory's log.
/// </summary>
internal sealed class TelegramConnection : IDisposable
{
    private readonly HttpClient? http;
    private readonly TelegramBotClient? client;

    public TelegramConnection(IOptions<TelegramOptions> options)
    {
        Options = options.Value;
        if (Options.BotId is null) return;
        http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(3), ConnectTimeout = TimeSpan.FromSeconds(10), ConnectCallback = ConnectAsync })
        {
            Timeout = TimeSpan.FromSeconds(60 + Options.PollSeconds),
        };
        var official = string.Equals(Options.ApiUrl.TrimEnd('/'), "https://api.telegram.org", StringComparison.OrdinalIgnoreCase);
        // Waiting after a 429 is the outbox's business: it knows what else is waiting.
        client = new TelegramBotClient(new TelegramBotClientOptions(Options.Token!.Trim(), official ? null : Options.ApiUrl) { RetryThreshold = 0, RetryCount = 1 }, http);
    }

    public TelegramOptions Options { get; }

    public TelegramBotClient Client => client ?? throw new DeliveryException("Telegram is not connected.");

    /// <summary>Known once Telegram has taken the token.</summary>
    public User? Me { get; set; }

    public void Dispose() => http?.Dispose();

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new LingerOption(enable: true, seconds: 0) };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
