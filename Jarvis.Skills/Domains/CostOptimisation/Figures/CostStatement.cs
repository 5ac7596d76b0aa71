using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.CostOptimisation.Figures;

/// <summary>What the owner said about the worth of time: the hour's rate ("hour"), or the minutes that a function's work saves ("minutes:health.restart").</summary>
internal sealed class CostStatement
{
    public const string Hour = "hour";
    public const string Minutes = "minutes:";

    public required string Name { get; init; }

    public decimal Value { get; set; }

    public required string SetBy { get; set; }

    public DateTimeOffset At { get; set; }
}

internal sealed class CostStatementMap : IEntityTypeConfiguration<CostStatement>
{
    public void Configure(EntityTypeBuilder<CostStatement> builder)
    {
        builder.ToTable("cost_statements");
        builder.HasKey(s => s.Name);
        builder.Property(s => s.Name).HasMaxLength(160);
        builder.Property(s => s.SetBy).HasMaxLength(200);
    }
}

/// <summary>Keeps what the owner said about the worth of time. Each outlives a restart.</summary>
public interface ICostStatements : IEffect
{
    /// <param name="value">Null takes it back.</param>
    Task SetAsync(string name, decimal? value, string by, CancellationToken cancel);
}

internal sealed class CostStatementWriter(IDbContextFactory<JarvisDb> databases, TimeProvider time) : ICostStatements
{
    public async Task SetAsync(string name, decimal? value, string by, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Set<CostStatement>().FindAsync([name], cancel);
        if (value is null)
        {
            if (row is not null) db.Remove(row);
        }
        else
        {
            if (row is null) db.Add(row = new CostStatement { Name = name, SetBy = by });
            (row.Value, row.SetBy, row.At) = (value.Value, by, time.GetUtcNow());
        }
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Reads what the owner said, and behind it the settings.</summary>
internal sealed class CostStatements(IDbContextFactory<JarvisDb> databases, IOptions<CostOptions> options) : IStatedMinutes
{
    /// <summary>In the business's currency; null when nobody said.</summary>
    public async Task<decimal?> HourlyRateAsync(CancellationToken cancel) => await ValueAsync(CostStatement.Hour, cancel) ?? options.Value.HourlyRate;

    public async Task<decimal?> ValueAsync(string name, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<CostStatement>().Where(s => s.Name == name).Select(s => (decimal?)s.Value).FirstOrDefaultAsync(cancel);
    }

    public async Task<IReadOnlyDictionary<string, double>> ReadAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<CostStatement>().AsNoTracking().Where(s => s.Name.StartsWith(CostStatement.Minutes))
            .ToDictionaryAsync(s => s.Name[CostStatement.Minutes.Length..], s => (double)s.Value, StringComparer.Ordinal, cancel);
    }
}
