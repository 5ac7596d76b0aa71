using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.SystemHealth.Analysis;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;
using Microsoft.Extensions.Logging;

namespace Jarvis.Skills.Domains.SystemHealth.Measuring;

/// <summary>Every five minutes: keeps what the checks and containers came to as metrics, and raises or clears warnings.</summary>
internal sealed partial class HealthMeasuring(
    ServiceBoard board, ServiceMonitor monitor, MetricStore metrics, ContainerReadings containers, QuietPeriods quiet, ThresholdWarnings thresholds,
    HealthFindings findings, WarningBook warnings, ServiceAlerts alerts, TimeProvider time, ILogger<HealthMeasuring> log) : IPeriodicWork
{
    public string Name => "health.metrics";

    public TimeSpan Interval => TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken cancel)
    {
        await monitor.LoadAsync(cancel);
        var now = time.GetUtcNow();
        var values = board.All.SelectMany(s => Window(s, now)).Concat(await containers.ReadAsync(cancel)).ToList();
        if (values.Count > 0) await metrics.RecordAsync(values, now, cancel);
        await WarnAsync(cancel);
        foreach (var state in board.All.Where(s => !s.IsUp)) await AgainAsync(state, cancel);
        board.Notify();
    }

    private IEnumerable<Measurement> Window(ServiceState state, DateTimeOffset now)
    {
        if (state.Window.Take(now, state.Status is ServiceStatus.Down or ServiceStatus.Unreachable ? state.Incident?.From : null,
            state.Status == ServiceStatus.Stopped || quiet.InMaintenance(state.Service, now)) is not { } window) return [];
        state.Keep(window);
        return
        [
            new Measurement(HealthSeries.Uptime(state.Name), "%", window.Uptime),
            new Measurement(HealthSeries.P50(state.Name), "ms", window.P50),
            new Measurement(HealthSeries.P95(state.Name), "ms", window.P95),
            new Measurement(HealthSeries.Errors(state.Name), "%", window.ErrorPercent),
        ];
    }

    private async Task WarnAsync(CancellationToken cancel)
    {
        IReadOnlyList<Finding> found = [];
        try
        {
            found = await findings.FindAsync(cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The thresholds are told all the same.
            AnalysisFailed(e);
        }
        var hold = thresholds.Now().Concat(found.Where(f => f.Warns).Select(f => f.Signal())).DistinctBy(s => s.Key, StringComparer.Ordinal).ToList();
        await warnings.SyncAsync(hold, cancel);
    }

    /// <summary>A silence may be over, or "for 3 minutes" may have become "for 3 hours".</summary>
    private async Task AgainAsync(ServiceState state, CancellationToken cancel)
    {
        await state.Turn.WaitAsync(cancel);
        try
        {
            if (!state.IsUp) await alerts.SyncAsync(state, again: true, cancel);
        }
        finally
        {
            state.Turn.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The services could not be analysed.")]
    private partial void AnalysisFailed(Exception error);
}
