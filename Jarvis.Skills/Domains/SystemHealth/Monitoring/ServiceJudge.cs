using Jarvis.Skills.Domains.SystemHealth.Containers;
using Jarvis.Skills.Domains.SystemHealth.Probes;
using Jarvis.Skills.Domains.SystemHealth.Recovery;

namespace Jarvis.Skills.Domains.SystemHealth.Monitoring;

/// <summary>Turns checks into states: so many failures in a row make a service down, so many good checks make it up.</summary>
internal sealed class ServiceJudge(
    ServiceBoard board, IncidentBook book, ServiceAlerts alerts, QuietPeriods quiet, RecoveryRule rule, CheckSchedule schedule,
    IContainerRuntime containers, TimeProvider time)
{
    /// <summary>Takes one result. When it throws, nothing has changed and the next check says the same again.</summary>
    /// <param name="begun">When the check was begun.</param>
    public async Task TakeAsync(ServiceState state, ProbeResult result, DateTimeOffset begun, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        (state.LastResult, state.LastCheckAt) = (result, begun);
        state.Checks.Add(begun, result);
        state.Window.Add(result, begun);
        if (quiet.InMaintenance(state.Service, now)) state.LastInMaintenance = now;

        if (result.Ok) await GoodAsync(state, begun, cancel);
        else await BadAsync(state, begun, now, cancel);
        if (!state.IsUp) await alerts.SyncAsync(state, again: false, cancel);
    }

    private async Task GoodAsync(ServiceState state, DateTimeOffset begun, CancellationToken cancel)
    {
        state.Failures = 0;
        state.OwnStop = false;
        if (state.Successes++ == 0) state.FirstSuccessAt = begun;
        if (state.Status == ServiceStatus.Unknown) Set(state, ServiceStatus.Up, begun);
        if (state.Status == ServiceStatus.Up)
        {
            state.FirstFailureAt = null;
            return;
        }
        if (state.Successes < state.Service.SuccessesUp) return;

        var until = state.FirstSuccessAt ?? begun;
        await book.RecoverAsync(state, until, cancel);
        state.Window.AddDown(state.Incident?.From ?? until, until);
        Set(state, ServiceStatus.Up, until);
        await alerts.RecoveredAsync(state, cancel);
        (state.Incident, state.FirstFailureAt, state.Container) = (null, null, null);
        Hurry(state.Children);
    }

    private async Task BadAsync(ServiceState state, DateTimeOffset begun, DateTimeOffset now, CancellationToken cancel)
    {
        state.Successes = 0;
        var target = await CauseAsync(state, cancel);
        if (begun < state.GraceUntil && target != ServiceStatus.Stopped) return;
        // What failed for another's sake, or by its owner's wish, starts counting anew when that is over.
        if (state.Status is ServiceStatus.Unreachable or ServiceStatus.Stopped && target == ServiceStatus.Down && state.Failures >= state.Service.FailuresDown)
            (state.Failures, state.GraceUntil) = (0, GraceAfterParent(state, now));
        if (begun < state.GraceUntil && target == ServiceStatus.Down) return;
        state.FirstFailureAt ??= begun;
        state.LastFailureAt = begun;
        state.Failures++;
        if (state.Failures >= state.Service.FailuresDown && state.Status != target) await FallAsync(state, target, now, cancel);
        if (state.Status == ServiceStatus.Down && target == ServiceStatus.Down) await CallForHelpAsync(state, now, cancel);
    }

    private async Task FallAsync(ServiceState state, ServiceStatus target, DateTimeOffset now, CancellationToken cancel)
    {
        var wasUp = state.IsUp;
        await book.FallAsync(state, target, target == ServiceStatus.Unreachable ? state.FailingAncestor()?.Name : null, cancel);
        Set(state, target, wasUp ? state.Incident!.From : now);
        Hurry(state.Children);
    }

    /// <summary>Says what happened, so that a restart is proposed; and gives up when enough were tried.</summary>
    private async Task CallForHelpAsync(ServiceState state, DateTimeOffset now, CancellationToken cancel)
    {
        var incident = state.Incident!;
        if (state.LastInMaintenance is { } quietAt && now <= quietAt + state.Service.StartGrace) return;
        await book.TellAsync(state, "service.down", "down", $"{state.Name} is down: {incident.Cause}.", cancel);
        if (state.Service.Container is null || incident.GivenUp || !rule.Verified(state)) return;
        if (rule.Spent(state, now))
        {
            await book.GiveUpAsync(incident, cancel);
        }
        else if (state.AttemptsInIncident > 0)
        {
            await book.TellAsync(state, "service.still_down", $"still_down:{state.Attempts[^1].UtcTicks}", $"{state.Name} is still down after a restart: {state.LastResult.Words}.", cancel);
        }
    }

    private async Task<ServiceStatus> CauseAsync(ServiceState state, CancellationToken cancel)
    {
        if (state.Service.Container is { } name)
        {
            try
            {
                if (await containers.InspectAsync(name, cancel) is { } facts)
                {
                    state.Container = FailureCause.Remember(state.Container, facts);
                    if (facts.Running) state.OwnStop = false;
                    if (FailureCause.StoppedByOwner(state.Container, state.OwnStop)) return ServiceStatus.Stopped;
                }
            }
            catch (ContainerRuntimeException)
            {
                // No engine to ask: the restart will say so in words.
            }
        }
        return state.FailingAncestor() is null ? ServiceStatus.Down : ServiceStatus.Unreachable;
    }

    private static DateTimeOffset GraceAfterParent(ServiceState state, DateTimeOffset now) =>
        state.Parent is { Status: ServiceStatus.Up } parent ? parent.Since + state.Service.StartGrace : now;

    private void Set(ServiceState state, ServiceStatus status, DateTimeOffset since)
    {
        (state.Status, state.Since) = (status, since);
        board.Notify();
    }

    private void Hurry(IReadOnlyList<ServiceState> children)
    {
        foreach (var child in children) schedule.Sooner(child, time.GetUtcNow());
    }
}
