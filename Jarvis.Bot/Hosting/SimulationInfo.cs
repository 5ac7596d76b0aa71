using Jarvis.Skills.Simulation;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Jarvis.Bot.Hosting;

/// <summary>Whether the business that Jarvis watches is invented. Whatever is shown to people then says so.</summary>
public sealed record SimulationInfo(bool IsDemo);

/// <summary>Registers the greeting, and what "--demo" adds.</summary>
internal static class SimulationInfoSetup
{
    public static IServiceCollection AddWelcome(this IServiceCollection services)
    {
        services.TryAddSingleton(new SimulationInfo(IsDemo: false));
        services.TryAddSingleton(Console.Out);
        services.AddHostedService<Welcome>();
        return services;
    }

    /// <summary>Last of all: it takes the place of ports that the domains registered.</summary>
    public static IServiceCollection AddDemo(this IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton(new SimulationInfo(IsDemo: true)));
        services.AddSimulation();
        services.AddHostedService<DemoPast>();
        return services;
    }
}
