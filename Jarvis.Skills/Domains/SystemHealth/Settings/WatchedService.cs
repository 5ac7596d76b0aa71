using Jarvis.Skills.Domains.SystemHealth.Probes;

namespace Jarvis.Skills.Domains.SystemHealth.Settings;

/// <summary>How a service is checked.</summary>
public enum ServiceKind
{
    /// <summary>GET of a URL: well when the answer is complete and its status is below 400.</summary>
    Http,

    /// <summary>A connection to host:port.</summary>
    Tcp,

    /// <summary>A connection and SELECT 1, with an Npgsql connection string.</summary>
    Postgres,

    /// <summary>PING, with a StackExchange.Redis connection string.</summary>
    Redis,

    /// <summary>A container that runs, and is healthy where its image says how to tell.</summary>
    Docker,
}

/// <summary>A service as the settings describe it, checked and complete.</summary>
/// <param name="Name">Letters, digits, - and _; how the owner speaks of it and what its metrics are called.</param>
/// <param name="Target">URL, host:port, connection string or container name. May hold a password: show <see cref="Shown"/> instead.</param>
public sealed record WatchedService(string Name, ServiceKind Kind, string Target)
{
    /// <summary>The container that is restarted when the service fails; null when Jarvis can only tell.</summary>
    public string? Container { get; init; }

    /// <summary>The service without which this one cannot work.</summary>
    public string? Parent { get; init; }

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Failed checks in a row that make it down.</summary>
    public int FailuresDown { get; init; } = 3;

    /// <summary>Good checks in a row that make it up again.</summary>
    public int SuccessesUp { get; init; } = 2;

    /// <summary>Time after a start in which failures do not count.</summary>
    public TimeSpan StartGrace { get; init; } = TimeSpan.FromSeconds(30);

    public IReadOnlyList<MaintenanceWindow> Maintenance { get; init; } = [];

    /// <summary>The target without user, password and query.</summary>
    public string Shown => TargetText.WithoutSecrets(Kind, Target);

    // A record prints its members, and the target may hold a password.
    public override string ToString() => $"{Name} ({Kind} {Shown})";
}
