using Docker.DotNet.Models;
using Jarvis.Skills.Domains.SystemHealth.Containers;

namespace Jarvis.Skills.Connectors.Docker;

/// <summary>Changes containers through the Docker Engine API.</summary>
internal sealed class DockerControl(DockerEngine engine) : IContainerControl
{
    public Task RestartAsync(string name, CancellationToken cancel) => engine.AskAsync(async client =>
    {
        await client.Containers.RestartContainerAsync(name, new ContainerRestartParameters { WaitBeforeKillSeconds = 10 }, cancel);
        return true;
    }, cancel);

    public Task<long> PruneImagesAsync(CancellationToken cancel) => engine.AskAsync(async client =>
        (long)(await client.Images.PruneImagesAsync(new ImagesPruneParameters { Filters = DockerImages.WithoutName }, cancel)).SpaceReclaimed, cancel);
}
