using Jarvis.Bot.Channels;

namespace Jarvis.Bot.Alerts;

/// <summary>Has a round whenever an alert changes or something falls due.</summary>
internal sealed partial class AlertLoop(
    AlertDesk desk, AlertBook book, AlertTargets targets, ChannelStates states, Pulse pulse, TimeProvider time, ILogger<AlertLoop> log) : BackgroundService
{
    private const string Part = "alerts";

    // Another process on the same database may have raised one.
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        targets.Report(states);
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = time.GetUtcNow() + AtLeastEvery;
            pulse.Beat(Part, TimeSpan.FromMinutes(5));
            try
            {
                if (await desk.RunAsync(stoppingToken) is { } due && due < next) next = due;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                RoundFailed(e);
            }
            await WaitAsync(next, stoppingToken);
        }
        pulse.End(Part);
    }

    private async Task WaitAsync(DateTimeOffset until, CancellationToken stopping)
    {
        var wait = until - time.GetUtcNow();
        if (wait <= TimeSpan.Zero) return;
        using var limit = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            await book.Changes.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // Due, or stopping: the loop looks which.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of alerts failed; the next one is in half a minute.")]
    private partial void RoundFailed(Exception error);
}
