using System.Text.RegularExpressions;

namespace Jarvis.Skills.Business.Mail.Reading.Bounces;

/// <summary>Finds SMTP replies (RFC 5321, 4.2) and enhanced status codes (RFC 3463) in text.</summary>
internal static partial class StatusCode
{
    /// <summary>The code of a sentence; one with a detail ("5.1.1") counts more than one without ("5.0.0").</summary>
    public static string? In(string text)
    {
        var all = Enhanced().Matches(text).Select(m => m.Groups["code"].Value).ToList();
        return all.Find(c => !IsVague(c)) ?? (all.Count > 0 ? all[0] : null);
    }

    /// <summary>The one of the server's sentence, when it says more than the one of the report: "5.0.0" is what a program writes that knows none.</summary>
    public static string? Best(string? ofReport, string? ofWords) => ofWords is not null && (ofReport is null || IsVague(ofReport)) ? IsVague(ofWords) && ofReport is not null ? ofReport : ofWords : ofReport;

    /// <summary>The first reply of the server that is a refusal.</summary>
    public static string? Reply(string text) => Refusal().Match(text) is { Success: true } match ? match.Groups["reply"].Value : null;

    private static bool IsVague(string code) => code.EndsWith(".0.0", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<![\d.\[v])(?<code>[245]\.\d\.\d{1,3})(?![\d.\]]*[\d\]])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Enhanced();

    [GeneratedRegex(@"(?<![\d.\-])(?<reply>[45][0-7]\d)(?=[ \-:\]]|$)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Refusal();
}
