using System.Globalization;
using Jarvis.Bot.Autonomy.Routines;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Understanding.ModelDriven;
using Jarvis.Skills.Business;
using Jarvis.Skills.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Autonomy;

/// <summary>
/// Keeps the store from growing without end: metrics become hourly means, and messages, handled events, runs and files go
/// after Storage:KeepDays. Actions and the ledger stay.
/// </summary>
internal sealed partial class Retention(
    IDbContextFactory<JarvisDb> databases, MetricStore metrics, RequestHistory requests, FileShelf shelf,
    IOptions<StorageOptions> storage, TimeProvider time, ILogger<Retention> log)
{
    /// <summary>The size of the store after each night; its last point tells when the last night was.</summary>
    public const string SizeSeries = "jarvis.store_mb";

    private const long WorthwhileBytes = 32 * 1024 * 1024;
    private const double WorthwhileShare = 0.25;

    /// <param name="last">When this was done before; null when never.</param>
    public async Task RunAsync(DateTimeOffset? last, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        await metrics.CompactAsync(last, cancel);
        await requests.ForgetOldAsync(cancel);
        var rows = await DeleteOldAsync(time.GetUtcNow() - TimeSpan.FromDays(storage.Value.KeepDays), cancel);
        var files = shelf.DeleteOlderThan(time.GetUtcNow() - TimeSpan.FromDays(storage.Value.KeepDays));
        var bytes = await ShrinkAsync(cancel);
        await metrics.RecordAsync([new Measurement(SizeSeries, "MB", bytes / 1024d / 1024d)], time.GetUtcNow(), cancel);
        Kept(rows, files, bytes / 1024 / 1024, time.GetElapsedTime(started).TotalSeconds);
    }

    private async Task<int> DeleteOldAsync(DateTimeOffset before, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var rows = await db.Set<InboxMessage>().Where(m => m.At < before && m.State == InboxState.Answered).ExecuteDeleteAsync(cancel);
        rows += await db.Set<OutboxMessage>().Where(m => m.At < before && (m.State == OutboxState.Sent || m.State == OutboxState.Failed || m.State == OutboxState.Elsewhere)).ExecuteDeleteAsync(cancel);
        rows += await db.Set<ModelStep>().Where(s => s.At < before).ExecuteDeleteAsync(cancel);
        rows += await db.Set<ConversationSummary>().Where(s => s.At < before).ExecuteDeleteAsync(cancel);
        rows += await db.Set<BusinessEvent>().Where(e => e.At < before && e.HandledAt != null).ExecuteDeleteAsync(cancel);
        // The last run of each routine stays: it says which occurrences have been dealt with.
        var ended = db.Set<RoutineRun>().Where(r => r.ScheduledFor < before && r.State != RoutineRunState.Running && r.State != RoutineRunState.Delivering);
        rows += await ended.Where(r => db.Set<RoutineRun>().Any(later => later.Routine == r.Routine && later.ScheduledFor > r.ScheduledFor)).ExecuteDeleteAsync(cancel);
        return rows;
    }

    /// <summary>Gives free pages of a SQLite file back to the disk once that is worth the rewrite; PostgreSQL does it by itself.</summary>
    /// <returns>The size of the store in bytes.</returns>
    private async Task<long> ShrinkAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (storage.Value.UsesPostgres)
            return await db.Database.SqlQueryRaw<long>("""SELECT pg_database_size(current_database()) AS "Value" """).SingleAsync(cancel);

        var connection = (SqliteConnection)db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync(cancel);
        var page = await ReadAsync("PRAGMA page_size");
        var pages = await ReadAsync("PRAGMA page_count");
        var free = await ReadAsync("PRAGMA freelist_count");
        if (free * page >= WorthwhileBytes && free >= pages * WorthwhileShare)
        {
            await ReadAsync("VACUUM");
            pages = await ReadAsync("PRAGMA page_count");
        }
        await ReadAsync("PRAGMA optimize");
        await ReadAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        return pages * page;

        async Task<long> ReadAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            return Convert.ToInt64(await command.ExecuteScalarAsync(cancel) ?? 0L, CultureInfo.InvariantCulture);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Kept the store small: {Rows} rows and {Files} files removed, {Megabytes} MB left, in {Seconds:0.0} s.")]
    private partial void Kept(int rows, int files, long megabytes, double seconds);
}
