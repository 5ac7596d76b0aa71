using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Storage;

/// <summary>Which migrations a database has had.</summary>
public static class StoreVersion
{
    /// <summary>
    /// True when no migration is missing. EF Core's own way to ask builds two models more, one for the table of migrations and one to compare with; at
    /// nearly every start there is nothing to do, and what they took of memory would never come back.
    /// </summary>
    public static async Task<bool> IsCurrentAsync(JarvisDb db, CancellationToken cancel)
    {
        var had = new HashSet<string>(StringComparer.Ordinal);
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\"";
            await using var rows = await command.ExecuteReaderAsync(CommandBehavior.SingleResult, cancel);
            while (await rows.ReadAsync(cancel)) had.Add(rows.GetString(0));
        }
        catch (DbException)
        {
            // A database without the table has had none.
            return false;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
        return db.Database.GetMigrations().All(had.Contains);
    }
}
