using Jarvis.Bot.Understanding;
using Jarvis.Bot.Understanding.Classifying;
using Jarvis.Bot.Understanding.Intents;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Hosting;

/// <summary>What "dotnet run --project Jarvis.Bot" does with its arguments: it runs, or carries out a command. Ends with 0, or 2 when settings are wrong.</summary>
public static class CommandLine
{
    /// <summary>Trains what understands messages, keeps it in the storage folder, and ends. Publishing does this, so that no first start need to.</summary>
    private const string Learn = "learn";

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            if (StorageCommands.Knows(args)) return await StorageCommands.RunAsync(args, rest => JarvisHost.Build(rest).Services, Console.Out, Console.Error);
            await using var app = JarvisHost.Build(args is [Learn, .. var settings] ? settings : args);
            if (args is [Learn, ..])
            {
                app.Services.GetRequiredService<FunctionClassifier>();
                return 0;
            }
            // Both here as well as in the host, which would print a stack trace around them.
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            app.Services.GetRequiredService<InstanceLock>().Take();
            await app.RunAsync();
            return 0;
        }
        catch (Exception e) when ((SettingsErrors.Of(e) ?? Known(e)) is { } lines)
        {
            foreach (var line in lines) await Console.Error.WriteLineAsync(line);
            return 2;
        }
    }

    private static IReadOnlyList<string>? Known(Exception error) => error is IntentsException or PromptException or StorageInUseException ? [error.Message] : null;
}
