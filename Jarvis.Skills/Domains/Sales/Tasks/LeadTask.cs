using Jarvis.Skills.Domains.Sales.Leads;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Domains.Sales.Tasks;

/// <summary>Something that a person has to do for a contact, such as a call. Jarvis says when it is due; it does not do it.</summary>
public sealed class LeadTask
{
    /// <summary>The number by which the owner knows it.</summary>
    public int Id { get; init; }

    public required int ContactId { get; set; }

    public Contact? Contact { get; init; }

    public int? LeadId { get; set; }

    public required string What { get; init; }

    /// <summary>Null when it has no day.</summary>
    public DateTimeOffset? DueAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>That of the action that made it, so that it is made once.</summary>
    public required string Key { get; init; }
}

internal sealed class LeadTaskMap : IEntityTypeConfiguration<LeadTask>
{
    public void Configure(EntityTypeBuilder<LeadTask> builder)
    {
        builder.ToTable("lead_tasks");
        builder.HasIndex(t => t.Key).IsUnique();
        builder.HasIndex(t => new { t.DoneAt, t.DueAt });
        builder.HasIndex(t => t.ContactId);
        builder.Property(t => t.What).HasMaxLength(400);
        builder.Property(t => t.Key).HasMaxLength(60);
        builder.HasOne(t => t.Contact).WithMany().HasForeignKey(t => t.ContactId).OnDelete(DeleteBehavior.Restrict);
    }
}
