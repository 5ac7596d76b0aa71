using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Channels.Discord;

/// <summary>Settings "Discord".</summary>
public sealed class DiscordOptions
{
    public const string Section = "Discord";

    /// <summary>The bot's token, from the developer portal. Empty: Discord is not used, and nothing of it is loaded.</summary>
    public string? Token { get; set; }

    /// <summary>The one server channel in which Jarvis answers when it is mentioned. Empty: direct messages only.</summary>
    public string? ChannelId { get; set; }

    /// <summary>The server role whose members may decide in that channel, if they may elsewhere. Empty: nobody decides there.</summary>
    public string? DeciderRoleId { get; set; }

    /// <summary>Larger files that people send are not fetched.</summary>
    public int MaxFileMegabytes { get; set; } = 20;

    /// <summary>Where the REST API is, with its version.</summary>
    public string ApiUrl { get; set; } = "https://discord.com/api/v10";

    /// <summary>Whether the token has the shape of a bot's.</summary>
    public bool HasToken => Token?.Trim().Split('.') is [{ Length: >= 17 }, { Length: >= 5 }, { Length: >= 25 }];
}

/// <summary>Says which setting is wrong, what it is, and what is allowed. The token is never repeated.</summary>
internal sealed partial class DiscordOptionsCheck : IValidateOptions<DiscordOptions>
{
    public ValidateOptionsResult Validate(string? name, DiscordOptions options)
    {
        var wrong = new List<string>();
        if (!Uri.TryCreate(options.ApiUrl, UriKind.Absolute, out var api) || api.Scheme is not ("http" or "https"))
            wrong.Add($"Discord:ApiUrl is \"{options.ApiUrl}\"; allowed is an http or https address such as https://discord.com/api/v10.");
        if (!IsIdOrEmpty(options.ChannelId))
            wrong.Add($"Discord:ChannelId is \"{options.ChannelId}\"; allowed is a channel's id of 17 to 20 digits (in Discord: developer mode on, right click, Copy Channel ID), or nothing.");
        if (!IsIdOrEmpty(options.DeciderRoleId))
            wrong.Add($"Discord:DeciderRoleId is \"{options.DeciderRoleId}\"; allowed is a role's id of 17 to 20 digits (in Discord: developer mode on, server settings, roles, Copy Role ID), or nothing.");
        else if (!string.IsNullOrWhiteSpace(options.DeciderRoleId) && string.IsNullOrWhiteSpace(options.ChannelId))
            wrong.Add($"Discord:DeciderRoleId is \"{options.DeciderRoleId}\", and there is no channel for it; write the channel's id to Discord:ChannelId, or nothing to both.");
        if (options.MaxFileMegabytes is < 1 or > 100)
            wrong.Add($"Discord:MaxFileMegabytes is \"{options.MaxFileMegabytes}\"; allowed is 1 to 100.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static bool IsIdOrEmpty(string? id) => string.IsNullOrWhiteSpace(id) || Snowflake().IsMatch(id.Trim());

    [GeneratedRegex("^[0-9]{17,20}$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Snowflake();
}
