using Jarvis.Skills.Domains.SystemHealth.Measuring;

namespace Jarvis.Skills.Simulation;

/// <summary>A series of the weeks before the first start: what the health domain would have measured.</summary>
internal sealed record SimulatedSeries(string Name, string Unit, Func<DateTimeOffset, double> Value)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    public static IEnumerable<SimulatedSeries> Of(SimulatedWorld world, IReadOnlyList<PastTrouble> troubles)
    {
        var (figures, wear) = (world.Figures, world.Wear);
        foreach (var service in Company.Services)
        {
            var hit = troubles.Where(t => t.Service == service.Name).ToList();
            yield return new(HealthSeries.Uptime(service.Name), "%", at => 100 - Share(hit, at));
            yield return new(HealthSeries.P50(service.Name), "ms", at => figures.P50(service, at, wear));
            yield return new(HealthSeries.P95(service.Name), "ms", at => figures.P95(service, at, wear));
            yield return new(HealthSeries.Errors(service.Name), "%", at => Share(hit, at));
            yield return new(HealthSeries.Cpu(service.Container), "%", at => figures.Cpu(service, at));
            yield return new(HealthSeries.Memory(service.Container), "bytes", at => figures.Memory(service, at, wear));
            yield return new(HealthSeries.MemoryPercent(service.Container), "%", at => 100 * figures.Memory(service, at, wear) / (service.MemoryLimit * 1024 * 1024));
            yield return new(HealthSeries.Disk(service.Container), "bytes", at => figures.Layer(service, at, wear));
        }
        yield return new(HealthSeries.DiskUsed, "bytes", at => figures.Disk(at, wear));
        yield return new(HealthSeries.DiskPercent, "%", at => 100 * figures.Disk(at, wear) / Figures.DiskTotal);
    }

    /// <summary>Percent of the window before an instant in which the service was down.</summary>
    private static double Share(List<PastTrouble> hit, DateTimeOffset at)
    {
        var down = hit.Sum(t => Math.Max(0, ((t.Until < at ? t.Until : at) - (t.From > at - Window ? t.From : at - Window)).TotalSeconds));
        return 100 * down / Window.TotalSeconds;
    }
}
