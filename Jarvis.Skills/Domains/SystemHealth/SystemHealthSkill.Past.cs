using System.ComponentModel;
using System.Globalization;
using Jarvis.Skills.Analytics;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains.SystemHealth.Measuring;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Domains.SystemHealth;

internal sealed partial class SystemHealthSkill
{
    private const int MostPoints = 300;

    [KernelFunction("history")]
    [Description("How one service did over a time: response times as a chart with its outages, uptime and incidents.")]
    public async Task<Answer> HistoryAsync(
        [Description("The service's name")] string service,
        [Description("A period such as \"last 7 days\" or an ISO 8601 interval; leave out for the last 24 hours")] string? period = null,
        CancellationToken cancel = default)
    {
        var state = board.Need(service);
        var (from, to) = Over(period);
        var points = await PointsAsync(state, from, to, cancel);
        var outages = (await incidents.ReadAsync(state.Name, from, to, cancel)).Where(i => i.Kind != ServiceStatus.Stopped).ToList();
        var uptime = (await figures.UptimeAsync(from, to, state.Name, cancel))[state.Name];
        var values = points.Where(p => double.IsFinite(p.Value)).Select(p => p.Value).ToArray();
        var typical = Percentiles.P50(values);
        var sentence = values.Length == 0 && outages.Count == 0
            ? $"I have no measurements of **{state.Name}** {Spoken(from, to)}."
            : $"**{state.Name}** {Spoken(from, to)}: up {HealthWords.Share(100 * uptime.Share)} of the time, {(outages.Count == 0 ? "no outage" : $"{HealthWords.Count(outages.Count, "outage")} ({HealthWords.Long(uptime.Down)} in all, the longest {HealthWords.Long(uptime.Longest)})")}, p95 usually {HealthWords.Milliseconds(typical)}{(values.Length > 0 ? $", at worst {HealthWords.Milliseconds(values.Max())}" : "")}.";
        return new Answer(sentence)
        {
            Chart = points.Count < 2 ? null : new Chart($"{state.Name}: response time (p95)", ChartKind.Line, [new ChartSeries("p95", points)])
            {
                Unit = "ms",
                Marks = Marks(typical, values.Max()),
                Spans = [.. outages.Select(o => new ChartSpan(o.From < from ? from : o.From, o.Until is { } until && until < to ? until : to))],
            },
            Data = new { service = state.Name, from, to, uptime_percent = Finite(100 * uptime.Share), p95_ms_median = Finite(typical), outages = outages.Select(o => new { o.From, o.Until, o.Cause }) },
            Next = [$"incidents of {state.Name}", $"history of {state.Name} last 7 days"],
        };
    }

    [KernelFunction("incidents")]
    [Description("Outages of all services or of one: when, how long, why, and what was done.")]
    public async Task<Answer> IncidentsAsync(
        [Description("A service's name; leave out for all")] string? service = null,
        [Description("A period such as \"this week\" or an ISO 8601 interval; leave out for the last 7 days")] string? period = null,
        CancellationToken cancel = default)
    {
        var name = service is null ? null : board.Need(service).Name;
        var (from, to) = Over(period, days: 7);
        var found = await incidents.ReadAsync(name, from, to, cancel);
        if (found.Count == 0) return new Answer($"No incident{(name is null ? "" : $" of {name}")} {Spoken(from, to)}.");
        var attempts = (await incidents.AttemptsAsync(from - TimeSpan.FromDays(1), to, cancel)).ToLookup(a => a.IncidentId);
        var now = time.GetUtcNow();
        var open = found.Count(i => i.IsOpen);
        return new Answer($"{HealthWords.Count(found.Count, "incident")}{(name is null ? "" : $" of {name}")} {Spoken(from, to)}{(open > 0 ? $", {open} still open" : ", all over")}.")
        {
            Table = new Table(["Service", "Began", "Lasted", "Why", "What was done"], [.. found.Reverse().Take(40).Select(i => (IReadOnlyList<string>)
                [i.Service, When(i.From), i.IsOpen ? $"{HealthWords.Long(i.Length(now))}, still open" : HealthWords.Long(i.Length(now)), Why(i), Done(i, attempts[i.Id].Count())])]),
            Data = found.Select(i => new { i.Service, kind = i.Kind.ToString(), i.From, i.Until, i.Cause, i.Because, restarts = attempts[i.Id].Count(), gave_up = i.GivenUp }),
            Next = [$"history of {found[^1].Service}"],
        };
    }

