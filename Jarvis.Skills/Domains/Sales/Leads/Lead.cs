using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Domains.Sales.Leads;

/// <summary>How far a lead has come.</summary>
public enum LeadState
{
    /// <summary>Somebody on a list that the owner imported: open, but nobody who waits for an answer. What they write makes them <see cref="New"/>.</summary>
    Listed = -1,

    /// <summary>Nobody has answered yet.</summary>
    New = 0,

    /// <summary>Answered; the lead has not written since.</summary>
    Answered = 1,

    /// <summary>The lead has written back.</summary>
    Talking = 2,

    /// <summary>A deal was opened for it.</summary>
    Qualified = 3,

    Won = 4,

    Lost = 5,
}

/// <summary>Somebody's interest in buying, once it is known: from a form, a mail, a file or the owner's word.</summary>
public sealed class Lead
{
    /// <summary>The number by which the owner knows it.</summary>
    public int Id { get; init; }

    public required int ContactId { get; set; }

    public Contact? Contact { get; init; }

    /// <summary>The source and the source's own id, so that a form that was posted twice is one lead.</summary>
    public required string Key { get; init; }

    /// <summary>Where it came from: "web form", "import", "e-mail", "referral".</summary>
    public required string Source { get; set; }

    /// <summary>What they asked, in their words. A stranger's text.</summary>
    public string Message { get; set; } = "";

    /// <summary>What they agreed to, word for word, as the form showed it; null when they agreed to nothing, and then only what they asked is answered.</summary>
    public string? Consent { get; set; }

    public DateTimeOffset ArrivedAt { get; set; }

    /// <summary>Whether a company was named when it arrived: it may have been filled in since. Null for leads of before this was written down.</summary>
    public bool? CameWithCompany { get; set; }

    /// <summary>The same of a phone number.</summary>
    public bool? CameWithPhone { get; set; }

    public LeadState State { get; set; }

    public DateTimeOffset StateSince { get; set; }

    /// <summary>0 to 100.</summary>
    public int Score { get; set; }

    /// <summary>Why, as a person reads it: "+18 opened the pricing page twice, −10 free-mail address".</summary>
    public string ScoreReasons { get; set; } = "";

    public DateTimeOffset? ScoredAt { get; set; }

    /// <summary>When the first answer was handed over for delivery.</summary>
    public DateTimeOffset? FirstAnsweredAt { get; set; }

    /// <summary>Why it was lost, in the owner's words.</summary>
    public string? LostReason { get; set; }

    public bool Closed => State is LeadState.Won or LeadState.Lost;
}

internal sealed class LeadMap : IEntityTypeConfiguration<Lead>
{
    public void Configure(EntityTypeBuilder<Lead> builder)
    {
        builder.ToTable("leads");
        builder.HasIndex(l => l.Key).IsUnique();
        builder.HasIndex(l => new { l.State, l.Score });
        builder.HasIndex(l => l.ArrivedAt);
        builder.HasIndex(l => new { l.Source, l.State });
        builder.HasIndex(l => l.ContactId);
        builder.Ignore(l => l.Closed);
        builder.Property(l => l.Key).HasMaxLength(200);
        builder.Property(l => l.Source).HasMaxLength(60);
        builder.Property(l => l.Consent).HasMaxLength(1000);
        builder.Property(l => l.LostReason).HasMaxLength(400);
        builder.HasOne(l => l.Contact).WithMany().HasForeignKey(l => l.ContactId).OnDelete(DeleteBehavior.Restrict);
    }
}
