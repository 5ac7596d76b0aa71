using System.Text.Json;
using Jarvis.Skills.Business.Crm;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Leads;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Domains.Sales.Crm;

/// <summary>One of ours and one of a vendor's that are the same, and how both were when they were last equal. Of several for one of ours, the oldest that is not deleted there counts.</summary>
public sealed class CrmLink
{
    public int Id { get; init; }

    public required string Vendor { get; init; }

    public required CrmKind Kind { get; init; }

    public required string VendorId { get; init; }

    /// <summary>For a contact. Follows when contacts are merged.</summary>
    public int? ContactId { get; init; }

    /// <summary>For a deal.</summary>
    public int? DealId { get; init; }

    /// <summary>For a note: the line of the timeline.</summary>
    public long? NoteId { get; init; }

    /// <summary>Null when ours was removed: theirs is left alone then, and not taken over again.</summary>
    public long? OurId => ContactId ?? DealId ?? NoteId;

    public DateTimeOffset LinkedAt { get; init; }

    /// <summary>Our fields at the last sync, as JSON.</summary>
    public string OursJson { get; set; } = "{}";

    /// <summary>The vendor's fields at the last sync, as JSON.</summary>
    public string TheirsJson { get; set; } = "{}";

    /// <summary>When a look first found ours changed; null while it is as it was. Ours have no clock of their own.</summary>
    public DateTimeOffset? OurChangeSeenAt { get; set; }

    /// <summary>When it was found deleted at the vendor; ours stays, and is not sent again.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>Fields that both changed, with the vendor's values, as JSON; null when there are none. Nothing of the record is sent until somebody says.</summary>
    public string? ConflictJson { get; set; }

    internal Dictionary<string, string> Ours => Read(OursJson);

    internal Dictionary<string, string> Theirs => Read(TheirsJson);

    internal Dictionary<string, string> Conflict => Read(ConflictJson ?? "{}");

    /// <summary>Both are the same now.</summary>
    internal void Agree(CrmRecord ours, CrmRecord theirs)
    {
        (OursJson, TheirsJson) = (JsonSerializer.Serialize(ours.Fields), JsonSerializer.Serialize(theirs.Fields));
        (ConflictJson, OurChangeSeenAt, DeletedAt) = (null, null, null);
    }

    private static Dictionary<string, string> Read(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;
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
        builder.Ignore(l => l.OurId);
        builder.Property(l => l.Vendor).HasMaxLength(40);
        builder.Property(l => l.VendorId).HasMaxLength(80);
        builder.HasOne<Contact>().WithMany().HasForeignKey(l => l.ContactId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Deal>().WithMany().HasForeignKey(l => l.DealId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Activity>().WithMany().HasForeignKey(l => l.NoteId).OnDelete(DeleteBehavior.SetNull);
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
