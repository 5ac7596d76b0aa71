using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Business;

/// <summary>A named time series. Every domain publishes its own; anybody may read them.</summary>
public sealed class MetricSeries
{
    public int Id { get; init; }

    /// <summary>Domain, subject and measure: "health.backend.p95_ms".</summary>
    public required string Name { get; init; }

    /// <summary>"ms", "%", "bytes", "count", or a currency code.</summary>
    public required string Unit { get; init; }
}

/// <summary>One value of a series; after two weeks, the mean of an hour.</summary>
public sealed class MetricPoint
{
    public int SeriesId { get; init; }

    public DateTimeOffset At { get; init; }

    public double Value { get; init; }
}

internal sealed class MetricSeriesMap : IEntityTypeConfiguration<MetricSeries>
{
    public void Configure(EntityTypeBuilder<MetricSeries> builder)
    {
        builder.ToTable("metric_series");
        builder.Property(s => s.Name).HasMaxLength(200);
        builder.HasIndex(s => s.Name).IsUnique();
    }
}

internal sealed class MetricPointMap : IEntityTypeConfiguration<MetricPoint>
{
    public void Configure(EntityTypeBuilder<MetricPoint> builder)
    {
        builder.ToTable("metric_points");
        builder.HasKey(p => new { p.SeriesId, p.At });
        builder.HasIndex(p => p.At);
        builder.HasOne<MetricSeries>().WithMany().HasForeignKey(p => p.SeriesId).OnDelete(DeleteBehavior.Cascade);
    }
}
