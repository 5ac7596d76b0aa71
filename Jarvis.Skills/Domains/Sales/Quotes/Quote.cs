using System.Globalization;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.Sales.Deals;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Domains.Sales.Quotes;

/// <summary>How far a quote has come. That it has run out is told by its date.</summary>
public enum QuoteState
{
    /// <summary>Nobody outside has seen it.</summary>
    Draft = 0,

    Sent = 1,

    Accepted = 2,

    /// <summary>It keeps its number, and can be neither seen nor accepted.</summary>
    Withdrawn = 3,
}

/// <summary>An offer with a number, as the customer sees it. Its lines and sums never change once it is made.</summary>
public sealed class Quote
{
    public int Id { get; init; }

    /// <summary>The year in which it was made, in the business's time zone; numbers begin anew with it.</summary>
    public required int Year { get; init; }

    /// <summary>From 1, without a gap.</summary>
    public required int Sequence { get; init; }

    /// <summary>"Q-2026-0001".</summary>
    public string Number => string.Create(CultureInfo.InvariantCulture, $"Q-{Year}-{Sequence:0000}");

    public required int DealId { get; init; }

    public required int ContactId { get; init; }

    /// <summary>The last part of its page's address. Whoever knows it may see and accept the quote.</summary>
    public required string Token { get; init; }

    /// <summary>The action that made it, so that a commit which runs again after a crash makes no second one.</summary>
    public required Guid ActionId { get; init; }

    public List<QuoteLine> Lines { get; init; } = [];

    public decimal DiscountPercent { get; init; }

    public decimal TaxPercent { get; init; }

    public required string Currency { get; init; }

    /// <summary>What is to be paid, with tax.</summary>
    public required long TotalMinor { get; init; }

    public Money Total => new(TotalMinor, Currency);

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From this instant on it can no longer be accepted.</summary>
    public required DateTimeOffset ValidUntil { get; init; }

    public QuoteState State { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    /// <summary>When its page was last looked at by whom it was sent to.</summary>
    public DateTimeOffset? ViewedAt { get; set; }

    /// <summary>At most one an hour is counted.</summary>
    public int Views { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }

    /// <summary>The name that was written when it was accepted. A stranger's words.</summary>
    public string? AcceptedBy { get; set; }

    public bool HasEnded(DateTimeOffset now) => State == QuoteState.Sent && now >= ValidUntil;
}

/// <summary>A line of a quote: so many of something at a price each.</summary>
public sealed class QuoteLine
{
    public int Id { get; init; }

    public int QuoteId { get; init; }

    /// <summary>From 1.</summary>
    public required int Position { get; init; }

    public required decimal Quantity { get; init; }

    public required string What { get; init; }

    /// <summary>For one, before discount and tax.</summary>
    public required long UnitMinor { get; init; }
}

internal sealed class QuoteMap : IEntityTypeConfiguration<Quote>
{
    public void Configure(EntityTypeBuilder<Quote> builder)
    {
        builder.ToTable("quotes");
        builder.Ignore(q => q.Number);
        builder.Ignore(q => q.Total);
        builder.HasIndex(q => new { q.Year, q.Sequence }).IsUnique();
        builder.HasIndex(q => q.Token).IsUnique();
        builder.HasIndex(q => q.ActionId).IsUnique();
        builder.HasIndex(q => q.DealId);
        builder.HasIndex(q => q.State);
        builder.Property(q => q.Token).HasMaxLength(64);
        builder.Property(q => q.Currency).HasMaxLength(3);
        builder.Property(q => q.AcceptedBy).HasMaxLength(100);
        builder.Property(q => q.DiscountPercent).HasPrecision(5, 2);
        builder.Property(q => q.TaxPercent).HasPrecision(5, 2);
        builder.HasMany(q => q.Lines).WithOne().HasForeignKey(l => l.QuoteId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Deal>().WithMany().HasForeignKey(q => q.DealId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Leads.Contact>().WithMany().HasForeignKey(q => q.ContactId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class QuoteLineMap : IEntityTypeConfiguration<QuoteLine>
{
    public void Configure(EntityTypeBuilder<QuoteLine> builder)
    {
        builder.ToTable("quote_lines");
        builder.Property(l => l.What).HasMaxLength(300);
        builder.Property(l => l.Quantity).HasPrecision(18, 4);
    }
}
