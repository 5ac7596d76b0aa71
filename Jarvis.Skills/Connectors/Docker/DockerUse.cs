using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Docker.DotNet;
using Docker.DotNet.Models;
using Jarvis.Skills.Domains.SystemHealth.Containers;

namespace Jarvis.Skills.Connectors.Docker;

/// <summary>
/// What containers use. CPU is the counter's growth since the last reading over the time between, so that readings every five minutes
/// give the mean of five minutes and cost the engine nothing in between.
/// </summary>
internal sealed class DockerUse
{
    private readonly ConcurrentDictionary<string, Counter> last = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<ContainerUse>> ReadAsync(DockerClient client, CancellationToken cancel)
    {
        var found = await client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Size = true }, cancel);
        foreach (var gone in last.Keys.Except(found.Select(c => c.ID), StringComparer.Ordinal)) last.TryRemove(gone, out _);
        var use = new ContainerUse[found.Count];
        await Parallel.ForAsync(0, found.Count, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancel },
            async (i, stop) => use[i] = await OneAsync(client, found[i], stop));
        return [.. use.OrderBy(u => u.Name, StringComparer.Ordinal)];
    }

    private async Task<ContainerUse> OneAsync(DockerClient client, ContainerListResponse container, CancellationToken cancel)
    {
        var name = container.Names is [var first, ..] ? first.TrimStart('/') : container.ID[..12];
        var none = new ContainerUse(name, container.State == "running", container.Status, null, null, null, container.SizeRw);
        if (!none.Running) return none;
        try
        {
            var known = last.TryGetValue(container.ID, out var before);
            var cores = known ? before.Cores : await CoresAsync(client, container.ID, cancel);
            var reading = new Reading();
            // The first reading takes the engine a second: it measures twice.
            await client.Containers.GetContainerStatsAsync(container.ID, new ContainerStatsParameters { Stream = false, OneShot = known }, reading, cancel);
            if (reading.Stats is not { } stats) return none;
            cores = cores > 0 ? cores : stats.CPUStats.OnlineCPUs;
            var now = new Counter(stats.CPUStats.CPUUsage.TotalUsage, stats.Read, cores);
            if (!known) before = new Counter(stats.PreCPUStats.CPUUsage.TotalUsage, stats.PreRead, cores);
            last[container.ID] = now;
            return none with { CpuPercent = Percent(before, now), MemoryBytes = Memory(stats.MemoryStats), MemoryLimit = (long)stats.MemoryStats.Limit };
        }
        catch (DockerContainerNotFoundException)
        {
            return none with { Running = false };
        }
    }

    private static async Task<double> CoresAsync(DockerClient client, string id, CancellationToken cancel) =>
        (await client.Containers.InspectContainerAsync(id, cancel)).HostConfig?.NanoCPUs is > 0 and var nano ? nano / 1e9 : 0;

    private static double? Percent(Counter before, Counter now)
    {
        var seconds = (now.At - before.At).TotalSeconds;
        // A counter that went back belongs to a container that was restarted.
        return seconds > 0 && before.At.Year > 1 && now.Used >= before.Used && now.Cores > 0
            ? Math.Min(100, 100.0 * (now.Used - before.Used) / 1e9 / seconds / now.Cores) : null;
    }

    /// <summary>As "docker stats" counts: without the page cache that the kernel gives back when asked.</summary>
    private static long? Memory(MemoryStats memory)
    {
        if (memory.Usage == 0) return null;
        var cache = memory.Stats is null ? 0 : memory.Stats.TryGetValue("inactive_file", out var two) ? two : memory.Stats.TryGetValue("total_inactive_file", out var one) ? one : 0;
        return (long)(memory.Usage > cache ? memory.Usage - cache : memory.Usage);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Counter(ulong Used, DateTime At, double Cores);

    private sealed class Reading : IProgress<ContainerStatsResponse>
    {
        public ContainerStatsResponse? Stats { get; private set; }

        public void Report(ContainerStatsResponse value) => Stats = value;
    }
}
