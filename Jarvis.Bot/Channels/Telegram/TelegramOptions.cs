using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Channels.Telegram;

/// <summary>Settings "Telegram".</summary>
public sealed class TelegramOptions
{
    public const string Section = "Telegram";

    /// <summary>From @BotFather. Empty: Telegram is not used.</summary>
    public string? Token { get; set; }

    /// <summary>Where the Bot API is: Telegram's own, or a Bot API server of the owner's.</summary>
    public string ApiUrl { get; set; } = "https://api.telegram.org";

    /// <summary>The address under which Telegram reaches Jarvis, such as https://jarvis.example.com. Empty: Jarvis asks Telegram for news (long polling).</summary>
    public string? WebhookUrl { get; set; }

    /// <summary>What Telegram proves itself with. Empty: made from the token, the same at each start.</summary>
    public string? WebhookSecret { get; set; }

    /// <summary>How long one question for news may wait at Telegram, in seconds.</summary>
    public int PollSeconds { get; set; } = 25;

    /// <summary>Larger files that people send are not fetched. Telegram hands bots at most 20 MB.</summary>
    public int MaxFileMegabytes { get; set; } = 20;

    /// <summary>
    /// How long after a crash or a broken connection a message that was being sent may still arrive, in seconds. One that is not there by
    /// then is sent again.
    /// </summary>
    public int ArriveSeconds { get; set; } = 10;

    public bool IsConfigured => !string.IsNullOrWhiteSpace(Token);

    public bool UsesWebhook => !string.IsNullOrWhiteSpace(WebhookUrl);

    /// <summary>The bot's public number, which is the first half of the token; null when the token is not one.</summary>
    public string? BotId => Token?.Trim().Split(':') is [{ Length: >= 1 and <= 16 } id, { Length: >= 20 }] && id.All(char.IsAsciiDigit) ? id : null;

    internal string Secret => string.IsNullOrWhiteSpace(WebhookSecret)
        ? Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Token?.Trim() ?? ""), "jarvis telegram webhook"u8))
        : WebhookSecret.Trim();
}

/// <summary>Says which setting is wrong, what it is, and what is allowed. The token is never repeated.</summary>
internal sealed partial class TelegramOptionsCheck : IValidateOptions<TelegramOptions>
{
    public ValidateOptionsResult Validate(string? name, TelegramOptions options)
    {
        var wrong = new List<string>();
        if (!Uri.TryCreate(options.ApiUrl, UriKind.Absolute, out var api) || api.Scheme is not ("http" or "https"))
            wrong.Add($"Telegram:ApiUrl is \"{options.ApiUrl}\"; allowed is an http or https address such as https://api.telegram.org.");
        if (options.UsesWebhook && (!Uri.TryCreate(options.WebhookUrl, UriKind.Absolute, out var hook) || !(hook.Scheme is "https" || hook.IsLoopback) || hook.Query.Length > 0))
            wrong.Add($"Telegram:WebhookUrl is \"{options.WebhookUrl}\"; allowed is an https address that Telegram can reach, such as https://jarvis.example.com, or nothing for long polling.");
        if (!string.IsNullOrWhiteSpace(options.WebhookSecret) && !Secrets().IsMatch(options.WebhookSecret.Trim()))
            wrong.Add("Telegram:WebhookSecret has letters that Telegram does not take; allowed are 16 to 256 of A-Z, a-z, 0-9, _ and -, or nothing to have one made.");
        if (options.PollSeconds is < 1 or > 50)
            wrong.Add($"Telegram:PollSeconds is \"{options.PollSeconds}\"; allowed is 1 to 50.");
        if (options.MaxFileMegabytes is < 1 or > 20)
            wrong.Add($"Telegram:MaxFileMegabytes is \"{options.MaxFileMegabytes}\"; allowed is 1 to 20.");
        if (options.ArriveSeconds is < 0 or > 120)
            wrong.Add($"Telegram:ArriveSeconds is \"{options.ArriveSeconds}\"; allowed is 0 to 120.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{16,256}$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Secrets();
}
