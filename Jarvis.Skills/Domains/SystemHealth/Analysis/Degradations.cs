using System.Globalization;
using Jarvis.Skills.Analytics;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.SystemHealth.Measuring;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;

namespace Jarvis.Skills.Domains.SystemHealth.Analysis;

/// <summary>
/// Services that are slower or fail more than their own past: <see cref="LatencyDegradation"/> over the p95 of each five minutes and
/// <see cref="ErrorRateDegradation"/> over the failed checks, against two weeks. The history is read only for services whose newest
/// windows are worse than the level last seen, and for each once a day, so that thousands of services cost little.
/// </summary>
internal sealed class Degradations(ServiceBoard board, MetricStore metrics, QuietPeriods quiet, TimeProvider time)
{
    private const int ReadAtMost = 200;
    private const double Suspicious = 1.25;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(20);

    private readonly Dictionary<string, (double Milliseconds, double ErrorPercent, DateTimeOffset ReadAt)> usual = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var found = new List<Finding>();
        var look = board.All.Where(s => s.IsUp && !quiet.InMaintenance(s.Service, now) && Worth(s, now)).OrderBy(s => usual.TryGetValue(s.Name, out var u) ? u.ReadAt : default).Take(ReadAtMost);
        foreach (var state in look.ToList())
        {
            var latency = await ReadAsync(HealthSeries.P95(state.Name), now, cancel);
            var errors = await ReadAsync(HealthSeries.Errors(state.Name), now, cancel);
            usual[state.Name] = (Middle(latency), Middle(errors), now);
            if (Slower(state, latency, now) is { } slower) found.Add(slower);
            if (MoreErrors(state, errors, now) is { } failing) found.Add(failing);
        }
        return found;
    }

    private bool Worth(ServiceState state, DateTimeOffset now)
    {
        if (!usual.TryGetValue(state.Name, out var known) || now - known.ReadAt > TimeSpan.FromDays(1)) return true;
        var newest = state.Windows.TakeLast(3).ToList();
        return newest.Count > 0 && (newest.TrueForAll(w => w.P95 >= known.Milliseconds * Suspicious) || newest.TrueForAll(w => w.ErrorPercent > known.ErrorPercent));
    }

    private static Finding? Slower(ServiceState state, List<Reading> all, DateTimeOffset now)
    {
        var (history, recent) = Split(all, now);
        var compared = LatencyDegradation.Compare(history, recent);
        return !compared.IsDegraded ? null : new Finding(FindingKind.Slower, state.Name, $"{state.Name} is slower than usual",
            string.Create(CultureInfo.InvariantCulture, $"p95 is {HealthWords.Milliseconds(compared.Current)} over the last {compared.Windows * 5} minutes, {compared.Ratio:0.0} times its usual {HealthWords.Milliseconds(compared.Baseline)}{(compared.SameHour ? " at this time of day" : "")}."),
            compared.Confidence);
    }

    private static Finding? MoreErrors(ServiceState state, List<Reading> all, DateTimeOffset now)
    {
        var checks = Math.Max(1, (long)Math.Round(Window / state.Service.Interval));
        var (history, recent) = Split(all, now);
        var compared = ErrorRateDegradation.Compare(history.Select(Outcome), recent.Select(Outcome));
        return !compared.IsDegraded ? null : new Finding(FindingKind.MoreErrors, state.Name, $"{state.Name} fails more often than usual",
            $"{HealthWords.Share(100 * compared.Current)} of its checks failed over the last {compared.Windows * 5} minutes; usual are {HealthWords.Share(100 * compared.Baseline)}.", compared.Confidence);

        OutcomeWindow Outcome(Reading r) => new(r.At, checks, Math.Min(checks, (long)Math.Round(r.Value / 100 * checks)));
    }

    /// <summary>The newest three windows, when they are new, and all that came before.</summary>
    private static (List<Reading> History, List<Reading> Recent) Split(List<Reading> all, DateTimeOffset now)
    {
        var recent = all.TakeLast(3).Where(r => r.At > now - Recent).ToList();
        return (all.Take(all.Count - recent.Count).ToList(), recent);
    }

    private static double Middle(List<Reading> all) => all.Count == 0 ? 0 : Percentiles.P50(all.Select(r => r.Value).ToArray());

    private async Task<List<Reading>> ReadAsync(string series, DateTimeOffset now, CancellationToken cancel) =>
        [.. (await metrics.ReadAsync(series, now - MetricStore.FineFor, now, cancel)).Select(p => new Reading(p.At, p.Value))];
}
