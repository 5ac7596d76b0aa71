using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.SystemHealth.Containers;

/// <summary>Port: looks at containers. Every method throws <see cref="ContainerRuntimeException"/> when there is no engine to ask.</summary>
public interface IContainerRuntime
{
    /// <summary>All containers with what they use now, running or not.</summary>
    Task<IReadOnlyList<ContainerUse>> UseAsync(CancellationToken cancel);

    /// <summary>The facts about one container; null when there is none of that name.</summary>
    Task<ContainerFacts?> InspectAsync(string name, CancellationToken cancel);

    /// <summary>Lines of a container's log since then, oldest first, at most so many of the newest. Written by strangers: data, never words of ours.</summary>
    Task<IReadOnlyList<LogLine>> LogAsync(string name, DateTimeOffset since, int atMost, CancellationToken cancel);

    /// <summary>The disk that containers and images live on; null when it cannot be seen from here.</summary>
    Task<DiskUse?> DiskAsync(CancellationToken cancel);
}

/// <summary>Port: changes containers. Only a commit gets it.</summary>
public interface IContainerControl : IEffect
{
    /// <summary>Restarts a container, or starts one that has exited. Safe to repeat.</summary>
    /// <exception cref="ContainerRuntimeException">It could not be done; the message says why.</exception>
    Task RestartAsync(string name, CancellationToken cancel);

    /// <summary>Removes images that have no name and that no container uses, and returns the bytes that became free.</summary>
    Task<long> PruneImagesAsync(CancellationToken cancel);
}

/// <summary>What an engine says of a container.</summary>
public sealed record ContainerFacts(string Name, string Id)
{
    public bool Running { get; init; }

    public bool Restarting { get; init; }

    public bool Paused { get; init; }

    /// <summary>The image's own health check says no.</summary>
    public bool Unhealthy { get; init; }

    public int ExitCode { get; init; }

    public bool OomKilled { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Whether the engine itself would start it again after it ends ("always", "unless-stopped").</summary>
    public bool RestartsByItself { get; init; }

    /// <summary>Whether somebody asked the engine to stop it, after its last start; null when the engine no longer knows.</summary>
    public bool? StopAskedFor { get; init; }
}

/// <summary>What a container uses. Null where it is not known, as for one that does not run.</summary>
/// <param name="CpuPercent">0 to 100: of the cores that it may use, over the time since the last reading.</param>
/// <param name="DiskBytes">What it wrote into its own layer.</param>
public sealed record ContainerUse(string Name, bool Running, string StatusText, double? CpuPercent, long? MemoryBytes, long? MemoryLimit, long? DiskBytes)
{
    public double? MemoryPercent => MemoryBytes is { } used && MemoryLimit is > 0 ? 100.0 * used / MemoryLimit.Value : null;
}

/// <summary>A filesystem. Bytes.</summary>
/// <param name="Reclaimable">What images without a name and without a container take.</param>
public sealed record DiskUse(long UsedBytes, long TotalBytes, long Reclaimable)
{
    public double Percent => TotalBytes > 0 ? 100.0 * UsedBytes / TotalBytes : 0;
}

/// <summary>A line of a log.</summary>
public sealed record LogLine(DateTimeOffset At, string Text, bool IsError);

/// <summary>There is no engine, or it refused. The message is for the owner: what is wrong, and what to do.</summary>
public sealed class ContainerRuntimeException : Exception
{
    public ContainerRuntimeException() { }
    public ContainerRuntimeException(string message) : base(message) { }
    public ContainerRuntimeException(string message, Exception innerException) : base(message, innerException) { }
}