    [KernelFunction("uptime")]
    [Description("How much of a time the services were up, with outages, time to repair and time between failures. Maintenance does not count.")]
    public async Task<Answer> UptimeAsync(
        [Description("A service's name; leave out for all")] string? service = null,
        [Description("A period such as \"this month\" or an ISO 8601 interval; leave out for the last 30 days")] string? period = null,
        CancellationToken cancel = default)
    {
        var name = service is null ? null : board.Need(service).Name;
        var (from, to) = Over(period, days: 30);
        var uptime = (await figures.UptimeAsync(from, to, name, cancel)).OrderBy(u => double.IsNaN(u.Value.Share) ? 2 : u.Value.Share).ToList();
        if (uptime.Count == 0) return new Answer("I watch no service yet. Write your services to Health:Services in appsettings.json and start me again.");
        var (worst, least) = (uptime[0].Key, uptime[0].Value);
        return new Answer(uptime.Count == 1
            ? $"**{worst}** was up {HealthWords.Share(100 * least.Share)} {Spoken(from, to)}: {HealthWords.Count(least.Incidents, "outage")}, {HealthWords.Long(least.Down)} in all."
            : least.Down == TimeSpan.Zero ? $"All {uptime.Count} services were up without an outage {Spoken(from, to)}."
            : $"Least up {Spoken(from, to)} was **{worst}** with {HealthWords.Share(100 * least.Share)}; {uptime.Count(u => u.Value.Down == TimeSpan.Zero)} of {uptime.Count} services had no outage.")
        {
            Table = new Table(["Service", "Up", "Down for", "Outages", "Mean time to repair", "Mean time between failures"], [.. uptime.Take(60).Select(u => (IReadOnlyList<string>)
                [u.Key, HealthWords.Share(100 * u.Value.Share), HealthWords.Long(u.Value.Down), u.Value.Incidents.ToString(CultureInfo.InvariantCulture),
                    u.Value.MeanTimeToRepair is { } repair ? HealthWords.Long(repair) : "–", u.Value.MeanTimeBetweenFailures is { } between ? HealthWords.Long(between) : "–"])]),
            Chart = uptime.Count < 2 || least.Down == TimeSpan.Zero ? null : new Chart("Uptime", ChartKind.Bar, [new ChartSeries("up", [.. uptime.Take(12).Select(u => new ChartPoint(100 * u.Value.Share) { Label = u.Key })])]) { Unit = "%" },
            Data = uptime.Select(u => new { service = u.Key, percent = Finite(100 * u.Value.Share), down_seconds = u.Value.Down.TotalSeconds, outages = u.Value.Incidents }),
        };
    }

    private static string Why(Incident incident) => incident.Kind switch
    {
        ServiceStatus.Unreachable => $"waited for {incident.Because}",
        ServiceStatus.Stopped => "stopped by hand",
        _ => incident.Cause,
    };

    private static string Done(Incident incident, int restarts) =>
        restarts == 0 ? "–" : $"{HealthWords.Count(restarts, "restart")} by Jarvis{(incident.GivenUp ? ", in vain" : "")}";

    /// <summary>Where the finding "slower than usual" begins, and the settings' threshold where it lies within sight.</summary>
    private IReadOnlyList<ChartMark> Marks(double typical, double worst)
    {
        var slow = new LatencyDegradationOptions();
        var marks = new List<ChartMark>();
        if (double.IsFinite(typical)) marks.Add(("slow for this service", Math.Max(typical * slow.MinimumRatio, typical + slow.MinimumDifference)));
        if (options.Value.Thresholds.ResponseMs is var limit && limit <= worst * 3) marks.Add(("threshold", limit));
        return marks;
    }

    /// <summary>From the metrics; from the newest checks where there are no metrics yet. A hole of more than a quarter of an hour stays one.</summary>
    private async Task<IReadOnlyList<ChartPoint>> PointsAsync(ServiceState state, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var kept = (await metrics.ReadAsync(HealthSeries.P95(state.Name), from, to, cancel)).Select(p => (p.At, p.Value)).ToList();
        if (kept.Count < 3) kept = [.. state.Checks.ToArray().Where(c => c.At >= from && c.At <= to).Select(c => (c.At, (double)c.Milliseconds))];
        var block = (int)Math.Ceiling((double)Math.Max(1, kept.Count) / MostPoints);
        var points = new List<ChartPoint>();
        for (var i = 0; i < kept.Count; i += block)
        {
            var part = kept.Skip(i).Take(block).ToList();
            if (i > 0 && part[0].At - kept[i - 1].At > TimeSpan.FromMinutes(15) * block) points.Add(new ChartPoint(double.NaN) { At = kept[i - 1].At + TimeSpan.FromMinutes(5) });
            // The worst of a block: an hour's spike must not vanish in a month's chart.
            points.Add(new ChartPoint(part.Where(p => double.IsFinite(p.Value)).Select(p => p.Value).DefaultIfEmpty(double.NaN).Max()) { At = part[^1].At });
        }
        return points;
    }

    private Period Over(string? period, int days = 1) => times.PeriodOr(period, "period", wall => new Period(wall.Now.AddDays(-days), wall.Now));

    private string Spoken(DateTimeOffset from, DateTimeOffset to)
    {
        var now = time.GetUtcNow();
        if (now - to < TimeSpan.FromMinutes(1) && (now - from).TotalHours is var hours && Math.Abs(hours - Math.Round(hours)) < 0.02 && hours is >= 1 and < 24 * 100)
            return $"over the last {(hours % 24 == 0 && hours > 24 ? HealthWords.Count((int)(hours / 24), "day") : HealthWords.Count((int)Math.Round(hours), "hour"))}";
        return $"from {When(from)} to {When(to)}";
    }

    private string When(DateTimeOffset at) => business.Value.Local(at).ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture);
}
