namespace Jarvis.Bot.Channels.Console;

/// <summary>Registers the terminal as a channel, where there is one.</summary>
public static class ConsoleSetup
{
    public static IServiceCollection AddConsoleChannel(this IServiceCollection services) =>
        ConsoleTerminal.Find() is { } terminal ? services.AddConsoleChannel(terminal) : services;

    internal static IServiceCollection AddConsoleChannel(this IServiceCollection services, ConsoleTerminal terminal) =>
        services.AddSingleton(terminal).AddChannel<ConsoleChannel>();
}
