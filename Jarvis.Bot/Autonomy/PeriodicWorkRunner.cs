using Jarvis.Bot.Alerts;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;

namespace Jarvis.Bot.Autonomy;

/// <summary>
/// Runs work that repeats at a fixed pace, each in a loop of its own. A run that takes longer than the pace is never
/// joined by a second one: the ticks that it missed are left out.
/// </summary>
internal sealed partial class PeriodicWorkRunner(
    IEnumerable<IPeriodicWork> works, IAlerts alerts, Pulse pulse, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<PeriodicWorkRunner> log) : BackgroundService
{
    private const int AlertAfter = 3;

    /// <summary>How long a run may take before it counts as hanging.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await HostReady.WaitAsync(lifetime, stoppingToken)) return;
        await Task.WhenAll(works.Select(w => RepeatAsync(w, stoppingToken))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    internal async Task RepeatAsync(IPeriodicWork work, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(work.Interval, time);
        var failures = 0;
        try
        {
            do
            {
                pulse.Beat(work.Name, (work.Interval * 3) + Grace);
                failures = await RunAsync(work, failures, cancel);
            }
            while (await timer.WaitForNextTickAsync(cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
        }
    }

    /// <returns>Failures in a row.</returns>
    private async Task<int> RunAsync(IPeriodicWork work, int failures, CancellationToken cancel)
    {
        var key = $"work:{work.Name}";
        try
        {
            await Task.Run(() => work.RunAsync(cancel), cancel);
            if (failures >= AlertAfter) await alerts.ResolveAsync(key, "It works again.", cancel);
            return 0;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            WorkFailed(e, work.Name, ++failures);
            if (failures >= AlertAfter) await RaiseAsync(key, work, failures, e, cancel);
            return failures;
        }
    }

    private async Task RaiseAsync(string key, IPeriodicWork work, int failures, Exception error, CancellationToken cancel)
    {
        try
        {
            await alerts.RaiseAsync(new AlertSignal(key, Severity.Warning, $"{work.Name} fails", $"{failures} times in a row. Last: {Cause.Of(error)}")
            {
                Domain = work.Name.Split('.')[0],
            }, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            WorkFailed(e, work.Name, failures);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Work} failed ({Failures} in a row).")]
    private partial void WorkFailed(Exception error, string work, int failures);
}
