using System.Net;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Dashboard;

/// <summary>Settings "Dashboard": where the page listens, and who gets in.</summary>
public sealed class DashboardOptions
{
    public const string Section = "Dashboard";
    public const int ShortestPassword = 12;

    /// <summary>Scheme, host and port. Port 0 takes a free one.</summary>
    public string Url { get; set; } = "http://127.0.0.1:5080";

    /// <summary>From the environment (Dashboard__Password) or user secrets, never from appsettings.json. Empty: the printed link is the only way in.</summary>
    public string? Password { get; set; }

    /// <summary>How long a browser stays signed in after its last visit.</summary>
    public TimeSpan StaySignedIn { get; set; } = TimeSpan.FromDays(30);

    internal bool HasPassword => !string.IsNullOrEmpty(Password);
}

/// <summary>Stops the start when anybody beyond this machine could reach the page without a password.</summary>
internal sealed class DashboardOptionsValidator(IConfiguration configuration) : IValidateOptions<DashboardOptions>
{
    public ValidateOptionsResult Validate(string? name, DashboardOptions options)
    {
        List<string> wrong = [];
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) && !IsAnyHost(options.Url) || url is { Scheme: not ("http" or "https") } || url is { PathAndQuery: not "/" })
            wrong.Add($"Dashboard:Url is \"{options.Url}\"; it must be scheme, host and port, such as http://127.0.0.1:5080.");
        if (options.HasPassword && options.Password!.Length < DashboardOptions.ShortestPassword)
            wrong.Add($"Dashboard:Password has {options.Password.Length} characters; at least {DashboardOptions.ShortestPassword} are needed.");
        if (options.StaySignedIn < TimeSpan.FromMinutes(5) || options.StaySignedIn > TimeSpan.FromDays(365))
            wrong.Add($"Dashboard:StaySignedIn is \"{options.StaySignedIn}\"; it must be from 00:05:00 to 365.00:00:00.");
        if (wrong.Count == 0 && !options.HasPassword)
        {
            // Kestrel's own section would override Dashboard:Url.
            var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => (Setting: $"Kestrel:Endpoints:{e.Key}:Url", Url: e["Url"]));
            foreach (var (setting, open) in endpoints.Prepend((Setting: "Dashboard:Url", Url: options.Url)).Where(e => e.Url is not null && !IsLocal(e.Url)))
                wrong.Add($"{setting} is \"{open}\", which others can reach, and Dashboard:Password is not set. "
                    + $"Set the environment variable Dashboard__Password to at least {DashboardOptions.ShortestPassword} characters, or listen on http://127.0.0.1:5080 only.");
        }
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    /// <summary>Kestrel binds every interface for a host name that it does not know, so only these count as local.</summary>
    internal static bool IsLocal(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));

    /// <summary>"http://*:5080" and "http://+:5080" are no URIs, but Kestrel takes them.</summary>
    private static bool IsAnyHost(string url) =>
        Uri.TryCreate(url.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal), UriKind.Absolute, out var uri) && uri.Host == "any";
}
