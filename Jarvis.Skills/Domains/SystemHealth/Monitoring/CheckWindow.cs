using Jarvis.Skills.Analytics;
using Jarvis.Skills.Domains.SystemHealth.Probes;

namespace Jarvis.Skills.Domains.SystemHealth.Monitoring;

/// <summary>What five minutes of checks came to.</summary>
/// <param name="Uptime">Percent of the time in which it was not down; NaN in maintenance, where nobody counts.</param>
/// <param name="P50">Milliseconds, of the good checks; NaN without one.</param>
internal sealed record WindowSummary(DateTimeOffset At, int Checks, int Failures, double Uptime, double P50, double P95)
{
    public double ErrorPercent => Checks == 0 ? double.NaN : 100.0 * Failures / Checks;
}

/// <summary>Collects checks until the window is taken.</summary>
internal sealed class CheckWindow
{
    private readonly Lock gate = new();
    private readonly List<double> milliseconds = [];
    private int failures;
    private DateTimeOffset? started;
    private TimeSpan down;

    public void Add(ProbeResult result, DateTimeOffset at)
    {
        lock (gate)
        {
            started ??= at;
            if (result.Ok) milliseconds.Add(result.Latency.TotalMilliseconds);
            else failures++;
        }
    }

    /// <summary>Time that the service was not up, told when it is up again.</summary>
    public void AddDown(DateTimeOffset since, DateTimeOffset until)
    {
        lock (gate)
        {
            var from = started is { } start && start > since ? start : since;
            if (until > from) down += until - from;
        }
    }

    /// <param name="now">The window's end.</param>
    /// <param name="downSince">Since when the service is not up; null when it is.</param>
    /// <param name="maintenance">Whether the time counts.</param>
    /// <returns>Null when nothing was checked in it.</returns>
    public WindowSummary? Take(DateTimeOffset now, DateTimeOffset? downSince, bool maintenance)
    {
        lock (gate)
        {
            var checks = milliseconds.Count + failures;
            if (started is not { } from || checks == 0) return null;
            if (downSince is { } since && now > since) down += now - (since > from ? since : from);
            var length = now - from;
            var values = milliseconds.ToArray();
            var uptime = maintenance ? double.NaN
                : length > TimeSpan.Zero ? Math.Clamp(100 * (1 - (down / length)), 0, 100) : downSince is null ? 100 : 0;
            var summary = new WindowSummary(now, checks, failures, uptime, Percentiles.P50(values), Percentiles.P95(values));
            milliseconds.Clear();
            (failures, down, started) = (0, TimeSpan.Zero, now);
            return summary;
        }
    }
}
