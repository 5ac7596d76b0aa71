namespace Jarvis.Tests.Counterparts;

/// <summary>
/// Vendors' API descriptions and data sets, in a folder <c>shared</c> that lies beside the repository and is no part of it.
/// </summary>
public static class SharedFolder
{
    private static readonly string? Found = Repository.Above(Repository.Root, folder => Directory.Exists(Path.Combine(folder, "shared", "contracts"))) is { } above
        ? Path.Combine(above, "shared")
        : null;

    /// <summary>A file or folder of it, such as <c>contracts/telegram/openapi-8.1.json</c>; without it the test is skipped.</summary>
    public static string Need(string relative)
    {
        var path = Found is null ? null : Path.Combine(Found, relative);
        return File.Exists(path) || Directory.Exists(path)
            ? path
            : throw Counterpart.Missing($"shared/{relative} is not beside the repository.");
    }
}
