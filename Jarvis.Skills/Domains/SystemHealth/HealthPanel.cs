using Jarvis.Skills.Domains.SystemHealth.Monitoring;

namespace Jarvis.Skills.Domains.SystemHealth;

/// <summary>The services on the live page.</summary>
internal sealed class HealthPanel(ServiceBoard board, ServiceFigures figures, QuietPeriods quiet, TimeProvider time) : ILivePanel
{
    private const int Shown = 100;

    public event Action? Changed
    {
        add => board.Changed += value;
        remove => board.Changed -= value;
    }

    public string Title => "Services";

    public int Order => 10;

    public async Task<PanelContent> ReadAsync(CancellationToken cancel)
    {
        var uptime = await figures.UptimeAsync(TimeSpan.FromHours(24), cancel);
        var up = board.All.Count(s => s.Status == ServiceStatus.Up);
        return new PanelContent([.. board.All.OrderBy(s => s.IsUp).ThenByDescending(s => s.Failures).Take(Shown).Select(s => Row(s, uptime[s.Name].Share))])
        {
            Figures = board.All.Count == 0 ? [] : [new PanelFigure("Services up", $"{up} of {board.All.Count}") { State = board.All.Any(s => s.Status == ServiceStatus.Down) ? PanelState.Bad : up == board.All.Count ? PanelState.Good : PanelState.Warn }],
            WhenEmpty = "No service is watched yet. Write your services to Health:Services in appsettings.json.",
        };
    }

    private PanelRow Row(ServiceState state, double share)
    {
        var checks = state.Checks.ToArray();
        return new PanelRow(state.Name, Colour(state), figures.Words(state) is "up" && state.LastResult.Ok ? $"up, {HealthWords.Milliseconds(state.LastResult.Latency.TotalMilliseconds)}" : figures.Words(state))
        {
            Trend = [.. checks.Select(c => (double)c.Milliseconds)],
            TrendTitle = "response time, ms",
            Facts = [("p95", HealthWords.Milliseconds(ServiceFigures.P95(state))), ("Uptime, 24 h", HealthWords.Share(100 * share)), ("Checked at", state.Service.Shown), .. state.Service.Container is { } container ? new[] { ("Container", container) } : []],
            Say = $"history of {state.Name}",
        };
    }

    private PanelState Colour(ServiceState state) =>
        quiet.InMaintenance(state.Service, time.GetUtcNow()) ? PanelState.Neutral : state.Status switch
        {
            ServiceStatus.Up => state.Failures > 0 ? PanelState.Warn : PanelState.Good,
            ServiceStatus.Down => PanelState.Bad,
            ServiceStatus.Unreachable => PanelState.Warn,
            _ => PanelState.Neutral,
        };
}
