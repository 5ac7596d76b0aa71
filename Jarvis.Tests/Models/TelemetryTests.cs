using System.Collections.Concurrent;
using System.Text;
using Jarvis.Tests.Counterparts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Jarvis.Tests.Models;

/// <summary>Traces and metrics by OpenTelemetry's conventions for generative AI, and what must not be in them or in the log.</summary>
public sealed class TelemetryTests(ModelServer server) : IClassFixture<ModelServer>
{
    [Fact]
    public async Task A_collector_gets_spans_and_metrics_by_otlp_and_no_text()
    {
        var got = new ConcurrentQueue<(string Path, string Text)>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var collector = builder.Build();
        collector.MapPost("/v1/{kind}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            // Protobuf keeps strings as they are.
            got.Enqueue((request.Path, Encoding.Latin1.GetString(body.ToArray())));
            return Results.Ok();
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);
        var account = server.NewAccount();
        var say = $"traced {Guid.NewGuid():n}";
        await account.AnswerAsync(new { match = new { userMessage = say }, response = new { content = "A secret answer.", usage = new { prompt_tokens = 41, completion_tokens = 7 } } });
        await using (var rig = await ModelRig.StartAsync(account, new() { ["Models:OtlpUrl"] = collector.Urls.First() }))
        {
            foreach (var hosted in rig.Get<IEnumerable<IHostedService>>()) await hosted.StartAsync(CancellationToken.None);
            await rig.AskAsync(say);
        }

        var traces = string.Concat(got.Where(g => g.Path == "/v1/traces").Select(g => g.Text));
        var metrics = string.Concat(got.Where(g => g.Path == "/v1/metrics").Select(g => g.Text));
        Assert.All(["chat gemini-test", "gen_ai.operation.name", "gen_ai.request.model", "gen_ai.usage.input_tokens", "route chat"], word => Assert.Contains(word, traces, StringComparison.Ordinal));
        Assert.All(["gen_ai.client.token.usage", "gen_ai.client.operation.duration", "jarvis.models.cost"], word => Assert.Contains(word, metrics, StringComparison.Ordinal));
        Assert.DoesNotContain(say, traces + metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("secret answer", traces + metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_are_logged_only_when_that_is_wanted_and_then_masked()
    {
        Assert.DoesNotContain(await LogOfAsync("false"), l => l.Contains("write to", StringComparison.Ordinal));
        var logged = await LogOfAsync("true");
        Assert.Contains(logged, l => l.Contains("user: write to <EMAIL>, key <SECRET>, phone <PHONE>", StringComparison.Ordinal));
        Assert.Contains(logged, l => l.Contains("answer: I wrote to <EMAIL>.", StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<string>> LogOfAsync(string wanted)
    {
        var account = server.NewAccount();
        var mark = $"{Guid.NewGuid():n}";
        await account.AnswerAsync(new { match = new { userMessage = mark }, response = new { content = "I wrote to ben@example.com." } });
        var lines = new ConcurrentQueue<string>();
        await using var rig = await ModelRig.StartAsync(account, new() { ["Models:LogText"] = wanted }, configure: s => s.AddLogging(log => log.SetMinimumLevel(LogLevel.Information).AddProvider(new Lines(lines))));
        await rig.AskAsync($"write to ben@example.com, key sk-abcdefghijklmnopqrstuvwx, phone +49 30 1234567 {mark}");
        return [.. lines];
    }

    private sealed class Lines(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue(formatter(state, exception));

        public void Dispose() { }
    }
}
