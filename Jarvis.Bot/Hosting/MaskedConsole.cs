using Jarvis.Skills.Analytics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Jarvis.Bot.Hosting;

/// <summary>One log line an event, with passwords, tokens and bot addresses masked, whatever library wrote them.</summary>
internal sealed partial class MaskedConsole() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "masked";
    private const int LongestLine = 2000;
    private const int MostFrames = 12;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var level = logEntry.LogLevel switch { LogLevel.Critical => "crit", LogLevel.Error => "fail", LogLevel.Warning => "warn", LogLevel.Information => "info", _ => "dbug" };
        textWriter.WriteLine($"{level} {logEntry.Category[(logEntry.Category.LastIndexOf('.') + 1)..]}: {Mask(logEntry.Formatter(logEntry.State, logEntry.Exception))}");
        if (logEntry.Exception is { } error)
            foreach (var line in error.ToString().Split('\n').Take(MostFrames)) textWriter.WriteLine($"     {Mask(line.TrimEnd())}");
    }

    /// <summary>Bots' tokens: Telegram's stand in the path of an address, where no word announces them; Discord's have three groups.</summary>
    internal static string Mask(string line) =>
        BotToken().Replace(LogMask.Secrets(line.Length <= LongestLine ? line : line[..LongestLine] + "…"), "<SECRET>");

    [System.Text.RegularExpressions.GeneratedRegex(@"\d{6,12}:[A-Za-z0-9_-]{30,}|[A-Za-z0-9_-]{22,32}\.[A-Za-z0-9_-]{5,8}\.[A-Za-z0-9_-]{25,50}", System.Text.RegularExpressions.RegexOptions.None, 10_000)]
    private static partial System.Text.RegularExpressions.Regex BotToken();
}
