using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Jarvis.Skills.Business.Mail.Reading;

/// <summary>The words of an HTML mail that has no plain text. What a reader would not see (style, script, comments) is left out.</summary>
internal static partial class HtmlText
{
    private const int Longest = 400_000;

    public static string Of(string html)
    {
        var shown = Unseen().Replace(html.Length > Longest ? html[..Longest] : html, " ");
        var text = new StringBuilder(WebUtility.HtmlDecode(Tag().Replace(Break().Replace(Space().Replace(shown, " "), "\n"), "")));
        return Lines().Replace(text.ToString(), "\n\n").Trim();
    }

    [GeneratedRegex(@"<!--.*?(-->|$)|<(?<tag>script|style|head|title)\b.*?(</\k<tag>\s*>|$)", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Unseen();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Space();

    [GeneratedRegex(@"<(br|/p|/div|/tr|/li|/h[1-6]|/blockquote|/table)\b[^>]*>", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Break();

    [GeneratedRegex(@"<[^>]*>", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"[ \t]*\n[ \t]*(\n[ \t]*)+", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Lines();
}
