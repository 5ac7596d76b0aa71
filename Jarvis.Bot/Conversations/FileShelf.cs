using System.Security.Cryptography;
using Jarvis.Skills.Storage;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Conversations;

/// <summary>
/// Files that came with messages or go out with them, under "files" in the storage folder. The place follows from the content,
/// so saving the same file again, as after a crash, keeps one copy.
/// </summary>
public sealed class FileShelf(IOptions<StorageOptions> storage)
{
    private const int LongestName = 80;

    private string Root => Path.GetFullPath(storage.Value.Folder);

    /// <param name="name">As a person will see it; what a file system could stumble over is replaced.</param>
    public StoredFile Save(string name, string contentType, byte[] content)
    {
        var clean = Clean(name);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..32];
        var relative = $"files/{hash[..2]}/{hash[2..]}/{clean}";
        var path = Path.Combine(Root, relative);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Written aside and moved: a crash leaves no half file under a name that promises its content.
            var aside = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllBytes(aside, content);
            File.Move(aside, path, overwrite: true);
        }
        else
        {
            // Its age counts from the last message that it went with.
            File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
        return new StoredFile(relative, clean, contentType);
    }

    /// <summary>The file's place on disk. Throws <see cref="FileNotFoundException"/> when it is gone, or was never inside the storage folder.</summary>
    public string PathOf(StoredFile file)
    {
        var path = Path.GetFullPath(Path.Combine(Root, file.Path));
        return path.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(path)
            ? path
            : throw new FileNotFoundException($"The file \"{file.Name}\" is no longer in the storage folder.");
    }

    public Stream Open(StoredFile file) => new FileStream(PathOf(file), FileMode.Open, FileAccess.Read, FileShare.Read);

    /// <summary>Removes what was last put there before an instant. How many files that were.</summary>
    public int DeleteOlderThan(DateTimeOffset before)
    {
        var shelf = new DirectoryInfo(Path.Combine(Root, "files"));
        if (!shelf.Exists) return 0;
        var old = shelf.EnumerateFiles("*", SearchOption.AllDirectories).Where(f => f.LastWriteTimeUtc < before.UtcDateTime).ToList();
        foreach (var file in old)
        {
            file.Delete();
            for (var folder = file.Directory!; folder.FullName != shelf.FullName && !folder.EnumerateFileSystemInfos().Any(); folder = folder.Parent!) folder.Delete();
        }
        return old.Count;
    }

    private static string Clean(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var letters = last.Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ' ' or '(' or ')' ? c : '_').ToArray();
        var clean = new string(letters).Trim(' ', '.');
        if (clean.Length <= LongestName) return clean.Length == 0 ? "file" : clean;
        var extension = Path.GetExtension(clean);
        return extension.Length is > 0 and <= 10 ? clean[..(LongestName - extension.Length)] + extension : clean[..LongestName];
    }
}
