using Jarvis.Skills.Business;

namespace Jarvis.Bot.Channels.Web;

/// <summary>The chat on Jarvis's own page.</summary>
public static class WebChannelSetup
{
    /// <summary>Registers the channel. The page itself is the dashboard's.</summary>
    public static IServiceCollection AddWebChannel(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WebOptions>().Bind(configuration.GetSection(WebOptions.Section)).ValidateAnnotations(WebOptions.Section);
        return services
            .AddSingleton<WebFeed>()
            .AddSingleton<WebHistory>()
            .AddSingleton<WebInbound>()
            .AddChannel<WebChannel>();
    }
}
