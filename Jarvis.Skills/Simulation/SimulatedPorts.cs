using Jarvis.Skills.Domains.SystemHealth.Containers;
using Jarvis.Skills.Domains.SystemHealth.Probes;
using Jarvis.Skills.Domains.SystemHealth.Settings;

namespace Jarvis.Skills.Simulation;

/// <summary>Checks the simulated services. Opens no socket.</summary>
internal sealed class SimulatedProbe(SimulatedWorld world, TimeProvider time) : IServiceProbe
{
    public async Task<ProbeResult> CheckAsync(WatchedService service, CancellationToken cancel)
    {
        if (world.Check(service.Name) is { } answered) return answered;
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancel);
        return default;
    }
}

/// <summary>Looks at the simulated containers.</summary>
internal sealed class SimulatedRuntime(SimulatedWorld world, SimulatedLog log) : IContainerRuntime
{
    public Task<IReadOnlyList<ContainerUse>> UseAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ContainerUse>>([.. Company.Services.Select(s => world.Read(s.Container, Use)!)]);

    public Task<ContainerFacts?> InspectAsync(string name, CancellationToken cancel) => Task.FromResult(world.Read(name, Facts));

    public Task<IReadOnlyList<LogLine>> LogAsync(string name, DateTimeOffset since, int atMost, CancellationToken cancel) =>
        Task.FromResult(log.Read(name, since, atMost));

    public Task<DiskUse?> DiskAsync(CancellationToken cancel) =>
        Task.FromResult(world.Read(Company.Services[0].Container, (_, now) =>
            new DiskUse((long)world.Figures.Disk(now, world.Wear), (long)Figures.DiskTotal, (long)world.Figures.Images(now, world.Wear))));

    private ContainerUse Use(SimulatedContainer container, DateTimeOffset now)
    {
        var (service, figures) = (container.Service, world.Figures);
        var disk = (long)figures.Layer(service, now, world.Wear);
        return container.Runs(now)
            ? new ContainerUse(service.Container, Running: true, $"Up {(int)(now - container.StartedAt).TotalMinutes} minutes", figures.Cpu(service, now), (long)figures.Memory(service, now, world.Wear), (long)service.MemoryLimit * 1024 * 1024, disk)
            : new ContainerUse(service.Container, Running: false, $"Exited ({container.Fault!.ExitCode})", null, null, null, disk);
    }

    private ContainerFacts Facts(SimulatedContainer container, DateTimeOffset now) => new(container.Service.Container, $"simulated-{container.Service.Name}-{container.Starts}")
    {
        Running = container.Runs(now),
        ExitCode = container.Failing(now)?.ExitCode ?? 0,
        StartedAt = container.StartedAt,
        FinishedAt = container.Runs(now) ? null : container.Fault?.From,
        StopAskedFor = container.Runs(now) ? null : false,
    };
}

/// <summary>Restarts simulated containers.</summary>
internal sealed class SimulatedControl(SimulatedWorld world) : IContainerControl
{
    public Task RestartAsync(string name, CancellationToken cancel) =>
        world.Restart(name) ? Task.CompletedTask : throw new ContainerRuntimeException($"the simulation has no container \"{name}\".");

    public Task<long> PruneImagesAsync(CancellationToken cancel) => Task.FromResult(world.Prune());
}
