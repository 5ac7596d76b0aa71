using Jarvis.Skills.Governance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Bot.People;

/// <summary>What a person may do.</summary>
public enum Role
{
    /// <summary>Asks, and is answered. Decides nothing.</summary>
    Viewer = 0,

    /// <summary>Decides in named domains, up to a clearance.</summary>
    Operator = 1,

    /// <summary>Decides everything.</summary>
    Owner = 2,
}

/// <summary>Somebody who may talk to Jarvis.</summary>
public sealed class Person
{
    public int Id { get; init; }

    public required string Name { get; set; }

    public Role Role { get; set; }

    /// <summary>For an operator: plugin names, comma-separated.</summary>
    public string Domains { get; set; } = "";

    /// <summary>For an operator: the highest clearance that they may approve.</summary>
    public ClearanceLevel UpTo { get; set; } = ClearanceLevel.ReadOnly;

    public DateTimeOffset Since { get; init; }

    /// <summary>The same person where they may only ask.</summary>
    public Person AsViewer() => new() { Id = Id, Name = Name, Role = Role.Viewer, Since = Since };

    /// <summary>Whether a decision on such an action is theirs to take.</summary>
    public bool MayDecide(string domain, ClearanceLevel needs) => Role switch
    {
        Role.Owner => true,
        Role.Operator => needs <= UpTo && Domains.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Contains(domain, StringComparer.OrdinalIgnoreCase),
        _ => false,
    };
}

/// <summary>A person's account on a channel.</summary>
public sealed class Identity
{
    public int Id { get; init; }

    public int PersonId { get; init; }

    public required string Channel { get; init; }

    /// <summary>The platform's id of the user.</summary>
    public required string ExternalId { get; init; }

    /// <summary>Where the person is reached without having asked: their direct conversation.</summary>
    public required string Address { get; set; }

    public DateTimeOffset PairedAt { get; init; }
}

internal sealed class PersonMap : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder) => builder.ToTable("people");
}

internal sealed class IdentityMap : IEntityTypeConfiguration<Identity>
{
    public void Configure(EntityTypeBuilder<Identity> builder)
    {
        builder.ToTable("identities");
        builder.HasIndex(i => new { i.Channel, i.ExternalId }).IsUnique();
        builder.Property(i => i.Channel).HasMaxLength(32);
        builder.Property(i => i.ExternalId).HasMaxLength(200);
        builder.HasOne<Person>().WithMany().HasForeignKey(i => i.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
