using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Jarvis.Skills.Storage;

/// <summary>Writes very many new rows of one table. The change tracker takes ten times as long.</summary>
public static class BulkRows
{
    /// <summary>Inserts the rows in their order, inside the context's transaction. Generated ids are not read back.</summary>
    /// <param name="withKeys">The rows bring their ids, which <see cref="ReserveIdsAsync"/> gave.</param>
    /// <returns>How many.</returns>
    public static async Task<int> InsertAsync<T>(JarvisDb db, IEnumerable<T> rows, CancellationToken cancel, bool withKeys = false) where T : class
    {
        var entity = db.Model.FindEntityType(typeof(T)) ?? throw new ArgumentException($"{typeof(T).Name} has no table.", nameof(rows));
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        var columns = entity.GetProperties().Where(p => p.ValueGenerated == ValueGenerated.Never || (withKeys && p.IsPrimaryKey()))
            .Select(p => (Name: p.GetColumnName(table)!, Get: p.GetGetter(), p.GetTypeMapping().Converter)).ToArray();
        var sql = db.GetService<ISqlGenerationHelper>();

        await db.Database.OpenConnectionAsync(cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        // Names come from the model, values are parameters.
#pragma warning disable CA2100
        command.CommandText = $"INSERT INTO {sql.DelimitIdentifier(table.Name, table.Schema)} ({string.Join(", ", columns.Select(c => sql.DelimitIdentifier(c.Name)))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
#pragma warning restore CA2100
        var parameters = columns.Select((_, i) =>
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
            return parameter;
        }).ToArray();

        var written = 0;
        foreach (var row in rows)
        {
            cancel.ThrowIfCancellationRequested();
            for (var i = 0; i < columns.Length; i++)
            {
                var value = columns[i].Get.GetClrValue(row);
                parameters[i].Value = (columns[i].Converter is { } converter ? converter.ConvertToProvider(value) : value is Enum number ? Convert.ToInt32(number) : value) ?? DBNull.Value;
            }
            written += command.ExecuteNonQuery();
        }
        await db.Database.CloseConnectionAsync();
        return written;
    }

    /// <summary>
    /// Ids for so many new rows, which nobody else will get: for rows that point at each other. Inside a transaction, which on SQLite keeps other
    /// writers out; on PostgreSQL the table's sequence gives them.
    /// </summary>
    public static async Task<IReadOnlyList<int>> ReserveIdsAsync<T>(JarvisDb db, int count, CancellationToken cancel) where T : class
    {
        if (count == 0) return [];
        var entity = db.Model.FindEntityType(typeof(T)) ?? throw new ArgumentException($"{typeof(T).Name} has no table.", nameof(count));
        var table = entity.GetTableName()!;
        if (db is PostgresJarvisDb)
        {
            var name = $"\"{table}\"";
            var key = entity.FindPrimaryKey()!.Properties[0].GetColumnName();
            return [.. (await db.Database.SqlQuery<long>($"SELECT nextval(pg_get_serial_sequence({name}, {key})) AS \"Value\" FROM generate_series(1, {count})").ToListAsync(cancel)).Select(i => (int)i)];
        }
        // The highest id that ever was: one that was deleted is not given to somebody else.
        var last = await db.Database.SqlQuery<int>($"SELECT COALESCE(MAX(seq), 0) AS Value FROM sqlite_sequence WHERE name = {table}").SingleAsync(cancel);
        return [.. Enumerable.Range(last + 1, count)];
    }
}
