using Docker.DotNet;
using Docker.DotNet.Models;
using Jarvis.Skills.Domains.SystemHealth.Containers;

namespace Jarvis.Skills.Connectors.Docker;

/// <summary>Reads containers through the Docker Engine API (1.41 and later).</summary>
internal sealed class DockerRuntime(DockerEngine engine, DockerUse use) : IContainerRuntime
{
    public Task<IReadOnlyList<ContainerUse>> UseAsync(CancellationToken cancel) =>
        engine.AskAsync(client => use.ReadAsync(client, cancel), cancel);

    public Task<ContainerFacts?> InspectAsync(string name, CancellationToken cancel) => engine.AskAsync<ContainerFacts?>(async client =>
    {
        ContainerInspectResponse found;
        try
        {
            found = await client.Containers.InspectContainerAsync(name, cancel);
        }
        catch (DockerContainerNotFoundException)
        {
            return null;
        }
        var state = found.State;
        var (started, finished) = (Instant(state.StartedAt), Instant(state.FinishedAt));
        return new ContainerFacts(name, found.ID)
        {
            Running = state.Running && !state.Restarting,
            Restarting = state.Restarting,
            Paused = state.Paused,
            Unhealthy = state.Health?.Status == "unhealthy",
            ExitCode = (int)state.ExitCode,
            OomKilled = state.OOMKilled,
            StartedAt = started,
            FinishedAt = finished,
            RestartsByItself = found.HostConfig?.RestartPolicy?.Name is RestartPolicyKind.Always or RestartPolicyKind.UnlessStopped,
            StopAskedFor = state.Running || state.Restarting || started is null || finished is null ? false
                : await DockerStops.AskedForAsync(client, found.ID, started.Value, finished.Value, cancel),
        };
    }, cancel);

    public Task<IReadOnlyList<LogLine>> LogAsync(string name, DateTimeOffset since, int atMost, CancellationToken cancel) =>
        engine.AskAsync(client => DockerLog.ReadAsync(client, name, since, atMost, cancel), cancel);

    public Task<DiskUse?> DiskAsync(CancellationToken cancel) => engine.AskAsync<DiskUse?>(async client =>
    {
        var folder = (await client.System.GetSystemInfoAsync(cancel)).DockerRootDir;
        // The engine may run on another machine, or in a virtual one: then its folder is not here.
        if (string.IsNullOrEmpty(folder) || !Directory.Exists(folder)) return null;
        var drive = new DriveInfo(folder);
        return new DiskUse(drive.TotalSize - drive.AvailableFreeSpace, drive.TotalSize, await DockerImages.ReclaimableAsync(client, cancel));
    }, cancel);

    /// <summary>Docker writes the year 1 for "never".</summary>
    private static DateTimeOffset? Instant(string? text) =>
        DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at) && at.Year > 1 ? at : null;
}
