using Jarvis.Skills.Analytics;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;

namespace Jarvis.Skills.Domains.SystemHealth;

/// <summary>A service's state and figures, as chat, page and reports show them.</summary>
internal sealed class ServiceFigures(ServiceBoard board, IncidentBook incidents, QuietPeriods quiet, TimeProvider time)
{
    /// <summary>"up", "down for 3 min: HTTP 500".</summary>
    public string Words(ServiceState state)
    {
        var now = time.GetUtcNow();
        var lasting = state.Incident is { } incident ? HealthWords.Long(incident.Length(now)) : "";
        var words = state.Status switch
        {
            ServiceStatus.Unknown => "not checked yet",
            ServiceStatus.Up when state.Failures > 0 => $"up, but {state.Failures} of {state.Service.FailuresDown} checks failed: {state.LastResult.Words}",
            ServiceStatus.Up => "up",
            ServiceStatus.Unreachable => $"waiting for {state.Incident?.Because ?? "its parent"} for {lasting}",
            ServiceStatus.Stopped => $"stopped by hand {lasting} ago",
            _ => $"down for {lasting}: {(state.LastResult.Ok ? "one good check so far" : state.LastResult.Words)}",
        };
        if (quiet.InMaintenance(state.Service, now)) words += ", in maintenance";
        else if (quiet.Open(state.Name, QuietKind.Silence, now) is not null) words += ", silenced";
        return words;
    }

    /// <summary>Milliseconds, of the newest good checks; NaN without one.</summary>
    public static double P95(ServiceState state) => Percentiles.P95(state.Checks.ToArray().Where(c => c.Ok).Select(c => (double)c.Milliseconds).ToArray());

    /// <summary>Availability of each service over the time until now. Maintenance, and being stopped by its owner, do not count.</summary>
    public Task<IReadOnlyDictionary<string, Availability>> UptimeAsync(TimeSpan over, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return UptimeAsync(now - over, now, null, cancel);
    }

    public async Task<IReadOnlyDictionary<string, Availability>> UptimeAsync(DateTimeOffset from, DateTimeOffset to, string? service, CancellationToken cancel)
    {
        var found = (await incidents.ReadAsync(service, from, to, cancel)).ToLookup(i => i.Service, StringComparer.OrdinalIgnoreCase);
        var uptime = new Dictionary<string, Availability>(StringComparer.OrdinalIgnoreCase);
        var asked = await quiet.MaintenanceAsync(from, to, cancel);
        foreach (var state in board.All.Where(s => service is null || s.Name == service))
        {
            var lost = found[state.Name].ToLookup(i => i.Kind == ServiceStatus.Stopped, i => new Interval(i.From, i.Until));
            uptime[state.Name] = Availability.Over(from, to, lost[false], [.. lost[true], .. quiet.Of(asked, state.Service, from, to)]);
        }
        return uptime;
    }
}
