using Jarvis.Bot.Understanding.Intents;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Hosting;

/// <summary>What "dotnet run --project Jarvis.Bot" does with its arguments: it runs, or carries out a command. Ends with 0, or 2 when settings are wrong.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            if (StorageCommands.Knows(args)) return await StorageCommands.RunAsync(args, rest => JarvisHost.Build(rest).Services, Console.Out, Console.Error);
            await using var app = JarvisHost.Build(args);
            // Here as well as at the start of the store, where the host would print a stack trace around it.
            app.Services.GetRequiredService<InstanceLock>().Take();
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException e)
        {
            foreach (var failure in e.Failures) await Console.Error.WriteLineAsync(failure);
            return 2;
        }
        catch (InvalidDataException e) when (e.InnerException is FormatException malformed)
        {
            await Console.Error.WriteLineAsync($"{e.Message} {malformed.InnerException?.Message ?? malformed.Message}");
            return 2;
        }
        catch (IntentsException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        catch (StorageInUseException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }
}
