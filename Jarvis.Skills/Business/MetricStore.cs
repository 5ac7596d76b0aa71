using System.Collections.Concurrent;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Business;

/// <summary>One value to be kept.</summary>
public readonly record struct Measurement(string Series, string Unit, double Value);

/// <summary>Keeps and reads metrics. Points are five minutes apart for two weeks, then an hour, and go after 400 days.</summary>
public sealed class MetricStore(IDbContextFactory<JarvisDb> databases, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan FineFor = TimeSpan.FromDays(14);
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    private readonly ConcurrentDictionary<string, int> ids = new(StringComparer.Ordinal);

    // One at a time: two first values of one series at once would each make the series.
    private readonly SemaphoreSlim naming = new(1, 1);

    public void Dispose() => naming.Dispose();

    /// <summary>Writes all values at one instant, in one transaction; one that a series has there already is replaced. A value that is not a number is left out.</summary>
    public async Task RecordAsync(IReadOnlyCollection<Measurement> values, DateTimeOffset at, CancellationToken cancel)
    {
        var numbers = values.Where(v => double.IsFinite(v.Value)).ToList();
        await using var db = await databases.CreateDbContextAsync(cancel);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        if (numbers.Exists(v => !ids.ContainsKey(v.Series))) await NameAloneAsync(db, numbers, cancel);
        var written = numbers.ConvertAll(v => ids[v.Series]);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Set<MetricPoint>().Where(p => p.At == at && written.Contains(p.SeriesId)).ExecuteDeleteAsync(cancel);
        db.AddRange(numbers.Select(v => new MetricPoint { SeriesId = ids[v.Series], At = at, Value = v.Value }));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The points of a series, oldest first; empty when there is no such series.</summary>
    public async Task<IReadOnlyList<MetricPoint>> ReadAsync(string series, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var id = await db.Set<MetricSeries>().Where(s => s.Name == series).Select(s => (int?)s.Id).FirstOrDefaultAsync(cancel);
        if (id is null) return [];
        return await db.Set<MetricPoint>().AsNoTracking()
            .Where(p => p.SeriesId == id && p.At >= from && p.At <= to).OrderBy(p => p.At).ToListAsync(cancel);
    }

    /// <summary>Names and units of the series that start with the prefix.</summary>
    public async Task<IReadOnlyList<MetricSeries>> ListAsync(string prefix, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<MetricSeries>().AsNoTracking().Where(s => s.Name.StartsWith(prefix)).OrderBy(s => s.Name).ToListAsync(cancel);
    }

    /// <summary>Turns what is older than two weeks into hourly means, and drops what is older than 400 days.</summary>
    /// <param name="last">When that was last done, so that nothing is passed by after a pause; null for all there is.</param>
    public async Task CompactAsync(DateTimeOffset? last, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var fineUntil = Hour(now - FineFor);
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Set<MetricPoint>().Where(p => p.At < now - KeptFor).ExecuteDeleteAsync(cancel);
        var from = last is { } before ? Hour(before - FineFor) - TimeSpan.FromHours(1) : now - KeptFor;
        foreach (var series in await db.Set<MetricSeries>().Select(s => s.Id).ToListAsync(cancel))
        {
            var points = await db.Set<MetricPoint>().AsNoTracking().Where(p => p.SeriesId == series && p.At >= from && p.At < fineUntil).ToListAsync(cancel);
            var hours = points.GroupBy(p => Hour(p.At)).Where(h => h.Count() > 1).ToList();
            if (hours.Count == 0) continue;

            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            foreach (var hour in hours)
            {
                var end = hour.Key.AddHours(1);
                await db.Set<MetricPoint>().Where(p => p.SeriesId == series && p.At >= hour.Key && p.At < end).ExecuteDeleteAsync(cancel);
                db.Add(new MetricPoint { SeriesId = series, At = hour.Key, Value = hour.Average(p => p.Value) });
            }
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            db.ChangeTracker.Clear();
        }
    }

    private static DateTimeOffset Hour(DateTimeOffset at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerHour), at.Offset);

    private async Task NameAloneAsync(JarvisDb db, List<Measurement> values, CancellationToken cancel)
    {
        await naming.WaitAsync(cancel);
        try
        {
            await NameAsync(db, values, cancel);
        }
        finally
        {
            naming.Release();
        }
    }

    /// <summary>Finds the ids of series that were not written before, and makes those that do not exist, all at once.</summary>
    private async Task NameAsync(JarvisDb db, List<Measurement> values, CancellationToken cancel)
    {
        foreach (var part in values.Where(v => !ids.ContainsKey(v.Series)).DistinctBy(v => v.Series, StringComparer.Ordinal).Chunk(500))
        {
            var names = part.Select(v => v.Series).ToList();
            var found = await db.Set<MetricSeries>().Where(s => names.Contains(s.Name)).ToListAsync(cancel);
            var missing = part.Where(v => !found.Exists(s => s.Name == v.Series)).Select(v => new MetricSeries { Name = v.Series, Unit = v.Unit }).ToList();
            db.AddRange(missing);
            await db.SaveChangesAsync(cancel);
            foreach (var series in found.Concat(missing)) ids[series.Name] = series.Id;
        }
    }
}
