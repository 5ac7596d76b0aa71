using Jarvis.Skills.Domains;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Channels.Routes;

/// <summary>Registers where briefings and alerts go.</summary>
public static class RoutesSetup
{
    public static IServiceCollection AddRoutes(this IServiceCollection services)
    {
        services.AddOptions<RoutesOptions>().BindConfiguration(RoutesOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RoutesOptions>, RoutesOptionsCheck>();
        services.AddSingleton<MessageRoutes>().AddSingleton<Detour>();
        services.AddDomain<RoutesSkill>("routes", "Routes");
        return services;
    }
}
