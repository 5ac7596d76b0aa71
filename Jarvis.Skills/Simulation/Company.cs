using Jarvis.Skills.Domains.SystemHealth.Settings;

namespace Jarvis.Skills.Simulation;

/// <summary>How one service of the invented company behaves when nothing is wrong with it.</summary>
/// <param name="Name">As in the services of appsettings.Demo.json.</param>
/// <param name="Latency">Median response time in milliseconds at a usual load.</param>
/// <param name="Spread">σ of the logarithm of single response times.</param>
/// <param name="Cpu">Percent at full load.</param>
/// <param name="Memory">Megabytes in use.</param>
/// <param name="MemoryLimit">Megabytes.</param>
/// <param name="Needs">The service without which this one answers with an error.</param>
internal sealed record ServiceModel(
    string Name, ServiceKind Kind, double Latency, double Spread, double Cpu, double Memory, double MemoryLimit, string? Needs = null)
{
    public string Container => $"fernwave-{Name}";
}

/// <summary>The invented company: a small shop for synthesiser plug-ins. No such company is meant.</summary>
internal static class Company
{
    public const string Name = "Fernwave Audio";

    /// <summary>Slower and slower for hours before Jarvis starts, until it is restarted.</summary>
    public const string Creeping = "licence-server";

    /// <summary>Loses memory until it is restarted.</summary>
    public const string Leaking = "worker";

    /// <summary>Has begun to log an error just before Jarvis starts, until it is restarted.</summary>
    public const string Complaining = "checkout";

    /// <summary>Keeps every installer that it ever served in its own layer.</summary>
    public const string Hoarding = "downloads";

    public static readonly IReadOnlyList<ServiceModel> Services =
    [
        new("website", ServiceKind.Http, 46, 0.26, 34, 190, 512),
        new(Complaining, ServiceKind.Http, 118, 0.30, 22, 260, 768, Needs: "backend"),
        new("backend", ServiceKind.Http, 64, 0.28, 48, 520, 1024, Needs: "postgres"),
        new(Creeping, ServiceKind.Http, 72, 0.15, 26, 330, 768, Needs: "postgres"),
        new(Hoarding, ServiceKind.Http, 31, 0.35, 18, 140, 512),
        new(Leaking, ServiceKind.Docker, 2, 0.20, 63, 720, 2048, Needs: "redis"),
        new("postgres", ServiceKind.Postgres, 6, 0.30, 31, 1450, 3072),
        new("redis", ServiceKind.Redis, 1.2, 0.25, 8, 180, 512),
        new("mail", ServiceKind.Tcp, 14, 0.22, 4, 95, 256),
    ];

    private static readonly Dictionary<string, ServiceModel> ByName = Services.ToDictionary(s => s.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, ServiceModel> ByContainer = Services.ToDictionary(s => s.Container, StringComparer.OrdinalIgnoreCase);

    public static ServiceModel? Find(string service) => ByName.GetValueOrDefault(service);

    public static ServiceModel? InContainer(string container) => ByContainer.GetValueOrDefault(container);
}
