using Jarvis.Skills.Domains.SystemHealth.Probes;
using Jarvis.Skills.Domains.SystemHealth.Settings;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Simulation;

/// <summary>Settings "Demo".</summary>
public sealed class SimulationOptions
{
    public const string Section = "Demo";

    /// <summary>The same seed tells the same story.</summary>
    public int Seed { get; set; } = 7;
}

/// <summary>
/// The company's machines in memory. Time moves it: whoever looks sees what has happened until now. What has failed stays so until its
/// container is restarted.
/// </summary>
internal sealed class SimulatedWorld
{
    private const int FaultsRemembered = 40;

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly FaultPlan plan;
    private readonly Dictionary<string, SimulatedContainer> containers;
    private readonly Queue<Fault> past = new();
    private Fault next;
    private Wear wear;

    public SimulatedWorld(IOptions<SimulationOptions> options, TimeProvider time)
    {
        this.time = time;
        Seed = options.Value.Seed;
        Began = time.GetUtcNow();
        Figures = new Figures(Seed);
        wear = Wear.When(Began);
        plan = new FaultPlan(Seed, Began);
        next = plan.Next();
        containers = Company.Services.ToDictionary(
            s => s.Container, s => new SimulatedContainer(s, s.Name == Company.Leaking ? wear.LeakSince : Began.AddDays(-20)), StringComparer.OrdinalIgnoreCase);
    }

    public int Seed { get; }

    public DateTimeOffset Began { get; }

    public Figures Figures { get; }

    public Wear Wear
    {
        get { lock (gate) return wear; }
    }

    /// <summary>Faults that began, oldest first: logs tell of them.</summary>
    public IReadOnlyList<Fault> Past
    {
        get { lock (gate) { Advance(); return [.. past]; } }
    }

    /// <summary>What a check of the service says now; null when it takes the connection and never answers.</summary>
    public ProbeResult? Check(string service)
    {
        lock (gate)
        {
            var now = Advance();
            return Company.Find(service) is { } model ? Check(model, now) : ProbeResult.Failed("the simulation has no such service");
        }
    }

    /// <summary>Reads one container; default when the simulation has none of that name.</summary>
    public T? Read<T>(string container, Func<SimulatedContainer, DateTimeOffset, T> read)
    {
        lock (gate)
        {
            var now = Advance();
            return containers.TryGetValue(container, out var found) ? read(found, now) : default;
        }
    }

    /// <returns>False when the simulation has no such container.</returns>
    public bool Restart(string container)
    {
        lock (gate)
        {
            var now = Advance();
            if (!containers.TryGetValue(container, out var found)) return false;
            found.Restart(now);
            wear = wear.Restarted(found.Service.Name, now);
            return true;
        }
    }

    /// <summary>Removes images without a name. Bytes.</summary>
    public long Prune()
    {
        lock (gate)
        {
            var now = Advance();
            var freed = Figures.Images(now, wear);
            wear = wear with { ImagesSince = now };
            return (long)(freed - Figures.Images(now, wear));
        }
    }

    private ProbeResult? Check(ServiceModel service, DateTimeOffset now)
    {
        var container = containers[service.Container];
        if (container.Failing(now) is { } fault) return fault.Words is { } words ? ProbeResult.Failed(words) : null;
        if (container.Boots(now) && service.Kind != ServiceKind.Docker) return ProbeResult.Failed("the connection is refused");
        // A worker runs, and waits, when its queue is away.
        if (service.Kind != ServiceKind.Docker && service.Needs is { } needs && Check(Company.Find(needs)!, now) is not { Ok: true }) return ProbeResult.Failed("HTTP 503");
        return ProbeResult.Good(Figures.Response(service, now, wear));
    }

    private DateTimeOffset Advance()
    {
        var now = time.GetUtcNow();
        for (; next.From <= now; next = plan.Next())
        {
            // One trouble at a time is enough to watch.
            if (containers.Values.Any(c => c.Fault is not null)) continue;
            containers[next.Service.Container].Break(next);
            past.Enqueue(next);
            if (past.Count > FaultsRemembered) past.Dequeue();
        }
        return now;
    }
}
