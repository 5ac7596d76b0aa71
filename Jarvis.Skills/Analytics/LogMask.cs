using System.Text.RegularExpressions;

namespace Jarvis.Skills.Analytics;

/// <summary>
/// Replaces what differs from one occurrence of a message to the next: times, UUIDs, addresses, hex, ids, numbers with their units. HTTP
/// statuses keep their class (&lt;5xx&gt;), since a 200 and a 500 are different news. Passwords and tokens become &lt;SECRET&gt;.
/// </summary>
public static partial class LogMask
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    // A line is cut to some thousand characters before it gets here; a second is far beyond what any of those needs.
    private const int TimeoutMilliseconds = 1000;

    private static readonly string[] Kinds = ["TIME", "UUID", "IP", "HEX", "ID", "NUM"];

    /// <summary>The line with everything that varies masked.</summary>
    public static string Variables(string line) =>
        Variable().Replace(Secrets(line), match =>
            match.Groups["STATUS"].Success
                ? match.Value[..^3] + $"<{match.Value[^3]}xx>"
                : $"<{Array.Find(Kinds, kind => match.Groups[kind].Success)}>");

    /// <summary>The line as it is, but for passwords, tokens, keys and the credentials in addresses; terminal colours are taken out.</summary>
    public static string Secrets(string line) =>
        Secret().Replace(Colour().Replace(line, ""), match => match.Groups["before"].Value + "<SECRET>" + match.Groups["after"].Value);

    [GeneratedRegex(@"\x1B\[[0-9;]*[A-Za-z]", Options, TimeoutMilliseconds)]
    private static partial Regex Colour();

    [GeneratedRegex(
        """
        (?<before>://)[^\s/@]+(?<after>@)
        |(?<before>\b(bearer|basic)\s+)[a-z0-9+/_.~=-]{8,}
        |(?<before>(password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key)["']?\s*[=:]\s*["']?)(?!bearer\b|basic\b|<)[^\s"',;&]+
        """,
        Options | RegexOptions.IgnorePatternWhitespace, TimeoutMilliseconds)]
    private static partial Regex Secret();

    [GeneratedRegex(
        """
        (?<STATUS>(\bstatus([ _]?code)?["']?\s?[=:]?\s?|\bHTTP/\d(\.\d)?["']?\s)[1-5]\d\d)(?!\w)
        |(?<![\w.])(
            (?<TIME>\d{4}[-/]\d\d[-/]\d\d([T\x20]\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|\x20?[+-]\d\d:?\d\d)?)?
                |\d\d/[a-z]{3}/\d{4}:\d\d:\d\d:\d\d(\x20[+-]\d{4})?
                |(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\x20{1,2}\d{1,2}\x20\d\d:\d\d:\d\d
                |\d\d:\d\d:\d\d([.,]\d+)?)
            |(?<UUID>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})
            |(?<IP>\d{1,3}(\.\d{1,3}){3}(:\d{1,5}|/\d{1,2})?
                |\[?([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}\]?
                |\[?([0-9a-f]{1,4}:){1,6}(:[0-9a-f]{1,4}){1,6}\]?(:\d{1,5})?)
            |(?<HEX>0x[0-9a-f]+|([0-9a-f]{2}:){5}[0-9a-f]{2}|(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{7,64})
            |(?<ID>[a-z]+[_#-]+-?\d[\w-]*|(?=[a-z]*\d)(?=\d*[a-z])(?=(\D*\d){3})\w{6,}(-\w+)*)
            |(?<NUM>[-+]?\d+([.,]\d+)*(%|[a-zµ]{1,3})?)
        )(?!\w)
        """,
        Options | RegexOptions.IgnorePatternWhitespace, TimeoutMilliseconds)]
    private static partial Regex Variable();
}
