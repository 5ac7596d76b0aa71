using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.SystemHealth.Recovery;

namespace Jarvis.Skills.Domains.SystemHealth.Monitoring;

/// <summary>Keeps the alerts in step with the services: one for each cause, those that wait for it under it.</summary>
internal sealed class ServiceAlerts(IAlerts alerts, QuietPeriods quiet, RecoveryRule rule, TimeProvider time)
{
    public static string DownKey(string service) => $"service:{service}:down";

    public static string StoppedKey(string service) => $"service:{service}:stopped";

    /// <summary>Raises what should be open and resolves what should not.</summary>
    /// <param name="again">Raise it even when it was raised before: a silence may be over.</param>
    public async Task SyncAsync(ServiceState state, bool again, CancellationToken cancel)
    {
        var signal = quiet.InMaintenance(state.Service, time.GetUtcNow()) ? null : Signal(state);
        (string Key, string Look)? shown = signal is null ? null : (signal.Key, $"{signal.Severity}|{signal.Parent}|{signal.Title}");
        if (shown == state.AlertShown && !(again && signal is not null)) return;
        if (state.AlertShown is { } old && old.Key != signal?.Key) await alerts.ResolveAsync(old.Key, How(state), cancel);
        if (signal is not null) await alerts.RaiseAsync(signal, cancel);
        state.AlertShown = shown;
    }

    /// <summary>After a restart of Jarvis nothing is known of what was shown before it.</summary>
    public async Task RecoveredAsync(ServiceState state, CancellationToken cancel)
    {
        var how = How(state);
        await alerts.ResolveAsync(DownKey(state.Name), how, cancel);
        await alerts.ResolveAsync(StoppedKey(state.Name), how, cancel);
        state.AlertShown = null;
    }

    private AlertSignal? Signal(ServiceState state)
    {
        var now = time.GetUtcNow();
        if (state.Incident is not { } incident) return null;
        var since = $"{incident.Cause}; for {HealthWords.Long(incident.Length(now))}.";
        switch (state.Status)
        {
            case ServiceStatus.Stopped:
                return new AlertSignal(StoppedKey(state.Name), Severity.Info, $"{state.Name} was stopped by hand",
                    $"Its container {state.Service.Container} was stopped by a person, so I leave it alone. Say \"restart {state.Name}\" to start it.") { Domain = "health" };
            case ServiceStatus.Unreachable:
                return state.FailingAncestor() is { AlertShown: { } above } cause
                    ? new AlertSignal(DownKey(state.Name), Severity.Warning, $"{state.Name} waits for {cause.Name}", since) { Domain = "health", Parent = above.Key }
                    : null;
            case ServiceStatus.Down when state.Service.Container is null:
                return new AlertSignal(DownKey(state.Name), Severity.Critical, $"{state.Name} is down", $"{since} I can only tell you: it has no container that I could restart.") { Domain = "health" };
            case ServiceStatus.Down when incident.GivenUp:
                return new AlertSignal(DownKey(state.Name), Severity.Critical, $"{state.Name} is down, and restarting does not help",
                    $"{since} I restarted {state.Service.Container} {HealthWords.Count(state.AttemptsInIncident, "time")} and stop here. Ask for \"errors of {state.Name}\", or say \"restart {state.Name}\".") { Domain = "health" };
            case ServiceStatus.Down:
                return new AlertSignal(DownKey(state.Name), rule.TooLong(state, now) ? Severity.Critical : Severity.Warning, $"{state.Name} is down",
                    $"{since} Its container is {state.Service.Container}; {(state.AttemptsInIncident == 0 ? "I want to restart it." : $"I restarted it {HealthWords.Count(state.AttemptsInIncident, "time")}.")}") { Domain = "health" };
            default:
                return null;
        }
    }

    private static string How(ServiceState state) =>
        state.Status == ServiceStatus.Stopped ? "Stopped by hand."
        : state.AttemptsInIncident > 0 && state.Status == ServiceStatus.Up ? $"Up again after {HealthWords.Count(state.AttemptsInIncident, "restart")} by Jarvis."
        : state.Status == ServiceStatus.Up ? "Up again." : "No longer counted.";
}
