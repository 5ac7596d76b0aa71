using System.ComponentModel;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains.SystemHealth.Containers;
using Jarvis.Skills.Domains.SystemHealth.Measuring;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;
using Jarvis.Skills.Domains.SystemHealth.Recovery;
using Jarvis.Skills.Domains.SystemHealth.Settings;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Domains.SystemHealth;

/// <summary>What the owner can ask about services, and have done to them.</summary>
internal sealed partial class SystemHealthSkill(
    ServiceBoard board, ServiceFigures figures, ServiceMonitor monitor, IncidentBook incidents, QuietPeriods quiet, ServiceAlerts serviceAlerts,
    RecoveryRule rule, Restarts restarts, ContainerReadings readings, IContainerRuntime runtime, MetricStore metrics, IAlerts alerts,
    OwnerTimes times, IOptions<BusinessOptions> business, IOptions<HealthOptions> options, TimeProvider time)
{
    [KernelFunction("status")]
    [Description("How the services are doing now: which are up, down, slow or in maintenance. With a service's name, that one alone.")]
    public async Task<Answer> StatusAsync([Description("A service's name; leave out for all")] string? service = null, CancellationToken cancel = default)
    {
        if (service is not null) return await OneAsync(board.Need(service), cancel);
        if (board.All.Count == 0) return new Answer("I watch no service yet. Write your services to Health:Services in appsettings.json and start me again.");
        var uptime = await figures.UptimeAsync(TimeSpan.FromHours(24), cancel);
        var bad = board.All.Where(s => !s.IsUp).ToList();
        var trouble = readings.Trouble is { } why ? $" {why}" : "";
        var sentence = bad.Count == 0
            ? $"All {HealthWords.Count(board.All.Count, "service")} I watch {(board.All.Count == 1 ? "is" : "are")} up."
            : $"{HealthWords.Count(bad.Count, "service")} of {board.All.Count} {(bad.Count == 1 ? "is" : "are")} not up: {string.Join(", ", bad.Take(5).Select(s => $"**{s.Name}** ({figures.Words(s)})"))}{(bad.Count > 5 ? " …" : "")}.";
        var rows = board.All.OrderBy(s => s.IsUp).ThenBy(s => s.Failures == 0).Take(60).ToList();
        return new Answer(sentence + trouble)
        {
            Table = new Table(["Service", "State", "p95", "Uptime 24 h"],
                [.. rows.Select(s => (IReadOnlyList<string>)[s.Name, figures.Words(s), HealthWords.Milliseconds(ServiceFigures.P95(s)), HealthWords.Share(uptime.TryGetValue(s.Name, out var up) ? 100 * up.Share : double.NaN)])])
            { Title = board.All.Count > rows.Count ? $"{rows.Count} of {board.All.Count} services" : "Services" },
            Data = rows.Select(s => new { service = s.Name, state = s.Status.ToString(), p95_ms = Finite(ServiceFigures.P95(s)), words = figures.Words(s) }),
            Next = bad.Count > 0 ? [$"history of {bad[0].Name}", "incidents"] : [$"history of {board.All[0].Name}", "incidents"],
        };
    }

    private async Task<Answer> OneAsync(ServiceState state, CancellationToken cancel)
    {
        var uptime = await figures.UptimeAsync(TimeSpan.FromHours(24), cancel);
        var share = uptime.TryGetValue(state.Name, out var up) ? 100 * up.Share : double.NaN;
        return new Answer($"**{state.Name}** is {figures.Words(state)}. p95 {HealthWords.Milliseconds(ServiceFigures.P95(state))}, uptime over 24 h {HealthWords.Share(share)}. It is checked every {HealthWords.Long(state.Service.Interval)} at {state.Service.Shown}.")
        {
            Data = new { service = state.Name, state = state.Status.ToString(), p95_ms = Finite(ServiceFigures.P95(state)), uptime_24h_percent = Finite(share) },
            Next = [$"history of {state.Name}", .. state.Service.Container is null ? Array.Empty<string>() : [$"restart {state.Name}"]],
        };
    }

    /// <summary>JSON has no NaN.</summary>
    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
