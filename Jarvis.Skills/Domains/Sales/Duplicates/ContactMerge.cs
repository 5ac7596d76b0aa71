using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Domains.Sales.Duplicates;

/// <summary>Two contacts that were found to be one person, and all that must be known to part them again.</summary>
public sealed class ContactMerge
{
    public int Id { get; init; }

    public required Guid ActionId { get; init; }

    /// <summary>The contact that was merged into the other.</summary>
    public required int FromId { get; init; }

    public required int IntoId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>By table, the keys of the rows that were moved. JSON.</summary>
    public string MovedJson { get; set; } = "{}";

    /// <summary>Names of the fields that were blank and got the other's. JSON.</summary>
    public string FilledJson { get; set; } = "[]";

    public DateTimeOffset? UndoneAt { get; set; }
}

internal sealed class ContactMergeMap : IEntityTypeConfiguration<ContactMerge>
{
    public void Configure(EntityTypeBuilder<ContactMerge> builder)
    {
        builder.ToTable("contact_merges");
        builder.HasIndex(m => m.ActionId).IsUnique();
        builder.HasIndex(m => m.FromId);
    }
}
