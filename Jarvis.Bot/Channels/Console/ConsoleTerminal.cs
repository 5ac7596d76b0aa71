namespace Jarvis.Bot.Channels.Console;

/// <summary>The terminal that Jarvis was started in.</summary>
/// <param name="Ansi">Whether it takes escape codes.</param>
internal sealed record ConsoleTerminal(TextReader Input, TextWriter Output, bool Ansi)
{
    /// <summary>
    /// Null when nobody sits there: input comes from a file or a service manager. "--console" says that somebody does, which
    /// also serves programs that speak to Jarvis through a pipe.
    /// </summary>
    public static ConsoleTerminal? Find() =>
        System.Console.IsInputRedirected && !Environment.GetCommandLineArgs().Contains("--console", StringComparer.Ordinal) ? null
        : new ConsoleTerminal(System.Console.In, System.Console.Out,
            !System.Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null && Environment.GetEnvironmentVariable("TERM") is not "dumb");
}
