using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Hosting;

/// <summary>What is wrong with the settings, in lines that name the setting, its value and what is allowed.</summary>
internal static partial class SettingsErrors
{
    private const string MayBeNothing = "System.Nullable`1[";

    /// <summary>Null when the error is of another kind.</summary>
    public static IReadOnlyList<string>? Of(Exception error)
    {
        switch (error)
        {
            case OptionsValidationException wrong:
                return [.. wrong.Failures];
            case AggregateException several when several.InnerExceptions.Select(Of).ToList() is var all && all.TrueForAll(lines => lines is not null):
                return [.. all.SelectMany(lines => lines!)];
            case InvalidDataException { InnerException: FormatException malformed }:
                return [$"{error.Message} {malformed.InnerException?.Message ?? malformed.Message}"];
            case InvalidOperationException when Unreadable().Match(error.Message) is { Success: true } match:
                return [$"{match.Groups["setting"].Value} is \"{match.Groups["value"].Value}\"; allowed is {Allowed(match.Groups["type"].Value)}."];
            case InvalidOperationException when UnknownLevel().Match(error.Message) is { Success: true } match:
                return [$"Logging:LogLevel holds \"{match.Groups["value"].Value}\"; allowed are {string.Join(", ", Enum.GetNames<LogLevel>())}."];
            default:
                return error.InnerException is { } inner ? Of(inner) : null;
        }
    }

    private static string Allowed(string type) => (type.StartsWith(MayBeNothing, StringComparison.Ordinal) ? type[MayBeNothing.Length..^1] : type) switch
    {
        "System.Int32" or "System.Int64" => "a whole number",
        "System.Decimal" or "System.Double" => "a number",
        "System.Boolean" => "true or false",
        "System.TimeSpan" => "a time span, written as d.hh:mm:ss",
        var other => $"a {other[(other.LastIndexOf('.') + 1)..]}",
    };

    [GeneratedRegex(@"^Failed to convert configuration value '(?<value>.*)' at '(?<setting>[^']*)' to type '(?<type>[^']*)'", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 10_000)]
    private static partial Regex Unreadable();

    [GeneratedRegex(@"^Configuration value '(?<value>.*)' is not supported", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 10_000)]
    private static partial Regex UnknownLevel();
}
