using Jarvis.Skills.Storage;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Conversations;

/// <summary>Pictures and files that came in or go out, in the storage folder.</summary>
public sealed class FileShelf(IOptions<StorageOptions> options)
{
    private const string Shelf = "files";

    public string Folder => Path.GetFullPath(Path.Combine(options.Value.Folder, Shelf));

    /// <summary>Keeps a file under a name of Jarvis's own; the given one is only remembered.</summary>
    public StoredFile Save(string name, string contentType, byte[] content)
    {
        Directory.CreateDirectory(Folder);
        var extension = Path.GetExtension(name);
        if (extension.Length > 8 || extension.AsSpan(Math.Min(1, extension.Length)).ContainsAnyExceptInRange('0', 'z')) extension = "";
        var path = Path.Combine(Shelf, $"{Guid.CreateVersion7():n}{extension.ToLowerInvariant()}");
        File.WriteAllBytes(Path.Combine(options.Value.Folder, path), content);
        return new StoredFile(path, name, contentType);
    }

    public Stream Open(StoredFile file) => File.OpenRead(PathOf(file));

    /// <exception cref="FileNotFoundException">The path leads outside the shelf.</exception>
    public string PathOf(StoredFile file)
    {
        var path = Path.GetFullPath(Path.Combine(options.Value.Folder, file.Path));
        return path.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : throw new FileNotFoundException("Not a file of Jarvis's.", file.Name);
    }
}
