using Microsoft.AspNetCore.StaticFiles;

namespace Jarvis.Bot.Channels.Web;

/// <summary>What a browser may be told about a file that somebody sent.</summary>
internal static class WebFiles
{
    // SVG and HTML can carry scripts: only these are ever shown in the page, everything else is a download.
    private static readonly Dictionary<string, string> Pictures = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
    };

    private static readonly FileExtensionContentTypeProvider Types = new();

    public static bool IsPicture(string name) => Pictures.ContainsKey(Path.GetExtension(name));

    public static string? PictureType(string name) => Pictures.GetValueOrDefault(Path.GetExtension(name));

    public static string TypeOf(string name) => Types.TryGetContentType(name, out var type) ? type : "application/octet-stream";

    /// <summary>The name without folders and control characters, and no longer than file systems take.</summary>
    public static string SafeName(string? name)
    {
        var last = (name ?? "").Replace('\\', '/').Split('/')[^1];
        var clean = new string([.. last.Where(c => !char.IsControl(c) && c is not ('"' or '<' or '>' or '|' or ':' or '*' or '?'))]).Trim(' ', '.');
        if (clean.Length == 0) return "file";
        return clean.Length <= 120 ? clean : clean[..(120 - Math.Min(20, Path.GetExtension(clean).Length))] + Path.GetExtension(clean)[..Math.Min(20, Path.GetExtension(clean).Length)];
    }
}
