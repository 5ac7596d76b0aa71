using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.CostOptimisation.Figures;

/// <summary>What is spent on one day of the owner's calendar.</summary>
internal sealed record DaySpend(DateOnly Day, decimal Usd, int Calls);

/// <summary>Reads the cost ledger. Days are the owner's.</summary>
internal sealed class SpendBook(IDbContextFactory<JarvisDb> databases, IOptions<BusinessOptions> business)
{
    /// <summary>Attempts that have ended, oldest first.</summary>
    public async Task<IReadOnlyList<ModelCall>> ReadAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<ModelCall>().AsNoTracking().Where(c => c.At >= from && c.At < to && c.Outcome != ModelOutcome.Pending).OrderBy(c => c.At).ThenBy(c => c.Id).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<ModelCall>> LatestAsync(int count, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<ModelCall>().AsNoTracking().OrderByDescending(c => c.Id).Take(count).ToListAsync(cancel);
    }

    /// <summary>The kinds of work since then.</summary>
    public async Task<IReadOnlyList<string>> PurposesAsync(DateTimeOffset since, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return [.. (await db.Set<ModelCall>().Where(c => c.At >= since).Select(c => c.Purpose).Distinct().ToListAsync(cancel)).Select(CostWords.Spoken)];
    }

    /// <summary>Every day from the first to the last, those without a call too.</summary>
    public IReadOnlyList<DaySpend> Days(IEnumerable<ModelCall> calls, DateTimeOffset from, DateTimeOffset to)
    {
        var byDay = calls.GroupBy(c => DayOf(c.At)).ToDictionary(g => g.Key, g => (Usd: CostWords.SumUsd(g), Calls: g.Count()));
        var days = new List<DaySpend>();
        for (var day = DayOf(from); day <= DayOf(to.AddTicks(-1)); day = day.AddDays(1))
        {
            var (usd, count) = byDay.GetValueOrDefault(day);
            days.Add(new DaySpend(day, usd, count));
        }
        return days;
    }

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(business.Value.Local(at).DateTime);

    /// <summary>Midnight at the beginning of a day.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, business.Value.Zone.GetUtcOffset(midnight));
    }
}
