using System.IO.Compression;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Jarvis.Tests.Counterparts.Discord;

/// <summary>The gateway: Hello, Identify or Resume, heartbeats; events are numbered, kept, and replayed to who resumes.</summary>
public sealed class DiscordGatewayStandIn(DiscordServer server)
{
    private readonly Lock gate = new();
    private readonly List<Session> sessions = [];
    private readonly List<Connection> connections = [];

    public int HeartbeatInterval { get; set; } = 41_250;

    /// <summary>False: beats are heard and not answered, as when a proxy keeps a dead connection open.</summary>
    public bool AnswersHeartbeats { get; set; } = true;

    /// <summary>The next who identify or resume are closed with this code.</summary>
    public int? CloseNext { get; set; }

    /// <summary>"identify", "resume", "heartbeat", in their order; with what they said.</summary>
    public List<(string What, JsonNode? Said)> Heard { get; } = [];

    /// <summary>The codes with which clients left; null where they just went.</summary>
    public List<int?> Left { get; } = [];

    public bool IsConnected
    {
        get { lock (gate) return connections.Exists(c => c.Session is not null); }
    }

    public int Count(string what)
    {
        lock (gate) return Heard.Count(h => h.What == what);
    }

    /// <summary>An event for every session; whoever is away gets it when they resume.</summary>
    public void Dispatch(string type, JsonNode data)
    {
        lock (gate)
            foreach (var session in sessions) session.Happened(type, data);
    }

    /// <summary>Breaks every connection, without a word.</summary>
    public void Cut()
    {
        lock (gate)
            foreach (var connection in connections.ToList()) connection.Abort();
    }

    /// <summary>Closes every connection with a code.</summary>
    public void Close(int code)
    {
        lock (gate)
            foreach (var connection in connections) connection.Close(code);
    }

    /// <summary>Sends an operation to everybody: 7 to reconnect, 9 for an invalid session, 1 to ask for a beat.</summary>
    public void Send(int operation, JsonNode? data = null)
    {
        lock (gate)
            foreach (var connection in connections) connection.Send(new JsonObject { ["op"] = operation, ["d"] = data?.DeepClone() });
    }

    /// <summary>Sends bytes that are no JSON.</summary>
    public void SendRubbish()
    {
        lock (gate)
            foreach (var connection in connections) connection.Send(JsonValue.Create("{not json"));
    }

    /// <summary>Who resumes is told that the session is over.</summary>
    public void Forget()
    {
        lock (gate) sessions.Clear();
    }

