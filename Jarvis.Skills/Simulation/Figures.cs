namespace Jarvis.Skills.Simulation;

/// <summary>What the company's machines measure at an instant at which nothing is broken: load over the day, slow wear, and noise.</summary>
internal sealed class Figures(int seed)
{
    public const double DiskTotal = 500e9;

    private const double DiskFixed = 190e9;
    private const double LayersPerDay = 11e9;
    private const double ImagesPerDay = 11e9;
    private const double LeakPerDay = 95;
    private static readonly TimeSpan SlowFor = TimeSpan.FromHours(4);

    /// <summary>From about 0.25 at night to 1 in the afternoon; less at weekends.</summary>
    public static double Load(DateTimeOffset at)
    {
        var day = 0.3 + (0.7 * (0.5 - (0.5 * Math.Cos(2 * Math.PI * (at.UtcDateTime.TimeOfDay.TotalHours - 3.5) / 24))));
        return at.UtcDateTime.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.8 * day : day;
    }

    /// <summary>Median response time in milliseconds.</summary>
    public double P50(ServiceModel service, DateTimeOffset at, Wear wear)
    {
        var usual = service.Latency * (0.75 + (0.4 * Load(at))) * (1 + (0.03 * Noise.Normal(seed, service.Name + "/p50", Step(at))));
        return service.Name == Company.Creeping ? usual * (1 + (2.1 * Math.Clamp((at - wear.SlowSince) / SlowFor, 0, 1))) : usual;
    }

    public double P95(ServiceModel service, DateTimeOffset at, Wear wear) =>
        P50(service, at, wear) * Math.Exp(1.645 * service.Spread) * (1 + (0.05 * Noise.Normal(seed, service.Name + "/p95", Step(at))));

    /// <summary>One response.</summary>
    public TimeSpan Response(ServiceModel service, DateTimeOffset at, Wear wear) => TimeSpan.FromMilliseconds(
        P50(service, at, wear) * Math.Exp(service.Spread * Noise.Normal(seed, service.Name + "/once", at.UtcTicks)));

    /// <summary>Percent.</summary>
    public double Cpu(ServiceModel service, DateTimeOffset at) =>
        Math.Clamp(service.Cpu * Load(at) * (1 + (0.12 * Noise.Normal(seed, service.Name + "/cpu", Step(at)))), 0.1, 100);

    /// <summary>Bytes.</summary>
    public double Memory(ServiceModel service, DateTimeOffset at, Wear wear)
    {
        var usual = service.Memory * (0.92 + (0.1 * Load(at))) * (1 + (0.01 * Noise.Normal(seed, service.Name + "/memory", Step(at))));
        var lost = service.Name == Company.Leaking ? LeakPerDay * DaysSince(wear.LeakSince, at, every: 10) : 0;
        return Math.Min(usual + lost, 0.99 * service.MemoryLimit) * 1024 * 1024;
    }

    /// <summary>Bytes in the container's own layer.</summary>
    public double Layer(ServiceModel service, DateTimeOffset at, Wear wear) =>
        service.Name == Company.Hoarding ? Layers(at, wear) : service.Memory * 3e4 * (1 + (0.02 * Noise.Normal(seed, service.Name + "/layer", Step(at))));

    /// <summary>Bytes that images without a name take.</summary>
    public double Images(DateTimeOffset at, Wear wear) => (ImagesPerDay * DaysSince(wear.ImagesSince, at, every: 9)) + Wobble("images", at);

    /// <summary>Bytes in use on the disk that all containers share.</summary>
    public double Disk(DateTimeOffset at, Wear wear) => Math.Min(DiskFixed + Layers(at, wear) + Images(at, wear), 0.995 * DiskTotal);

    private double Layers(DateTimeOffset at, Wear wear) => (LayersPerDay * DaysSince(wear.LayersSince, at, every: 9)) + Wobble("layers", at);

    private double Wobble(string about, DateTimeOffset at) => 0.4e9 * (1 + Noise.Uniform(seed, about, Step(at)));

    /// <summary>Before the last cleaning there was one before it, and so on.</summary>
    private static double DaysSince(DateTimeOffset since, DateTimeOffset at, int every)
    {
        var days = (at - since).TotalDays;
        return days >= 0 ? days : days + (every * Math.Ceiling(-days / every));
    }

    /// <summary>Readings are noisy from one half minute to the next, and one reading is the same when it is asked for twice.</summary>
    private static long Step(DateTimeOffset at) => at.UtcTicks / (30 * TimeSpan.TicksPerSecond);
}
