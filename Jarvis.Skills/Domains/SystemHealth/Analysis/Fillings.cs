using System.Globalization;
using Jarvis.Skills.Analytics;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.SystemHealth.Measuring;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;
using Jarvis.Skills.Domains.SystemHealth.Settings;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.SystemHealth.Analysis;

/// <summary>
/// The containers' disk, or a container's memory, that will be full within days: <see cref="CapacityForecast"/> over a week, looked at
/// anew twice an hour.
/// </summary>
internal sealed class Fillings(ServiceBoard board, ContainerReadings containers, MetricStore metrics, IOptions<BusinessOptions> business, IOptions<HealthOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(30);

    private readonly Dictionary<string, (DateTimeOffset At, CapacityForecast Forecast)> seen = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken cancel)
    {
        var found = new List<Finding>();
        if (containers.Disk is { } disk && await SoonAsync(HealthSeries.DiskUsed, disk.TotalBytes, cancel) is { } full)
            found.Add(new Finding(FindingKind.DiskFilling, "disk", $"The containers' disk will be full {In(full)}",
                $"It grows by {HealthWords.Bytes(full.Trend.PerDay)} a day and holds {HealthWords.Bytes(disk.UsedBytes)} of {HealthWords.Bytes(disk.TotalBytes)}; at this pace it is full {On(full)}.{Grower()}", Sure(full)));
        foreach (var state in board.All)
        {
            if (state.Service.Container is not { } name || containers.Of(name) is not [.., { MemoryLimit: > 0 and var limit } use]) continue;
            if (await SoonAsync(HealthSeries.Memory(name), limit, cancel) is { } short_)
                found.Add(new Finding(FindingKind.MemoryFilling, state.Name, $"{state.Name} will run out of memory {In(short_)}",
                    $"Its container {name} uses {HealthWords.Bytes(use.MemoryBytes ?? 0)} of {HealthWords.Bytes(limit)} and grows by {HealthWords.Bytes(short_.Trend.PerDay)} a day; at this pace it is full {On(short_)}.", Sure(short_)));
        }
        return found;
    }

    private async Task<CapacityForecast?> SoonAsync(string series, double capacity, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (!seen.TryGetValue(series, out var last) || now - last.At >= LookAgain)
        {
            var readings = (await metrics.ReadAsync(series, now - Week, now, cancel)).Select(p => new Reading(p.At, p.Value));
            seen[series] = last = (now, CapacityForecast.Of(readings, capacity));
        }
        return last.Forecast is { State: CapacityState.Filling, Days: { } days } && days <= options.Value.Thresholds.FullWithinDays ? last.Forecast : null;
    }

    /// <summary>The container that wrote most.</summary>
    private string Grower() =>
        board.All.Select(s => s.Service.Container).OfType<string>().Select(c => containers.Of(c)).Where(u => u.Count > 0).Select(u => u[^1]).MaxBy(u => u.DiskBytes ?? 0) is { DiskBytes: > 100_000_000 } most
            ? $" Of the containers, {most.Name} wrote most ({HealthWords.Bytes(most.DiskBytes.Value)})." : "";

    private static string In(CapacityForecast forecast) => forecast.Days < 1 ? "within a day" : $"in about {HealthWords.Count((int)Math.Round(forecast.Days!.Value), "day")}";

    private string On(CapacityForecast forecast) => "on " + business.Value.Local(time.GetUtcNow() + TimeSpan.FromDays(forecast.Days!.Value)).ToString("ddd d MMM", CultureInfo.InvariantCulture);

    /// <summary>Less sure where the far end of the range may never come.</summary>
    private static double Sure(CapacityForecast forecast) => forecast.LatestDays is { } latest && latest <= 4 * Math.Max(1, forecast.Days!.Value) ? 0.9 : 0.6;
}
