using Jarvis.Bot.Channels.Discord.Gateway;
using Jarvis.Bot.Channels.Discord.Rest;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Channels.Discord;

/// <summary>Registers Discord; without a token only the note on how to connect it.</summary>
public static class DiscordSetup
{
    private static readonly UnconnectedChannel NotConfigured = new(DiscordChannel.ChannelName,
        "Create an application with a bot in Discord's developer portal, and write the bot's token to Discord:Token in appsettings.json, or to Discord__Token in the environment.");

    public static IServiceCollection AddDiscord(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(DiscordOptions.Section);
        services.AddOptions<DiscordOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DiscordOptions>, DiscordOptionsCheck>();
        if (string.IsNullOrWhiteSpace(section[nameof(DiscordOptions.Token)])) return services.AddSingleton(NotConfigured);
        services.AddSingleton<DiscordBot>().AddSingleton<RouteLimits>().AddSingleton<DiscordRest>().AddSingleton<DiscordPast>();
        services.AddSingleton<DiscordFiles>().AddSingleton<DiscordInbound>().AddSingleton<DiscordInteractions>().AddSingleton<DiscordCalls>().AddSingleton<DiscordSender>();
        services.AddSingleton<SessionStore>().AddSingleton<DiscordGateway>();
        return services.AddChannel<DiscordChannel>();
    }
}
