using System.Text.RegularExpressions;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>Which links may be clicked, and what must be said about them.</summary>
internal static partial class SafeLink
{
    private const int Longest = 2000;

    /// <summary>The address in its normal form, or null when it is no web or mail address, or hides where it leads.</summary>
    public static Uri? Of(string? url) =>
        url is { Length: > 0 and <= Longest } && Uri.TryCreate(url.Trim(), UriKind.Absolute, out var uri)
        && (uri.Scheme is "mailto" || (uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.Host.Length > 0))
            ? uri : null;

    /// <summary>The host, when the text of a link looks like an address and the link leads to another: "bank.com" that opens evil.com.</summary>
    public static string? Contradicts(Uri uri, string label)
    {
        if (uri.Scheme is "mailto") return null;
        var named = Host().Match(label);
        return named.Success && !uri.Host.EndsWith(named.Groups["host"].Value, StringComparison.OrdinalIgnoreCase) ? uri.Host : null;
    }

    /// <summary>Whether a link's text looks like an address itself.</summary>
    public static bool IsAddress(string label) => Host().IsMatch(label);

    [GeneratedRegex(@"^\s*(https?://)?(www\.)?(?<host>[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.\p{L}{2,})([/:?#]\S*)?\s*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Host();
}
