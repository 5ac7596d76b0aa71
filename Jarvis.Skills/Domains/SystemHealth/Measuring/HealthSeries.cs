namespace Jarvis.Skills.Domains.SystemHealth.Measuring;

/// <summary>What the domain's metrics are called.</summary>
internal static class HealthSeries
{
    public const string DiskUsed = "health.disk.used_bytes";
    public const string DiskPercent = "health.disk.used_percent";

    /// <summary>Percent of five minutes in which the service was up.</summary>
    public static string Uptime(string service) => $"health.{service}.uptime";

    public static string P50(string service) => $"health.{service}.p50_ms";

    public static string P95(string service) => $"health.{service}.p95_ms";

    /// <summary>Percent of the checks that failed.</summary>
    public static string Errors(string service) => $"health.{service}.error_rate";

    public static string Cpu(string container) => $"health.container.{container}.cpu_percent";

    public static string Memory(string container) => $"health.container.{container}.memory_bytes";

    public static string MemoryPercent(string container) => $"health.container.{container}.memory_percent";

    public static string Disk(string container) => $"health.container.{container}.disk_bytes";
}
