using Microsoft.AspNetCore.Builder;

namespace Jarvis.Bench.Turn;

/// <summary>
/// A copy of the .NET runtime for Jarvis alone. Linux gives no page of a file back that another process maps, too: with the bench's own runtime, Jarvis
/// would be seen to hold what the bench holds. On an owner's machine it is the only .NET program.
/// </summary>
internal static class OwnRuntime
{
    /// <summary>Copies the host, the runtime and ASP.NET Core that this process runs on into a folder, which can then be a DOTNET_ROOT.</summary>
    public static void CopyTo(string folder)
    {
        var core = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var root = Path.GetFullPath(Path.Combine(core, "..", "..", ".."));
        List<string> parts = [core, Path.GetDirectoryName(typeof(WebApplication).Assembly.Location)!, .. Directory.EnumerateDirectories(Path.Combine(root, "host", "fxr"))];
        foreach (var part in parts)
        {
            var copy = Directory.CreateDirectory(Path.Combine(folder, Path.GetRelativePath(root, part))).FullName;
            foreach (var file in Directory.EnumerateFiles(part)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }
    }
}
