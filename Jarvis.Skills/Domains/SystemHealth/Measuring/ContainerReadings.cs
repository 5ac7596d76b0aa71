using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.SystemHealth.Containers;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;

namespace Jarvis.Skills.Domains.SystemHealth.Measuring;

/// <summary>What the services' containers used in the last windows, newest last, and what the engine said when it could not be asked.</summary>
internal sealed class ContainerReadings(ServiceBoard board, IContainerRuntime runtime)
{
    private const int WindowsKept = 12;

    private readonly Lock gate = new();
    private readonly Dictionary<string, List<ContainerUse>> windows = new(StringComparer.Ordinal);

    /// <summary>Why the engine could not be asked; null when it could, or when no service has a container.</summary>
    public string? Trouble { get; private set; }

    public DiskUse? Disk { get; private set; }

    public IReadOnlyList<ContainerUse> Of(string container)
    {
        lock (gate) return windows.TryGetValue(container, out var found) ? [.. found] : [];
    }

    /// <summary>Reads all of the services' containers, and returns what is to be kept as metrics.</summary>
    public async Task<IReadOnlyList<Measurement>> ReadAsync(CancellationToken cancel)
    {
        var ours = board.All.Select(s => s.Service.Container).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (ours.Count == 0) return [];
        IReadOnlyList<ContainerUse> found;
        try
        {
            found = [.. (await runtime.UseAsync(cancel)).Where(u => ours.Contains(u.Name))];
            Disk = await runtime.DiskAsync(cancel);
            Trouble = null;
        }
        catch (ContainerRuntimeException e)
        {
            Trouble = e.Message;
            return [];
        }
        lock (gate)
        {
            foreach (var use in found)
            {
                if (!windows.TryGetValue(use.Name, out var kept)) windows[use.Name] = kept = [];
                kept.Add(use);
                if (kept.Count > WindowsKept) kept.RemoveAt(0);
            }
        }
        return [.. found.SelectMany(Values), .. DiskValues()];
    }

    private static IEnumerable<Measurement> Values(ContainerUse use)
    {
        if (use.CpuPercent is { } cpu) yield return new Measurement(HealthSeries.Cpu(use.Name), "%", cpu);
        if (use.MemoryBytes is { } memory) yield return new Measurement(HealthSeries.Memory(use.Name), "bytes", memory);
        if (use.MemoryPercent is { } share) yield return new Measurement(HealthSeries.MemoryPercent(use.Name), "%", share);
        if (use.DiskBytes is { } disk) yield return new Measurement(HealthSeries.Disk(use.Name), "bytes", disk);
    }

    private IEnumerable<Measurement> DiskValues() => Disk is not { } disk ? []
        : [new Measurement(HealthSeries.DiskUsed, "bytes", disk.UsedBytes), new Measurement(HealthSeries.DiskPercent, "%", disk.Percent)];
}
