using Jarvis.Skills.Business;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Autonomy;

/// <summary>Runs <see cref="Retention"/> at half past three in the owner's night, or soon after a start when nights were missed.</summary>
internal sealed partial class Nightly(
    Retention retention, MetricStore metrics, IAlerts alerts, IHostApplicationLifetime lifetime,
    IOptions<BusinessOptions> business, TimeProvider time, ILogger<Nightly> log) : BackgroundService
{
    private const string Alert = "jarvis:retention";
    private static readonly TimeSpan Hour = new(3, 30, 0);
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Missed = TimeSpan.FromHours(26);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await HostReady.WaitAsync(lifetime, stoppingToken)) return;
        try
        {
            while (true)
            {
                var last = await LastAsync(stoppingToken);
                var now = time.GetUtcNow();
                await Task.Delay(last is null || now - last > Missed ? AfterStart : NextAfter(now) - now, time, stoppingToken);
                await RunAsync(last, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>The next half past three by the owner's clock; an hour that the clock skips is taken as the hour after.</summary>
    internal DateTimeOffset NextAfter(DateTimeOffset now)
    {
        var zone = business.Value.Zone;
        var local = business.Value.Local(now);
        var wall = local.Date + Hour;
        if (wall <= local.DateTime) wall = wall.AddDays(1);
        if (zone.IsInvalidTime(wall)) wall = wall.AddHours(1);
        return new DateTimeOffset(wall, zone.GetUtcOffset(wall));
    }

    private async Task<DateTimeOffset?> LastAsync(CancellationToken cancel)
    {
        try
        {
            var now = time.GetUtcNow();
            var points = await metrics.ReadAsync(Retention.SizeSeries, now.AddDays(-40), now, cancel);
            return points.Count == 0 ? null : points[^1].At;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            NightFailed(e);
            return null;
        }
    }

    private async Task RunAsync(DateTimeOffset? last, CancellationToken cancel)
    {
        try
        {
            await retention.RunAsync(last, cancel);
            await alerts.ResolveAsync(Alert, "It worked.", cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            NightFailed(e);
            await alerts.RaiseAsync(new AlertSignal(Alert, Severity.Warning, "The store could not be tidied", Cause.Of(e)) { Domain = "jarvis" }, cancel);
            await Task.Delay(TimeSpan.FromHours(1), time, cancel);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store could not be tidied.")]
    private partial void NightFailed(Exception error);
}
