using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Jarvis.Tests.Counterparts.Discord;

/// <summary>
/// A stand-in for Discord, as far as a bot sees it: the gateway with sessions that are resumed and replayed, and the REST methods
/// that a bot uses, with what they refuse. discord.js, the client that most bots use, judges whether it is faithful (DiscordServerTests).
/// </summary>
public sealed partial class DiscordServer : IAsyncDisposable
{
    public const string Token = "MTEwMDAwMDAwMDAwMDAwMDAwMQ.Gabcde.0123456789abcdefghijklmnopqrstuvwxyzAB";
    public const string Bot = "1100000000000000001";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly WebApplication app;
    private readonly Lock gate = new();
    private readonly List<Fault> faults = [];
    private readonly Dictionary<string, (int Left, DateTimeOffset FullAt)> buckets = new(StringComparer.Ordinal);
    private readonly TimeProvider clock;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long ids;

    private DiscordServer(WebApplication app, TimeProvider clock)
    {
        (this.app, this.clock) = (app, clock);
        Gateway = new DiscordGatewayStandIn(this);
        Rest = new DiscordRestStandIn(this);
    }

    public string Address => app.Urls.Single();

    public string ApiUrl => $"{Address}/api/v10";

    public DiscordGatewayStandIn Gateway { get; }

    public DiscordRestStandIn Rest { get; }

    /// <summary>Every REST request that came, also those that were made to fail: "POST /channels/1/messages".</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Nothing answers, and every connection is gone, as long as it is set.</summary>
    public bool Down
    {
        get;
        set
        {
            field = value;
            if (value) Gateway.Cut();
        }
    }

    /// <summary>How many messages each conversation takes in how long, before 429.</summary>
    public (int Requests, TimeSpan Within)? MessageLimit { get; set; }

    public static DiscordServer Start(TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.Zero);
        var web = builder.Build();
        web.Urls.Add("http://127.0.0.1:0");
        var server = new DiscordServer(web, clock ?? TimeProvider.System);
        web.UseWebSockets();
        web.Run(server.AnswerAsync);
        web.Start();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Gateway.Cut();
        await app.DisposeAsync();
    }

    public DiscordUser User(string id, string name = "Ada") => new(this, id, name);

    /// <summary>The next requests that match ("POST .*/messages") get this instead.</summary>
    public void Fail(string request, int status, object? body = null, int times = 1, params (string Name, string Value)[] headers)
    {
        lock (gate) faults.AddRange(Enumerable.Range(0, times).Select(_ => new Fault(new Regex(request, RegexOptions.None, TimeSpan.FromSeconds(1)), status, body, headers, AfterIt: false)));
    }

    /// <summary>Nothing more is made to fail.</summary>
    public void Mend()
    {
        lock (gate) faults.Clear();
    }

    /// <summary>The next request that matches takes effect, and its answer gets lost.</summary>
    public void LoseAnswer(string request)
    {
        lock (gate) faults.Add(new Fault(new Regex(request, RegexOptions.None, TimeSpan.FromSeconds(1)), 0, null, [], AfterIt: true));
    }

    /// <summary>Waits until something is so; looked at after each request and each message of the gateway, and every moment.</summary>
    public async Task<T> UntilAsync<T>(Func<T?> look, string what) where T : class
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            Task next;
            lock (gate) next = changed.Task;
            if (look() is { } found) return found;
            await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }
        string requests;
        lock (gate) requests = string.Join('\n', Requests.TakeLast(30));
        throw new TimeoutException($"What was waited for did not come: {what}. The last requests:\n{requests}\nMessages:\n{string.Join("\n---\n", Rest.All().Select(m => $"{m.Channel} {m.Author}: {m.Content} {m.Embeds.ToJsonString()}"))}");
    }

    public Task UntilAsync(Func<bool> so, string what) => UntilAsync(() => so() ? "" : null, what);

    /// <summary>A snowflake: Discord's ids grow with time.</summary>
    public string NewId()
    {
        var since = clock.GetUtcNow().ToUnixTimeMilliseconds() - 1420070400000;
        return ((since << 22) + Interlocked.Increment(ref ids)).ToString(CultureInfo.InvariantCulture);
    }

    public string Now() => clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff+00:00", CultureInfo.InvariantCulture);

    internal void Signal()
    {
        lock (gate)
        {
            changed.SetResult();
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (Down)
        {
            context.Abort();
            return;
        }
        if (context.WebSockets.IsWebSocketRequest)
        {
            await Gateway.TalkAsync(context);
            return;
        }
        var path = Version().Replace(context.Request.Path.Value!, "");
        var request = $"{context.Request.Method} {path}";
        Fault? fault;
        lock (gate)
        {
            Requests.Add(request);
            fault = faults.Find(f => f.Request.IsMatch(request));
            if (fault is not null) faults.Remove(fault);
        }
        var (status, body) = fault is { AfterIt: false } ? (fault.Status, fault.Body is null ? null : System.Text.Json.JsonSerializer.SerializeToNode(fault.Body))
            : Limited(context, request) is { } wait ? (429, new JsonObject { ["message"] = "You are being rate limited.", ["retry_after"] = wait.TotalSeconds, ["global"] = false })
            : await Rest.AnswerAsync(context.Request, path);
        Signal();
        if (fault?.AfterIt == true || status == 0)
        {
            context.Abort();
            return;
        }
        // A file has gone out by itself.
        if (context.Response.HasStarted) return;
        foreach (var (name, value) in fault?.Headers ?? []) context.Response.Headers[name] = value;
        context.Response.StatusCode = status;
        if (body is not null) await context.Response.WriteAsJsonAsync(body);
    }

    private TimeSpan? Limited(HttpContext context, string request)
    {
        if (MessageLimit is not var (most, within) || !NewMessage().IsMatch(request)) return null;
        var now = clock.GetUtcNow();
        lock (gate)
        {
            var bucket = buckets.TryGetValue(request, out var known) && known.FullAt > now ? known : (most, now + within);
            var over = bucket.Item1 == 0;
            if (!over) bucket = (bucket.Item1 - 1, bucket.Item2);
            buckets[request] = bucket;
            var headers = context.Response.Headers;
            headers["X-RateLimit-Limit"] = $"{most}";
            headers["X-RateLimit-Remaining"] = $"{bucket.Item1}";
            headers["X-RateLimit-Reset-After"] = (bucket.Item2 - now).TotalSeconds.ToString(CultureInfo.InvariantCulture);
            headers["X-RateLimit-Bucket"] = "abcd1234";
            if (over) headers.RetryAfter = Math.Ceiling((bucket.Item2 - now).TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return over ? bucket.Item2 - now : null;
        }
    }

    private sealed record Fault(Regex Request, int Status, object? Body, (string Name, string Value)[] Headers, bool AfterIt);

    [GeneratedRegex("^/api(/v10)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Version();

    [GeneratedRegex("^POST /channels/[0-9]+/messages$", RegexOptions.None, 1000)]
    private static partial Regex NewMessage();
}
