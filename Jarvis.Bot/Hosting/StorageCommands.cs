using System.Globalization;
using Jarvis.Skills.Governance;

namespace Jarvis.Bot.Hosting;

/// <summary>"backup [file]" and "restore file" on the command line, with the settings that Jarvis itself would use.</summary>
internal static class StorageCommands
{
    public static bool Knows(string[] args) => args is ["backup" or "restore", ..];

    /// <summary>0 when it was done, 1 when it could not be, 2 when the command is wrong.</summary>
    public static async Task<int> RunAsync(string[] args, Func<string[], IServiceProvider> services, TextWriter output, TextWriter errors)
    {
        // Settings such as --demo may stand behind.
        var words = args.Skip(1).TakeWhile(a => !a.StartsWith('-')).ToList();
        var settings = args.Skip(1 + words.Count).ToArray();
        if (words.Count > 1 || (args[0] == "restore" && words.Count == 0))
        {
            await errors.WriteLineAsync(args[0] == "restore" ? "Say which file: restore <file>" : "One file at most: backup [file]");
            return 2;
        }
        try
        {
            var jarvis = services(settings);
            await output.WriteLineAsync(args[0] == "backup" ? Backup(jarvis, words.FirstOrDefault()) : Restore(jarvis, words[0]));
            return 0;
        }
        catch (Exception e) when (e is ActionFailedException or StorageInUseException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static string Backup(IServiceProvider jarvis, string? file)
    {
        var written = jarvis.GetRequiredService<Backup>().Write(file);
        return string.Create(CultureInfo.InvariantCulture, $"Backed up to {written.Path} ({written.Bytes / 1024.0:#,0} KiB), and checked. Pictures and files lie in the storage folder's \"files\": copy that folder too.");
    }

    private static string Restore(IServiceProvider jarvis, string file)
    {
        var aside = jarvis.GetRequiredService<Restore>().Run(file);
        return $"Restored from {Path.GetFullPath(file)}.{(aside is null ? "" : $" The database before it is kept as {aside}.")}";
    }
}
