using System.Globalization;
using System.Text;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Domains.SystemHealth.Measuring;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;

namespace Jarvis.Skills.Domains.SystemHealth;

/// <summary>The services' part of the daily briefing and the weekly report.</summary>
internal sealed class HealthSection(ServiceBoard board, ServiceFigures figures, IncidentBook incidents, WarningBook warnings, EndedOutages ended) : IReportSection
{
    public string Title => "System health";

    public int Order => 10;

    public async Task<SectionText?> WriteAsync(ReportPeriod period, CancellationToken cancel)
    {
        if (board.All.Count == 0) return null;
        var uptime = await figures.UptimeAsync(period.From, period.To, null, cancel);
        var text = new StringBuilder();
        var down = uptime.Where(u => u.Value.Down > TimeSpan.Zero).OrderBy(u => u.Value.Share).ToList();
        if (down.Count == 0) text.AppendLine($"- All {HealthWords.Count(board.All.Count, "service")} {(board.All.Count == 1 ? "was" : "were")} up all the time.");
        else text.AppendLine($"- {HealthWords.Count(down.Count, "service")} of {board.All.Count} had outages: {string.Join(", ", down.Take(5).Select(u => $"**{u.Key}** {HealthWords.Count(u.Value.Incidents, "time")} ({HealthWords.Long(u.Value.Down)}, up {HealthWords.Share(100 * u.Value.Share)})"))}{(down.Count > 5 ? " …" : "")}.");
        await RestartsAsync(text, period, cancel);
        foreach (var open in board.All.Where(s => s.Status == ServiceStatus.Down)) text.AppendLine($"- **{open.Name}** is {figures.Words(open)}.");
        var told = await warnings.ReadAsync(period.From, period.To, cancel);
        if (told.Count > 0) text.AppendLine($"- {HealthWords.Count(told.Count, "warning")}: {string.Join("; ", told.GroupBy(w => w.Title, StringComparer.Ordinal).Take(4).Select(g => g.Count() > 1 ? $"{g.Key} ({g.Count()} times)" : g.Key))}{(told.Any(w => w.Until is null) ? $". {told.Count(w => w.Until is null)} still {(told.Count(w => w.Until is null) == 1 ? "holds" : "hold")}" : "")}.");
        if (board.All.Select(s => (s.Name, P95: ServiceFigures.P95(s))).Where(s => double.IsFinite(s.P95)).MaxBy(s => s.P95) is { Name: not null } slowest)
            text.AppendLine($"- Slowest now: **{slowest.Name}**, p95 {HealthWords.Milliseconds(slowest.P95)}.");
        return new SectionText(text.ToString().TrimEnd())
        {
            Chart = !period.Weekly || down.Count == 0 ? null
                : new Chart("Uptime of the week", ChartKind.Bar, [new ChartSeries("up", [.. uptime.OrderBy(u => u.Value.Share).Take(10).Select(u => new ChartPoint(Math.Round(100 * u.Value.Share, 3)) { Label = u.Key })])]) { Unit = "%" },
        };
    }

    private async Task RestartsAsync(StringBuilder text, ReportPeriod period, CancellationToken cancel)
    {
        var attempts = await incidents.AttemptsAsync(period.From, period.To, cancel);
        if (attempts.Count == 0) return;
        var (helped, saved) = (await ended.CountAsync(period.From, period.To, cancel), ended.SavesEach);
        text.Append(CultureInfo.InvariantCulture, $"- I restarted {string.Join(", ", attempts.GroupBy(a => a.Service, StringComparer.Ordinal).Select(g => $"**{g.Key}** {HealthWords.Count(g.Count(), "time")}"))}");
        text.AppendLine(helped == 0 ? "; it did not help." : $" and brought {HealthWords.Count(helped, "outage")} to an end that way, which saves about {HealthWords.Long(helped * saved)} (counted as {HealthWords.Long(saved)} of a person's time each).");
    }
}
