using System.IO.Compression;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jarvis.Bot.Channels.Discord.Gateway;

/// <summary>
/// One connection to the gateway: JSON documents both ways, what comes in compressed as one zlib stream over all messages
/// (transport compression "zlib-stream"): each message ends with a flush, and can be read only in turn.
/// </summary>
internal sealed class GatewaySocket : IAsyncDisposable
{
    private const int LargestMessage = 16 * 1024 * 1024;
    private static readonly TimeSpan PartingTime = TimeSpan.FromSeconds(2);

    private readonly ClientWebSocket socket = new();
    private readonly MemoryStream compressed = new();
    private readonly ZLibStream inflate;
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly byte[] buffer = new byte[8 * 1024];

    private GatewaySocket() => inflate = new ZLibStream(compressed, CompressionMode.Decompress, leaveOpen: true);

    /// <summary>The number with which Discord closed; null when the connection broke without one.</summary>
    public int? CloseCode { get; private set; }

    /// <exception cref="WebSocketException">Nobody answers there.</exception>
    public static async Task<GatewaySocket> ConnectAsync(string url, CancellationToken cancel)
    {
        var opened = new GatewaySocket();
        try
        {
            await opened.socket.ConnectAsync(new Uri($"{url.TrimEnd('/')}/?v=10&encoding=json&compress=zlib-stream"), cancel);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next document; null when the connection has ended.</summary>
    /// <exception cref="JsonException">What came is no JSON.</exception>
    public async Task<JsonElement?> ReceiveAsync(CancellationToken cancel)
    {
        compressed.SetLength(0);
        try
        {
            while (true)
            {
                var got = await socket.ReceiveAsync(buffer.AsMemory(), cancel);
                if (got.MessageType == WebSocketMessageType.Close)
                {
                    CloseCode = (int?)socket.CloseStatus;
                    return null;
                }
                compressed.Write(buffer, 0, got.Count);
                if (compressed.Length > LargestMessage) throw new InvalidDataException("A message of the gateway is too long.");
                if (got.EndOfMessage) break;
            }
            compressed.Position = 0;
            using var text = new MemoryStream();
            inflate.CopyTo(text);
            return JsonSerializer.Deserialize<JsonElement>(text.GetBuffer().AsSpan(0, (int)text.Length));
        }
        catch (Exception e) when (e is WebSocketException or InvalidDataException or IOException)
        {
            return null;
        }
    }

    public async Task SendAsync(JsonObject message, CancellationToken cancel)
    {
        await sending.WaitAsync(cancel);
        try
        {
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, cancel);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Leaves so that the session can be resumed.</summary>
    public async Task LeaveAsync()
    {
        using var soon = new CancellationTokenSource(PartingTime);
        try
        {
            if (socket.State == WebSocketState.Open) await socket.CloseOutputAsync((WebSocketCloseStatus)CloseCodes.WeComeBack, "", soon.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // It was gone already.
        }
        socket.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        socket.Dispose();
        await inflate.DisposeAsync();
        await compressed.DisposeAsync();
        sending.Dispose();
    }
}
