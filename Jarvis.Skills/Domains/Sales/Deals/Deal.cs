using Jarvis.Skills.Business;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Domains.Sales.Deals;

/// <summary>A sale that is being worked on: one of the stages that settings name, until it is won or lost.</summary>
public sealed class Deal
{
    /// <summary>The number by which the owner knows it.</summary>
    public int Id { get; init; }

    public required int ContactId { get; set; }

    /// <summary>The lead that it came from; null when the owner opened it.</summary>
    public int? LeadId { get; init; }

    public required string Title { get; set; }

    /// <summary>As in Sales:Stages.</summary>
    public required string Stage { get; set; }

    public DateTimeOffset StageSince { get; set; }

    public long AmountMinor { get; set; }

    public required string Currency { get; set; }

    public Money Amount => new(AmountMinor, Currency);

    /// <summary>Where it came from, taken over from the lead.</summary>
    public string Source { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is hoped to close; null when nobody said.</summary>
    public DateTimeOffset? ExpectedAt { get; set; }

    /// <summary>Null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Null while it is open.</summary>
    public bool? Won { get; set; }

    /// <summary>Why it was won or lost, in the owner's words.</summary>
    public string? Reason { get; set; }
}

/// <summary>A deal entered a stage. The last row of a deal is where it stands; closing writes "won" or "lost".</summary>
public sealed class StageChange
{
    public long Id { get; init; }

    public required int DealId { get; init; }

    /// <summary>Null for the first.</summary>
    public string? From { get; init; }

    public required string To { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>A person's name, or the rule that covered it.</summary>
    public required string By { get; init; }

    public string? Reason { get; init; }
}

internal sealed class DealMap : IEntityTypeConfiguration<Deal>
{
    public void Configure(EntityTypeBuilder<Deal> builder)
    {
        builder.ToTable("deals");
        builder.Ignore(d => d.Amount);
        builder.HasIndex(d => new { d.ClosedAt, d.Stage });
        builder.HasIndex(d => d.ContactId);
        builder.HasIndex(d => d.LeadId);
        builder.Property(d => d.Title).HasMaxLength(200);
        builder.Property(d => d.Stage).HasMaxLength(60);
        builder.Property(d => d.Currency).HasMaxLength(3);
        builder.Property(d => d.Source).HasMaxLength(60);
        builder.Property(d => d.Reason).HasMaxLength(400);
        builder.HasOne<Leads.Contact>().WithMany().HasForeignKey(d => d.ContactId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StageChangeMap : IEntityTypeConfiguration<StageChange>
{
    public void Configure(EntityTypeBuilder<StageChange> builder)
    {
        builder.ToTable("deal_stages");
        builder.HasIndex(s => new { s.DealId, s.At });
        builder.HasIndex(s => s.At);
        builder.Property(s => s.From).HasMaxLength(60);
        builder.Property(s => s.To).HasMaxLength(60);
        builder.Property(s => s.By).HasMaxLength(200);
        builder.Property(s => s.Reason).HasMaxLength(400);
        builder.HasOne<Deal>().WithMany().HasForeignKey(s => s.DealId).OnDelete(DeleteBehavior.Cascade);
    }
}
