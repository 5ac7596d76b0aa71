using System.Collections.Concurrent;
using Jarvis.Skills.Domains.SystemHealth.Probes;
using Jarvis.Skills.Domains.SystemHealth.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.SystemHealth.Monitoring;

/// <summary>
/// Checks every service at its pace. A round starts what is due and does not wait for it: one that hangs holds up no other, and at most
/// <see cref="HealthOptions.ConcurrentChecks"/> run at once. Nothing is written to the store unless a state changes.
/// </summary>
internal sealed partial class ServiceMonitor(
    ServiceBoard board, CheckSchedule schedule, ServiceJudge judge, IServiceProbe probe, IncidentBook book, QuietPeriods quiet,
    IOptions<HealthOptions> options, TimeProvider time, ILogger<ServiceMonitor> log) : IPeriodicWork, IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<ServiceState, Task> running = new();
    private readonly SemaphoreSlim loading = new(1, 1);
    private bool loaded;
    private int disposed;

    public string Name => "health.checks";

    /// <summary>A second; a day where nothing is watched, for an idle Jarvis wakes for nothing.</summary>
    public TimeSpan Interval => board.All.Count == 0 ? TimeSpan.FromDays(1) : TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var now = time.GetUtcNow();
        while (running.Count < options.Value.ConcurrentChecks && schedule.TryTake(now, out var due)) _ = CheckNowAsync(due);
    }

    /// <summary>Reads what was open when Jarvis last ran. Once.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        if (Volatile.Read(ref loaded)) return;
        await loading.WaitAsync(cancel);
        try
        {
            if (loaded) return;
            await quiet.LoadAsync(cancel);
            await book.LoadAsync(board, options.Value.Recovery.Within, cancel);
            schedule.Begin(board.All, time.GetUtcNow());
            Volatile.Write(ref loaded, true);
        }
        finally
        {
            loading.Release();
        }
    }

    /// <summary>Checks a service, or waits for the check that is under way. Does not throw.</summary>
    public Task CheckNowAsync(ServiceState state)
    {
        lock (state)
        {
            if (state.Running is { IsCompleted: false } under) return under;
            var check = CheckAsync(state);
            state.Running = check;
            if (!check.IsCompleted)
            {
                running[state] = check;
                _ = check.ContinueWith(done => running.TryRemove(new(state, done)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            return check;
        }
    }

    /// <summary>Waits for the checks that are under way.</summary>
    public Task SettleAsync() => Task.WhenAll(running.Values);

    /// <summary>Safe to repeat: the container knows the monitor under two names, and disposes it under each.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        await stopping.CancelAsync();
        await SettleAsync();
        stopping.Dispose();
        loading.Dispose();
    }

    private async Task CheckAsync(ServiceState state)
    {
        try
        {
            var begun = time.GetUtcNow();
            var result = await ProbeAsync(state.Service);
            // About to blame the service: is it its parent? The parent's last check may be older than the trouble.
            if (!result.Ok && state.IsUp && state.Failures + 1 >= state.Service.FailuresDown && state.Parent is { } parent && parent.LastCheckAt < (state.FirstFailureAt ?? begun))
                await CheckNowAsync(parent);
            await state.Turn.WaitAsync(stopping.Token);
            try
            {
                await judge.TakeAsync(state, result, begun, stopping.Token);
            }
            finally
            {
                state.Turn.Release();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            // Such as a database that is busy for too long: the next check says the same again.
            CheckNotTaken(e, state.Name);
        }
    }

    private async Task<ProbeResult> ProbeAsync(WatchedService service)
    {
        using var limit = new CancellationTokenSource(service.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping.Token);
        try
        {
            return await probe.CheckAsync(service, both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            return ProbeResult.Failed($"no answer within {HealthWords.Long(service.Timeout)}");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The check of {Service} could not be taken.")]
    private partial void CheckNotTaken(Exception error, string service);
}
