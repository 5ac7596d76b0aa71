using System.Text.Json;
using Jarvis.Bot.Channels.Discord.Rest;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Channels.Discord;

/// <summary>Who the bot is, once Discord has said it, and where it may speak.</summary>
internal sealed class DiscordBot(IOptions<DiscordOptions> options)
{
    private readonly string? serverChannel = Given(options.Value.ChannelId);
    private readonly string? deciderRole = Given(options.Value.DeciderRoleId);

    private const int ServerMessages = 1 << 9;
    private const int DirectMessages = 1 << 12;

    public string Token => options.Value.Token!.Trim();

    /// <summary>Of what happens, the least that is needed. What is said to the bot can be read without any privileged intent.</summary>
    public int Intents => DirectMessages | (serverChannel is null ? 0 : ServerMessages);

    public string ApplicationId { get; private set; } = "";

    public string UserId { get; private set; } = "";

    /// <summary>The one server channel that is allowed; null for direct messages only.</summary>
    public string? ServerChannel => serverChannel;

    public bool IsServerChannel(string address) => serverChannel is not null && address == serverChannel;

    /// <summary>Whether the member who wrote or pressed in the server's channel has the role that may decide.</summary>
    public bool MayDecideThere(JsonElement messageOrInteraction) =>
        deciderRole is not null && messageOrInteraction.TryGetProperty("member", out var member) && member.TryGetProperty("roles", out var roles)
        && roles.EnumerateArray().Any(r => r.GetString() == deciderRole);

    public async Task KnowAsync(DiscordRest rest, CancellationToken cancel)
    {
        var me = await rest.GetAsync("/applications/@me", cancel);
        ApplicationId = me.GetProperty("id").GetString()!;
        UserId = me.TryGetProperty("bot", out var bot) ? bot.GetProperty("id").GetString()! : (await rest.GetAsync("/users/@me", cancel)).GetProperty("id").GetString()!;
    }

    private static string? Given(string? id) => string.IsNullOrWhiteSpace(id) ? null : id.Trim();
}
