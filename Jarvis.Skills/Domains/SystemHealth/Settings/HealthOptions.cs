namespace Jarvis.Skills.Domains.SystemHealth.Settings;

/// <summary>Settings "Health", as <see cref="HealthSettingsReader"/> read and checked them.</summary>
public sealed class HealthOptions
{
    public const string Section = "Health";

    public IReadOnlyList<WatchedService> Services { get; set; } = [];

    /// <summary>Checks that may run at once. Each is one socket.</summary>
    public int ConcurrentChecks { get; set; } = 500;

    public RecoveryOptions Recovery { get; set; } = new();

    public HealthThresholds Thresholds { get; set; } = new();

    /// <summary>The Docker engine: a unix:// or tcp:// address. Empty: where Docker itself looks.</summary>
    public string DockerEndpoint { get; set; } = "";

    /// <summary>What was wrong with the settings; empty once Jarvis runs.</summary>
    internal List<string> Wrong { get; } = [];
}

/// <summary>How often and how patiently a failed service is restarted.</summary>
public sealed record RecoveryOptions
{
    /// <summary>Restarts before Jarvis gives up and calls a person.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>… within this time, over all of a service's incidents.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Least time between two restarts; a check that failed after it must lie between them too.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What a restart by hand takes a person (notice, log in, restart, look), counted as saved when a restart by Jarvis helped.</summary>
    public TimeSpan SavesPerRecovery { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>From where on a measurement is worth a word.</summary>
public sealed record HealthThresholds
{
    /// <summary>Mean CPU of a container over five minutes, in percent of one core's time for each core it may use.</summary>
    public double CpuPercent { get; init; } = 90;

    public double MemoryPercent { get; init; } = 90;

    public double DiskPercent { get; init; } = 85;

    /// <summary>Failed checks in percent, over five minutes.</summary>
    public double ErrorPercent { get; init; } = 20;

    /// <summary>p95 of the response time over five minutes, in milliseconds.</summary>
    public double ResponseMs { get; init; } = 2000;

    /// <summary>Windows of five minutes in a row before a threshold counts as passed.</summary>
    public int Windows { get; init; } = 3;

    /// <summary>A disk or memory that will be full within so many days is told.</summary>
    public double FullWithinDays { get; init; } = 7;

    /// <summary>Lines of one error pattern in five minutes from which it is told.</summary>
    public int LogLines { get; init; } = 10;
}
