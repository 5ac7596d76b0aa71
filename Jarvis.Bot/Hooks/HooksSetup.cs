using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Hooks;

/// <summary>Registers what systems outside may post to.</summary>
public static class HooksSetup
{
    public static IServiceCollection AddHooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HookOptions>().Bind(configuration.GetSection(HookOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HookOptions>, HookOptionsCheck>().AddSingleton<HookEndpoint>();
        return services;
    }

    /// <summary>Not there at all while no source is configured.</summary>
    public static IEndpointRouteBuilder MapHooks(this IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<IOptions<HookOptions>>().Value.Sources.Count == 0) return routes;
        routes.MapPost("/hooks/{name}/{key}", (string name, string key, HttpRequest request, HookEndpoint hooks, CancellationToken cancel) => hooks.TakeAsync(name, key, request, cancel))
            .AllowAnonymous().DisableAntiforgery();
        return routes;
    }
}
