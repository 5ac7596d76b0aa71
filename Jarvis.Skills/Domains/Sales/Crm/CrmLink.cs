using Jarvis.Skills.Business.Crm;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Domains.Sales.Crm;

/// <summary>One of ours and one of a vendor's that are the same, and how both were when they were last equal.</summary>
public sealed class CrmLink
{
    public int Id { get; init; }

    public required string Vendor { get; init; }

    public required CrmKind Kind { get; init; }

    public required long OurId { get; set; }

    public required string VendorId { get; init; }

    /// <summary>Digest of our fields at the last sync.</summary>
    public string OurDigest { get; set; } = "";

    /// <summary>Digest of the vendor's fields at the last sync.</summary>
    public string VendorDigest { get; set; } = "";

    /// <summary>When a look first found ours changed; null while it is as it was. Ours have no clock of their own.</summary>
    public DateTimeOffset? OurChangeSeenAt { get; set; }

    public DateTimeOffset SyncedAt { get; set; }

    /// <summary>When it was found deleted at the vendor; ours stays, and is not sent again.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>Both were changed and the rule is to ask: the vendor's fields, as JSON. Neither is written until somebody says.</summary>
    public string? ConflictJson { get; set; }
}

/// <summary>How far the changes of one kind at a vendor were read.</summary>
public sealed class CrmCursor
{
    public required string Vendor { get; init; }

    public required CrmKind Kind { get; init; }

    /// <summary>The vendor's, opaque.</summary>
    public required string Cursor { get; set; }

    public DateTimeOffset ReadAt { get; set; }
}

internal sealed class CrmLinkMap : IEntityTypeConfiguration<CrmLink>
{
    public void Configure(EntityTypeBuilder<CrmLink> builder)
    {
        builder.ToTable("crm_links");
        builder.HasIndex(l => new { l.Vendor, l.Kind, l.VendorId }).IsUnique();
        builder.HasIndex(l => new { l.Vendor, l.Kind, l.OurId }).IsUnique();
        builder.Property(l => l.Vendor).HasMaxLength(40);
        builder.Property(l => l.VendorId).HasMaxLength(80);
        builder.Property(l => l.OurDigest).HasMaxLength(32);
        builder.Property(l => l.VendorDigest).HasMaxLength(32);
    }
}

internal sealed class CrmCursorMap : IEntityTypeConfiguration<CrmCursor>
{
    public void Configure(EntityTypeBuilder<CrmCursor> builder)
    {
        builder.ToTable("crm_cursors");
        builder.HasKey(c => new { c.Vendor, c.Kind });
        builder.Property(c => c.Vendor).HasMaxLength(40);
        builder.Property(c => c.Cursor).HasMaxLength(400);
    }
}
