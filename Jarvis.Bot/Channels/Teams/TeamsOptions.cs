using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Channels.Teams;

/// <summary>Settings "Teams".</summary>
public sealed class TeamsOptions
{
    public const string Section = "Teams";

    /// <summary>The application (client) id of the bot's registration. Empty: Teams is not used.</summary>
    public string? AppId { get; set; }

    /// <summary>The directory (tenant) id in which the bot is registered; people of other tenants are not heard.</summary>
    public string? TenantId { get; set; }

    /// <summary>From "Certificates and secrets" of the registration.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>
    /// Where Teams may say that it is reached, by host and everything below it. Replies, which carry Jarvis's token, go nowhere else.
    /// </summary>
    public IList<string> ServiceHosts { get; set; } = [];

    /// <summary>Where files that people send may lie, by host and everything below it; and where files to them are put.</summary>
    public IList<string> FileHosts { get; set; } = [];

    /// <summary>Larger files that people send are not fetched.</summary>
    public int MaxFileMegabytes { get; set; } = 20;

    /// <summary>The published keys of whoever may call Jarvis.</summary>
    public string OpenIdMetadata { get; set; } = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>Who signs the tokens that come with Teams' calls.</summary>
    public string TokenIssuer { get; set; } = "https://api.botframework.com";

    /// <summary>Where Jarvis gets its own tokens.</summary>
    public string LoginUrl { get; set; } = "https://login.microsoftonline.com";

    /// <summary>What those tokens are for.</summary>
    public string Scope { get; set; } = "https://api.botframework.com/.default";

    /// <summary>For the test client on the developer's own machine: calls from this machine are taken with the emulator's token, or none.</summary>
    public bool Development { get; set; }

    public bool HasCredentials => !string.IsNullOrWhiteSpace(AppId);

    public bool IsConfigured => HasCredentials || Development;

    /// <summary>Whether Jarvis's token may be sent there.</summary>
    internal bool IsService(Uri url) => IsAt(url, ServiceHosts);

    internal bool IsFilePlace(Uri url) => IsAt(url, FileHosts);

    private bool IsAt(Uri url, IEnumerable<string> hosts) =>
        (Development && url is { IsLoopback: true, Scheme: "http" or "https" })
        || ((url.Scheme is "https" || url is { Scheme: "http", IsLoopback: true }) && hosts.Any(h => url.Host.Equals(h, StringComparison.OrdinalIgnoreCase) || url.Host.EndsWith("." + h, StringComparison.OrdinalIgnoreCase)));
}

/// <summary>Says which setting is wrong, what it is, and what is allowed. The secret is never repeated.</summary>
internal sealed class TeamsOptionsCheck : IValidateOptions<TeamsOptions>
{
    public ValidateOptionsResult Validate(string? name, TeamsOptions options)
    {
        var wrong = new List<string>();
        if (options.HasCredentials && !Guid.TryParse(options.AppId, out _))
            wrong.Add($"Teams:AppId is \"{options.AppId}\"; allowed is an application id such as 11111111-2222-3333-4444-555555555555, or nothing where Teams is not used.");
        if (!string.IsNullOrWhiteSpace(options.TenantId) && !Guid.TryParse(options.TenantId, out _))
            wrong.Add($"Teams:TenantId is \"{options.TenantId}\"; allowed is a directory id such as 11111111-2222-3333-4444-555555555555, or nothing for a bot of many tenants.");
        if (options.HasCredentials && string.IsNullOrWhiteSpace(options.ClientSecret))
            wrong.Add("Teams:ClientSecret is empty while Teams:AppId is set; write the client secret of the registration to the environment variable Teams__ClientSecret.");
        foreach (var (setting, hosts) in new[] { ("ServiceHosts", options.ServiceHosts), ("FileHosts", options.FileHosts) })
        {
            if (hosts.FirstOrDefault(h => Uri.CheckHostName(h) is not (UriHostNameType.Dns or UriHostNameType.IPv4) || !h.Contains('.', StringComparison.Ordinal)) is { } bad)
                wrong.Add($"Teams:{setting} has \"{bad}\"; allowed are host names such as smba.trafficmanager.net.");
        }
        foreach (var (setting, url) in new[] { ("OpenIdMetadata", options.OpenIdMetadata), ("LoginUrl", options.LoginUrl) })
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !(address.Scheme is "https" || (address is { Scheme: "http", IsLoopback: true })))
                wrong.Add($"Teams:{setting} is \"{url}\"; allowed is an https address.");
        }
        foreach (var (setting, url) in new[] { ("TokenIssuer", options.TokenIssuer), ("Scope", options.Scope) })
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out _)) wrong.Add($"Teams:{setting} is \"{url}\"; allowed is an address such as https://api.botframework.com.");
        }
        if (options.MaxFileMegabytes is < 1 or > 100) wrong.Add($"Teams:MaxFileMegabytes is \"{options.MaxFileMegabytes}\"; allowed is 1 to 100.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
