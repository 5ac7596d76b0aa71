using Jarvis.Skills.Domains.SystemHealth.Settings;

namespace Jarvis.Skills.Simulation;

/// <summary>How a service fails.</summary>
internal enum FaultKind
{
    /// <summary>Its container ends.</summary>
    Exit,

    /// <summary>It answers, with an error.</summary>
    Errors,

    /// <summary>It takes the connection and never answers.</summary>
    Hang,
}

/// <summary>A service that fails until its container has been restarted.</summary>
/// <param name="Restarts">How many restarts it takes.</param>
internal sealed record Fault(ServiceModel Service, FaultKind Kind, DateTimeOffset From, int Restarts)
{
    /// <summary>What a check of it says; null for one that never answers.</summary>
    public string? Words => Kind switch
    {
        FaultKind.Hang => null,
        FaultKind.Errors => Service.Kind == ServiceKind.Http ? "HTTP 500" : "it answers with an error",
        _ => Service.Kind == ServiceKind.Docker ? $"it has exited with code {ExitCode}" : "the connection is refused",
    };

    public int ExitCode => Kind == FaultKind.Exit ? 137 : 0;
}

/// <summary>Which services fail when, one after another: always the same for a seed.</summary>
internal sealed class FaultPlan(int seed, DateTimeOffset began)
{
    /// <summary>So soon that somebody who has just opened the page sees it.</summary>
    private static readonly TimeSpan First = TimeSpan.FromSeconds(75);

    private readonly Random random = new(seed);
    private readonly (string Name, int Weight)[] likely =
        [("website", 3), ("checkout", 3), ("backend", 4), ("downloads", 3), ("worker", 3), ("mail", 3), ("redis", 1), ("postgres", 1)];

    private DateTimeOffset last = began;
    private int count;

    public Fault Next()
    {
        last += count++ == 0 ? First : TimeSpan.FromMinutes(5 + (7 * random.NextDouble()));
        var service = Company.Find(count == 1 ? "downloads" : Draw())!;
        return new Fault(service, KindOf(service), last, random.Next(20) switch { 0 => 4, < 5 => 2, _ => 1 });
    }

    private string Draw()
    {
        var at = random.Next(likely.Sum(l => l.Weight));
        foreach (var (name, weight) in likely)
            if ((at -= weight) < 0) return name;
        return likely[^1].Name;
    }

    private FaultKind KindOf(ServiceModel service) => service.Kind switch
    {
        ServiceKind.Http => (FaultKind)random.Next(3),
        ServiceKind.Docker => FaultKind.Exit,
        _ => random.Next(2) == 0 ? FaultKind.Exit : FaultKind.Hang,
    };
}
