using Jarvis.Skills.Storage;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Hosting;

/// <summary>
/// One Jarvis at a time on a SQLite file: two would each answer and decide. The operating system lets go of the lock
/// however the process ends. On PostgreSQL several may run, and nothing is locked.
/// </summary>
internal sealed class InstanceLock(IOptions<StorageOptions> storage) : IDisposable
{
    private FileStream? held;

    /// <exception cref="StorageInUseException">Another process holds it.</exception>
    public void Take()
    {
        if (held is not null || storage.Value.UsesPostgres) return;
        var database = storage.Value.SqlitePath;
        Directory.CreateDirectory(Path.GetDirectoryName(database)!);
        try
        {
            held = new FileStream(database + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new StorageInUseException($"Another Jarvis works with {database}. Stop it first, or set Storage:Folder to a folder of its own.", e);
        }
    }

    // The file stays: another process may be opening it at this moment.
    public void Dispose()
    {
        held?.Dispose();
        held = null;
    }
}

/// <summary>The database belongs to a Jarvis that is running. The message says which file, and what to do.</summary>
public sealed class StorageInUseException : Exception
{
    public StorageInUseException() { }
    public StorageInUseException(string message) : base(message) { }
    public StorageInUseException(string message, Exception innerException) : base(message, innerException) { }
}
