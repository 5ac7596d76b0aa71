using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Domains.Sales.Scoring.Learning;

/// <summary>What a day's learning came to, so that a restart need not learn again. The newest counts.</summary>
public sealed class StoredScorer
{
    public int Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>See <see cref="LeadFeatures.Mark"/>.</summary>
    public required string Mark { get; init; }

    /// <summary>A <see cref="ScorerReport"/>.</summary>
    public required string ReportJson { get; init; }

    /// <summary>Null where the rules score.</summary>
    public byte[]? Model { get; init; }
}

internal sealed class StoredScorerMap : IEntityTypeConfiguration<StoredScorer>
{
    public void Configure(EntityTypeBuilder<StoredScorer> builder)
    {
        builder.ToTable("lead_scorers");
        builder.Property(s => s.Mark).HasMaxLength(64);
    }
}
