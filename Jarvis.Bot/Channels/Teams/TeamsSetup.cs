using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Channels.Teams;

/// <summary>Registers Microsoft Teams.</summary>
public static class TeamsSetup
{
    public static IServiceCollection AddTeams(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TeamsOptions>().Bind(configuration.GetSection(TeamsOptions.Section)).PostConfigure(AddUsualHosts).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TeamsOptions>, TeamsOptionsCheck>();
        services.AddSingleton<TeamsConnection>().AddSingleton<TeamsConversations>().AddSingleton<TeamsConnector>().AddSingleton<TeamsFiles>().AddSingleton<TeamsSender>();
        services.AddSingleton<TeamsTokenCheck>().AddSingleton<TeamsInvokes>().AddSingleton<TeamsInbound>();
        return services.AddChannel<TeamsChannel>();
    }

    /// <summary>Where Teams calls. Not there at all while Teams is not configured.</summary>
    public static IEndpointRouteBuilder MapTeams(this IEndpointRouteBuilder routes)
    {
        if (!routes.ServiceProvider.GetRequiredService<TeamsConnection>().Options.IsConfigured) return routes;
        routes.MapPost(TeamsEndpoint.Path, (HttpRequest request, TeamsConnection teams, TeamsTokenCheck check, TeamsInbound inbound, CancellationToken cancel) =>
            TeamsEndpoint.TakeAsync(request, teams, check, inbound, cancel)).AllowAnonymous().DisableAntiforgery();
        return routes;
    }

    private static void AddUsualHosts(TeamsOptions options)
    {
        if (options.ServiceHosts.Count == 0) options.ServiceHosts = ["smba.trafficmanager.net"];
        if (options.FileHosts.Count == 0) options.FileHosts = ["sharepoint.com"];
    }
}
