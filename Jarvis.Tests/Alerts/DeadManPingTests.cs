using System.Collections.Concurrent;
using Jarvis.Bot.Alerts;
using Jarvis.Bot.Alerts.Targets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.Alerts;

public sealed class DeadManPingTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new();
    private readonly System.Threading.Channels.Channel<string> calls = System.Threading.Channels.Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<int> answers = new();
    private WebApplication server = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.Run(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            var text = await body.ReadToEndAsync();
            context.Response.StatusCode = answers.TryDequeue(out var status) ? status : 200;
            calls.Writer.TryWrite($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {text}".Trim());
        });
        await server.StartAsync();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task It_is_called_while_Jarvis_works_and_told_when_a_part_hangs()
    {
        var pulse = new Pulse(time);
        pulse.Beat("service checks", TimeSpan.FromMinutes(7));
        await using var ping = await StartAsync(pulse);

        Assert.Equal("GET /abc/start?rid=1", await NextAsync());
        Assert.Equal("GET /abc?rid=1", await NextAsync());
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("GET /abc?rid=1", await NextAsync());
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("POST /abc/fail?rid=1 service checks: no sign of life for 10 min", await NextAsync());

        pulse.Beat("service checks", TimeSpan.FromMinutes(7));
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("GET /abc?rid=1", await NextAsync());
    }

    [Fact]
    public async Task A_call_that_fails_is_tried_again()
    {
        answers.Enqueue(200);
        answers.Enqueue(503);
        await using var ping = await StartAsync(new Pulse(time));
        await NextAsync();
        await NextAsync();

        var again = NextAsync();
        while (!again.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal("GET /abc?rid=1", await again);
    }

    [Fact]
    public async Task A_part_that_cannot_even_be_asked_is_trouble()
    {
        await using var ping = await StartAsync(new Broken());
        await NextAsync();

        Assert.Equal("POST /abc/fail?rid=1 Broken failed (InvalidOperationException)", await NextAsync());
    }

    private async Task<Running> StartAsync(IHeartbeat heartbeat)
    {
        var options = new AlertsOptions { DeadMan = { Url = server.Urls.Single() + "/abc?rid=1" } };
        var http = new HttpDelivery(time);
        var ping = new DeadManPing([heartbeat], http, Options.Create(options), time, NullLogger<DeadManPing>.Instance);
        await ping.StartAsync(CancellationToken.None);
        return new Running(ping, http);
    }

    private async Task<string> NextAsync() => await calls.Reader.ReadAsync(TestContext.Current.CancellationToken);

    private sealed class Broken : IHeartbeat
    {
        public Task<string?> TroubleAsync(CancellationToken cancel) => throw new InvalidOperationException("Password=secret");
    }

    private sealed record Running(DeadManPing Ping, HttpDelivery Http) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Ping.StopAsync(CancellationToken.None);
            Ping.Dispose();
            Http.Dispose();
        }
    }
}
