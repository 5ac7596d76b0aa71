namespace Jarvis.Tests.Counterparts;

/// <summary>The checkout that these tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = Above(AppContext.BaseDirectory, folder => File.Exists(Path.Combine(folder, "Jarvis.Bot.sln")))
        ?? throw new InvalidOperationException("Jarvis.Bot.sln is in no folder above the tests.");

    /// <summary>Debug or Release, as these tests were built.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string At(string relative) => Path.Combine(Root, relative);

    internal static string? Above(string start, Func<string, bool> fits)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (fits(folder.FullName))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
