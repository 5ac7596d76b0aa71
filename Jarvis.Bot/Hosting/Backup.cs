using System.Globalization;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Hosting;

/// <summary>A backup that was written and checked.</summary>
public sealed record BackupFile(string Path, long Bytes);

/// <summary>
/// Copies the database while Jarvis works, with SQLite's online backup: the copy is the state of one instant. It is
/// checked before it gets its name, so that a file of that name is a good backup. Pictures and other files lie in the
/// storage folder's "files" and are no part of it.
/// </summary>
public sealed class Backup(IOptions<StorageOptions> storage, TimeProvider time)
{
    /// <param name="file">Where to; a new file in the storage folder's "backups" when left out.</param>
    /// <exception cref="ActionFailedException">It could not be done; the message says why and what to do.</exception>
    public BackupFile Write(string? file = null)
    {
        var source = storage.Value.SqlitePath;
        if (storage.Value.UsesPostgres)
            throw new ActionFailedException("Jarvis runs on PostgreSQL. Back it up with: pg_dump --format=custom --file=jarvis.dump --dbname=\"<the connection string in Storage:Postgres, as a URI>\"");
        if (!File.Exists(source)) throw new ActionFailedException($"There is no database at {source}: Jarvis has not run with this Storage:Folder yet.");
        var target = Path.GetFullPath(string.IsNullOrWhiteSpace(file) ? Path.Combine(storage.Value.Folder, "backups", DefaultName()) : file);
        if (Directory.Exists(target)) throw new ActionFailedException($"{target} is a folder. Name a file, such as {Path.Combine(target, DefaultName())}.");
        if (string.Equals(target, source, StringComparison.Ordinal)) throw new ActionFailedException($"{target} is the database itself. Name another file.");

        var partial = $"{target}.{Guid.NewGuid():n}.partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            Copy(source, partial);
            if (Check(partial) is { } damage) throw new ActionFailedException($"The copy is damaged ({damage}), and was thrown away. The disk may be failing: look at it now.");
            File.Move(partial, target, overwrite: true);
            return new BackupFile(target, new FileInfo(target).Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new ActionFailedException($"The backup could not be written to {target}: {e.Message}", e);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>What SQLite finds wrong with a file; null when it is sound.</summary>
    internal static string? Check(string file)
    {
        try
        {
            using var database = Open(file, SqliteOpenMode.ReadOnly);
            using var command = database.CreateCommand();
            command.CommandText = "PRAGMA integrity_check(1);";
            return command.ExecuteScalar() is "ok" ? null : "its integrity check fails";
        }
        catch (SqliteException e)
        {
            return e.Message;
        }
    }

    internal static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }

    private static void Copy(string source, string target)
    {
        // It holds what people said to Jarvis.
        if (!OperatingSystem.IsWindows()) new FileStream(target, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }).Dispose();
        using var from = Open(source, SqliteOpenMode.ReadWrite);
        using var to = Open(target, SqliteOpenMode.ReadWriteCreate);
        from.BackupDatabase(to);
        // One file that needs nothing beside it.
        using var command = to.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = DELETE;";
        command.ExecuteNonQuery();
    }

    private string DefaultName() => string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(storage.Value.SqliteFile)}-{time.GetUtcNow():yyyyMMdd-HHmmss}.db");
}
