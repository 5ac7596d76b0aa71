using System.Text.RegularExpressions;

namespace Jarvis.Skills.Analytics;

/// <summary>How bad a log line says it is.</summary>
public enum LogSeverity
{
    Unknown,
    Information,
    Warning,
    Error,
}

/// <summary>
/// Reads a line's severity: from its level word where the line begins with or names one (ERROR, warn:, level=info), else from words that
/// mean a failure (exception, panic, refused) and a masked &lt;5xx&gt;. A level that is written counts more than such words: an
/// INFO line about "0 errors" is information.
/// </summary>
public static partial class LogSeverities
{
    /// <summary>Characters at a line's start in which its level stands.</summary>
    private const int Head = 120;

    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    public static LogSeverity Of(string line)
    {
        var level = Level().Match(line.Length > Head ? line[..Head] : line);
        return level.Groups["error"].Success ? LogSeverity.Error
            : level.Groups["warning"].Success ? LogSeverity.Warning
            : level.Success ? LogSeverity.Information
            : Failure().IsMatch(line) ? LogSeverity.Error
            : LogSeverity.Unknown;
    }

    /// <summary>Whether a word is a level and nothing else: "ERROR", "[warn]", "fail:", "level=info".</summary>
    internal static bool IsLevel(string word) =>
        word.Length <= 20 && Level().Match(word) is { Success: true } match && match.Length >= word.Length - 2;

    /// <summary>Upper case anywhere near the start; lower case only where punctuation marks it as a level.</summary>
    [GeneratedRegex(
        """
        \b((?<error>ERROR|ERR|FATAL|CRITICAL|CRIT|ALERT|EMERG|PANIC|SEVERE)|(?<warning>WARNING|WARN)|INFO|INFORMATION|NOTICE|LOG|DEBUG|TRACE|VERBOSE)\b
        |(\b[Ll]evel["']?[=:]\s?["']?|(\[|^\s*)(?=\w+[\]:]))
            (?i:(?<error>error|err|fatal|critical|crit|fail|alert|emerg|panic|severe)|(?<warning>warning|warn)|info|information|notice|dbug|debug|trce|trace)\b
        """,
        Options | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Level();

    [GeneratedRegex(
        @"(?i:\b(error|failed|failure|fatal|panic|refused|unreachable|denied|timed out|out of memory|segmentation fault|traceback)\b)|(Error|Exception)\b|<5xx>",
        Options, 1000)]
    private static partial Regex Failure();
}
