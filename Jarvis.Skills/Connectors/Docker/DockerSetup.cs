using Jarvis.Skills.Domains.SystemHealth.Containers;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Jarvis.Skills.Connectors.Docker;

/// <summary>Registers Docker as the engine behind the container ports, unless another was registered before.</summary>
public static class DockerSetup
{
    public static IServiceCollection AddDocker(this IServiceCollection services)
    {
        services.TryAddSingleton<DockerEngine>();
        services.TryAddSingleton<DockerUse>();
        services.TryAddSingleton<IContainerRuntime, DockerRuntime>();
        return services.AddEffect<IContainerControl, DockerControl>();
    }
}