    internal async Task TalkAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var connection = new Connection(socket, compressed: context.Request.Query["compress"] == "zlib-stream");
        lock (gate) connections.Add(connection);
        connection.Send(new JsonObject { ["op"] = 10, ["d"] = new JsonObject { ["heartbeat_interval"] = HeartbeatInterval } });
        try
        {
            while (await connection.ReceiveAsync() is { } message) Take(connection, message);
        }
        finally
        {
            lock (gate)
            {
                Left.Add((int?)socket.CloseStatus);
                connections.Remove(connection);
                foreach (var session in sessions.Where(s => s.Connection == connection)) session.Connection = null;
                // Who leaves with 1000 or 1001 does not come back.
                if (socket.CloseStatus is WebSocketCloseStatus.NormalClosure or WebSocketCloseStatus.EndpointUnavailable) sessions.Remove(connection.Session!);
            }
            server.Signal();
        }
    }

    private void Take(Connection connection, JsonNode message)
    {
        lock (gate)
        {
            switch ((int)message["op"]!)
            {
                case 1:
                    Heard.Add(("heartbeat", message["d"]?.DeepClone()));
                    if (AnswersHeartbeats) connection.Send(new JsonObject { ["op"] = 11 });
                    break;
                case 2:
                    Heard.Add(("identify", message["d"]!.DeepClone()));
                    if (Refused(connection, message)) break;
                    var begun = new Session($"session-{Guid.NewGuid():n}");
                    sessions.Add(begun);
                    connection.Session = begun;
                    begun.Connection = connection;
                    begun.Happened("READY", Ready(begun));
                    break;
                case 6:
                    Heard.Add(("resume", message["d"]!.DeepClone()));
                    if (Refused(connection, message)) break;
                    var (id, sequence) = ((string)message["d"]!["session_id"]!, (long)message["d"]!["seq"]!);
                    if (sessions.Find(s => s.Id == id) is not { } session) connection.Send(new JsonObject { ["op"] = 9, ["d"] = false });
                    else if (sequence > session.Sequence) connection.Close(4007);
                    else
                    {
                        connection.Session = session;
                        session.Resume(connection, sequence);
                    }
                    break;
                default:
                    connection.Close(4001);
                    break;
            }
        }
        server.Signal();
    }

    private bool Refused(Connection connection, JsonNode message)
    {
        var code = CloseNext ?? ((string?)message["d"]!["token"] == DiscordServer.Token ? null : 4004);
        CloseNext = null;
        if (code is { } close) connection.Close(close);
        return code is not null;
    }

    private JsonObject Ready(Session session) => new()
    {
        ["v"] = 10,
        ["user"] = DiscordRestStandIn.BotUser(),
        ["guilds"] = new JsonArray(),
        ["session_id"] = session.Id,
        ["resume_gateway_url"] = server.Address.Replace("http", "ws", StringComparison.Ordinal),
        ["shard"] = new JsonArray(0, 1),
        ["application"] = new JsonObject { ["id"] = DiscordServer.Bot, ["flags"] = 0 },
    };

    /// <summary>What a client comes back to.</summary>
    private sealed class Session(string id)
    {
        private readonly List<JsonObject> events = [];

        public string Id { get; } = id;

        public long Sequence => events.Count;

        public Connection? Connection { get; set; }

        public void Happened(string type, JsonNode data)
        {
            events.Add(new JsonObject { ["op"] = 0, ["t"] = type, ["s"] = events.Count + 1, ["d"] = data.DeepClone() });
            Connection?.Send(events[^1]);
        }

        public void Resume(Connection connection, long from)
        {
            Connection = connection;
            foreach (var missed in events.Skip((int)from)) connection.Send(missed);
            Happened("RESUMED", new JsonObject());
        }
    }

    /// <summary>One WebSocket; what goes out may be one zlib stream with a flush after each message.</summary>
    private sealed class Connection : IDisposable
    {
        private readonly WebSocket socket;
        private readonly MemoryStream squeezed = new();
        private readonly ZLibStream? zlib;
        private readonly Lock order = new();
        private Task sending = Task.CompletedTask;

        public Connection(WebSocket socket, bool compressed)
        {
            this.socket = socket;
            zlib = compressed ? new ZLibStream(squeezed, CompressionLevel.Fastest, leaveOpen: true) : null;
        }

        public Session? Session { get; set; }

        public void Send(JsonNode message)
        {
            lock (order)
            {
                // A string goes as it is: that is no JSON document of the protocol.
                var text = message is JsonValue ? System.Text.Encoding.UTF8.GetBytes(message.GetValue<string>()) : JsonSerializer.SerializeToUtf8Bytes(message);
                if (zlib is null)
                {
                    Queue(() => socket.SendAsync(text, WebSocketMessageType.Text, true, CancellationToken.None));
                    return;
                }
                zlib.Write(text);
                zlib.Flush();
                var bytes = squeezed.ToArray();
                squeezed.SetLength(0);
                Queue(() => socket.SendAsync(bytes, WebSocketMessageType.Binary, true, CancellationToken.None));
            }
        }

        public void Close(int code)
        {
            lock (order) Queue(() => socket.CloseOutputAsync((WebSocketCloseStatus)code, "", CancellationToken.None));
        }

        public void Abort() => socket.Abort();

        public async Task<JsonNode?> ReceiveAsync()
        {
            var buffer = new byte[16 * 1024];
            var length = 0;
            try
            {
                while (true)
                {
                    var got = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    if (got.MessageType == WebSocketMessageType.Close) return null;
                    length += got.Count;
                    if (got.EndOfMessage) return JsonNode.Parse(buffer.AsSpan(0, length));
                }
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or JsonException)
            {
                return null;
            }
        }

        public void Dispose()
        {
            socket.Abort();
            lock (order)
            {
                zlib?.Dispose();
                squeezed.Dispose();
            }
        }

        private void Queue(Func<Task> send)
        {
            sending = Then(sending, send);
            static async Task Then(Task before, Func<Task> send)
            {
                await before;
                try
                {
                    await send();
                }
                catch (Exception e) when (e is WebSocketException or InvalidOperationException or IOException or OperationCanceledException)
                {
                    // The other side is gone.
                }
            }
        }
    }
}
