using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Hosting;

/// <summary>What "dotnet run --project Jarvis.Bot" does with its arguments. Ends with 0, or 2 when settings are wrong.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = JarvisHost.Build(args);
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException e)
        {
            foreach (var failure in e.Failures) await Console.Error.WriteLineAsync(failure);
            return 2;
        }
    }
}
