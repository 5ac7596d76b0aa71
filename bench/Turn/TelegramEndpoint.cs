using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Jarvis.Bench.Turn;

/// <summary>As much of Telegram's Bot API as a turn needs: hands out updates, takes replies, and notes when.</summary>
internal sealed class TelegramEndpoint : IAsyncDisposable
{
    public const string Token = "1:bench-bench-bench-bench-bench-bench";
    public const long Chat = 4711;

    private readonly WebApplication app;
    private readonly ConcurrentQueue<(int Id, string Text)> waiting = new();
    private readonly SemaphoreSlim news = new(0);
    private TaskCompletionSource<long> replied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long handedOut;
    private int ids;

    private TelegramEndpoint(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    public static async Task<TelegramEndpoint> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var endpoint = new TelegramEndpoint(app);
        app.MapGet("/health", () => Results.Ok());
        app.MapPost("/bot{token}/{method}", (string method, HttpRequest request) => endpoint.CallAsync(method, request));
        await app.StartAsync();
        return endpoint;
    }

    /// <summary>Somebody writes: how long from the update's leaving to the reply's arrival.</summary>
    public async Task<TimeSpan> AskAsync(string text, TimeSpan patience)
    {
        replied = new(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Enqueue((Interlocked.Increment(ref ids), text));
        news.Release();
        var at = await replied.Task.WaitAsync(patience);
        return Stopwatch.GetElapsedTime(Volatile.Read(ref handedOut), at);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
        news.Dispose();
    }

    private async Task<IResult> CallAsync(string method, HttpRequest request)
    {
        var arrived = Stopwatch.GetTimestamp();
        if (method == "getUpdates") return await UpdatesAsync(request.HttpContext.RequestAborted);
        if (method == "getMe") return Ok(new { id = 1, is_bot = true, first_name = "Jarvis", username = "jarvis_bench_bot" });
        if (method is not ("sendMessage" or "sendPhoto" or "sendDocument")) return Ok(true);
        replied.TrySetResult(arrived);
        return Ok(Message(Interlocked.Increment(ref ids), "reply"));
    }

    private async Task<IResult> UpdatesAsync(CancellationToken gone)
    {
        if (!await news.WaitAsync(TimeSpan.FromSeconds(20), gone) || !waiting.TryDequeue(out var next)) return Ok(Array.Empty<object>());
        Volatile.Write(ref handedOut, Stopwatch.GetTimestamp());
        return Ok(new[] { new { update_id = next.Id, message = Message(next.Id, next.Text) } });
    }

    private static object Message(int id, string text) => new
    {
        message_id = id, date = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), text,
        chat = new { id = Chat, type = "private", first_name = "Ada" }, from = new { id = Chat, is_bot = false, first_name = "Ada" },
    };

    private static IResult Ok(object result) => Results.Text(JsonSerializer.Serialize(new { ok = true, result }), "application/json");
}
