using Jarvis.Bot.Alerts.Targets;
using Jarvis.Bot.Channels;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace Jarvis.Bot.Alerts;

/// <summary>
/// Tells somebody outside that Jarvis works, in the way of healthchecks.io: the address itself for success, /start at the
/// start, /fail with what is wrong. When Jarvis dies the calls stop, and that is noticed there.
/// </summary>
internal sealed partial class DeadManPing : BackgroundService
{
    private readonly IEnumerable<IHeartbeat> heartbeats;
    private readonly HttpDelivery http;
    private readonly DeadManOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<DeadManPing> log;
    private readonly ResiliencePipeline retries;

    public DeadManPing(IEnumerable<IHeartbeat> heartbeats, HttpDelivery http, IOptions<AlertsOptions> options, TimeProvider time, ILogger<DeadManPing> log)
    {
        (this.heartbeats, this.http, this.options, this.time, this.log) = (heartbeats, http, options.Value.DeadMan, time, log);
        retries = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 3,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(2),
            // A longer wait than the next round makes is no use.
            ShouldHandle = new PredicateBuilder().Handle<DeliveryException>(e => !e.Permanent && !(e.RetryAfter?.TotalMinutes > this.options.EveryMinutes)),
            DelayGenerator = static failed => ValueTask.FromResult((failed.Outcome.Exception as DeliveryException)?.RetryAfter),
        }).Build();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Url.Length == 0) return;
        await CallAsync("/start", null, stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(options.EveryMinutes), time);
        do
        {
            var trouble = await TroubleAsync(stoppingToken);
            await CallAsync(trouble is null ? "" : "/fail", trouble, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<string?> TroubleAsync(CancellationToken cancel)
    {
        var troubles = new List<string>();
        foreach (var heartbeat in heartbeats)
        {
            try
            {
                if (await heartbeat.TroubleAsync(cancel) is { } trouble) troubles.Add(trouble);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                troubles.Add($"{heartbeat.GetType().Name} failed ({e.GetType().Name})");
            }
        }
        return troubles.Count == 0 ? null : string.Join('\n', troubles);
    }

    private async Task CallAsync(string suffix, string? body, CancellationToken cancel)
    {
        try
        {
            await retries.ExecuteAsync(async token => await http.SendAsync(Request(suffix, body), "The dead-man's receiver", "Check Alerts:DeadMan:Url.", token), cancel);
        }
        catch (DeliveryException e)
        {
            NotPinged(e.Message);
        }
    }

    private HttpRequestMessage Request(string suffix, string? body)
    {
        var url = new UriBuilder(options.Url);
        url.Path = url.Path.TrimEnd('/') + suffix;
        return body is null ? new HttpRequestMessage(HttpMethod.Get, url.Uri) : new HttpRequestMessage(HttpMethod.Post, url.Uri) { Content = new StringContent(body) };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The dead-man's ping was not delivered: {Why}")]
    private partial void NotPinged(string why);
}
