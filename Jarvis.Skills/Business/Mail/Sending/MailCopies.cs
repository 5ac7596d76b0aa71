using System.Globalization;
using Jarvis.Skills.Storage;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Jarvis.Skills.Business.Mail.Sending;

/// <summary>Keeps each mail as the file that any mail program opens, in the storage folder.</summary>
internal sealed class MailCopies(IOptions<StorageOptions> storage)
{
    private const int LongestAddress = 60;

    /// <summary>Writes the copy whole or not at all; the same mail again takes the place of the first.</summary>
    /// <returns>Its name, relative to the storage folder.</returns>
    public async Task<string> WriteAsync(MimeMessage message, string folder, CancellationToken cancel)
    {
        var name = $"{folder}/{Name(message)}";
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = $"{path}.partial";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(partial, options)) await message.WriteToAsync(file, cancel);
        File.Move(partial, path, overwrite: true);
        return name;
    }

    /// <summary>Null when the file is gone.</summary>
    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancel)
    {
        var path = PathOf(name);
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancel) : null;
    }

    private string PathOf(string name) => Path.GetFullPath(Path.Combine(storage.Value.Folder, name));

    /// <summary>"20261125-anna-example.org-1a2b3c4d5e6f.eml".</summary>
    private static string Name(MimeMessage message)
    {
        var to = new string([.. message.To.Mailboxes.First().Address.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) || c == '.' ? c : '-').Take(LongestAddress)]);
        return string.Create(CultureInfo.InvariantCulture, $"{message.Date.UtcDateTime:yyyyMMdd}-{to}-{message.MessageId![..12]}.eml");
    }
}
