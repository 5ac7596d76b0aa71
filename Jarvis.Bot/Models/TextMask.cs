using System.Text.RegularExpressions;
using Jarvis.Skills.Analytics;

namespace Jarvis.Bot.Models;

/// <summary>Prompts and answers as they may stand in a log: without secrets, and without the addresses of people.</summary>
internal static partial class TextMask
{
    public static string Of(string text) => Phone().Replace(Mail().Replace(Key().Replace(LogMask.Secrets(text), "<SECRET>"), "<EMAIL>"), "<PHONE>");

    /// <summary>Keys whose makers give them away by how they begin.</summary>
    [GeneratedRegex(@"\b(sk|rk|pk|xai|gsk|ghp|xox[abp]|AIza)[-_A-Za-z0-9]{16,}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Key();

    [GeneratedRegex(@"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Mail();

    [GeneratedRegex(@"\+\d[\d ()/-]{7,}\d", RegexOptions.NonBacktracking)]
    private static partial Regex Phone();
}
