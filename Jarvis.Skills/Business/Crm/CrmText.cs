using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Jarvis.Skills.Business.Crm;

/// <summary>Texts as vendors write them, and as fields hold them.</summary>
internal static partial class CrmText
{
    public static IReadOnlyDictionary<string, string> Fields(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in fields) all[name] = value;
        return all;
    }

    /// <summary>"1200.00" and "1200" are one amount; what is no number is none.</summary>
    public static string Amount(string text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? amount.ToString("0.##", CultureInfo.InvariantCulture) : "";

    /// <summary>The last word is the family's name, for vendors that keep two; joined again they are what they were.</summary>
    public static (string First, string Last) Names(string name) => name.LastIndexOf(' ') is > 0 and var at ? (name[..at], name[(at + 1)..]) : ("", name);

    /// <summary>A note's HTML as text.</summary>
    public static string Plain(string html) => WebUtility.HtmlDecode(Tag().Replace(Break().Replace(html, "\n"), "")).Trim();

    [GeneratedRegex(@"<br\s*/?>|</p>|</div>", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Break();

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Tag();
}
