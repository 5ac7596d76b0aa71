using Jarvis.Skills.Domains.SystemHealth.Monitoring;
using Jarvis.Skills.Domains.SystemHealth.Settings;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.SystemHealth.Recovery;

/// <summary>
/// When Jarvis may restart a failed service by itself: a limited number of times in a limited time, with a pause and a failed check
/// between them, and never against a person, a maintenance or a parent that fails.
/// </summary>
internal sealed class RecoveryRule(IOptions<HealthOptions> options, QuietPeriods quiet, TimeProvider time)
{
    private readonly RecoveryOptions bounds = options.Value.Recovery;

    /// <summary>Why not now, in words for the owner; null when it may.</summary>
    public string? Refusal(ServiceState state)
    {
        var now = time.GetUtcNow();
        if (state.IsUp) return $"{state.Name} is up, so there is nothing to recover. Say \"restart {state.Name}\" to restart it all the same.";
        if (state.Status == ServiceStatus.Stopped) return $"{state.Name} was stopped by a person, so I leave it alone. Say \"restart {state.Name}\" to start it.";
        if (state.Service.Container is null) return $"{state.Name} has no container that I could restart; write its name to Container in its settings.";
        if (state.Status == ServiceStatus.Unreachable) return $"{state.Name} waits for {state.Incident?.Because ?? "its parent"}, so restarting it would not help.";
        if (quiet.InMaintenance(state.Service, now)) return $"{state.Name} is in maintenance.";
        if (state.Incident?.GivenUp == true || Spent(state, now)) return $"I restarted {state.Name} {HealthWords.Count(state.AttemptsInIncident, "time")} and it did not help. Say \"restart {state.Name}\" to have it tried again.";
        if (state.Attempts.Count > 0 && !Verified(state)) return $"I restarted {state.Name} {HealthWords.Long(now - state.Attempts[^1])} ago and look first whether it helped.";
        return null;
    }

    /// <summary>A check that failed long enough after the last restart.</summary>
    public bool Verified(ServiceState state) => state.Attempts.Count == 0 || state.LastFailureAt >= LookAgainAt(state);

    public DateTimeOffset LookAgainAt(ServiceState state) =>
        state.Attempts[^1] + (state.Service.StartGrace > bounds.Pause ? state.Service.StartGrace : bounds.Pause);

    /// <summary>All attempts of this incident, or of the last minutes, are used up.</summary>
    public bool Spent(ServiceState state, DateTimeOffset now) =>
        state.AttemptsInIncident >= bounds.Attempts || state.Attempts.Count(a => a > now - bounds.Within) >= bounds.Attempts;

    /// <summary>Down for so long that a person must know, whatever became of the restarts.</summary>
    public bool TooLong(ServiceState state, DateTimeOffset now) => state.Incident is { } incident && incident.Length(now) > bounds.Within;
}
