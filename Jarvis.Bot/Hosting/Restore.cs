using System.Globalization;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Hosting;

/// <summary>Puts a backup in the database's place. The old database is kept aside; a crash leaves the one or the other.</summary>
internal sealed class Restore(IOptions<StorageOptions> storage, InstanceLock instance, IDbContextFactory<JarvisDb> databases, TimeProvider time)
{
    /// <summary>What SQLite keeps beside a database that is in use or was not closed.</summary>
    private static readonly string[] Beside = ["-wal", "-shm"];

    /// <returns>Where the old database is now; null when there was none.</returns>
    /// <exception cref="ActionFailedException">The file is no backup of this Jarvis.</exception>
    /// <exception cref="StorageInUseException">Jarvis runs.</exception>
    public string? Run(string file)
    {
        if (storage.Value.UsesPostgres)
            throw new ActionFailedException("Jarvis runs on PostgreSQL. Stop it, then restore with: pg_restore --clean --if-exists --dbname=\"<the connection string in Storage:Postgres, as a URI>\" jarvis.dump");
        var source = Path.GetFullPath(file);
        var database = storage.Value.SqlitePath;
        if (!File.Exists(source)) throw new ActionFailedException($"There is no file {source}.");
        if (string.Equals(source, database, StringComparison.Ordinal)) throw new ActionFailedException($"{source} is the database itself. Name a backup.");
        if (Backup.Check(source) is { } damage) throw new ActionFailedException($"{source} is not a sound SQLite database ({damage}). Nothing was changed.");
        CheckStructure(source);

        instance.Take();
        using (instance)
        {
            var incoming = $"{database}.{Guid.NewGuid():n}.partial";
            try
            {
                File.Copy(source, incoming);
                var aside = KeepAside(database);
                // A write-ahead log that stayed behind would be played into the restored file.
                foreach (var ending in Beside) File.Delete(database + ending);
                File.Move(incoming, database, overwrite: true);
                return aside;
            }
            finally
            {
                File.Delete(incoming);
            }
        }
    }

    private string? KeepAside(string database)
    {
        if (!File.Exists(database)) return null;
        var aside = string.Create(CultureInfo.InvariantCulture, $"{database}.before-restore-{time.GetUtcNow():yyyyMMdd-HHmmss}");
        File.Copy(database, aside);
        foreach (var ending in Beside.Where(e => File.Exists(database + e))) File.Copy(database + ending, aside + ending);
        return aside;
    }

    private void CheckStructure(string source)
    {
        var known = KnownMigrations();
        try
        {
            using var backup = Backup.Open(source, SqliteOpenMode.ReadOnly);
            using var command = backup.CreateCommand();
            command.CommandText = "SELECT MigrationId FROM __EFMigrationsHistory;";
            using var reader = command.ExecuteReader();
            while (reader.Read())
                if (!known.Contains(reader.GetString(0)))
                    throw new ActionFailedException($"{source} was made by another version of Jarvis (it has {reader.GetString(0)}, which this one does not know). Restore it with a version that is at least as new.");
        }
        catch (SqliteException e)
        {
            throw new ActionFailedException($"{source} is not a backup of Jarvis ({e.Message}). Nothing was changed.", e);
        }
    }

    private HashSet<string> KnownMigrations()
    {
        using var db = databases.CreateDbContext();
        return db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
    }
}
