using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Domains.Sales.Leads;

/// <summary>A person who may buy. What they wrote about themselves is a stranger's text.</summary>
public sealed class Contact
{
    private string name = "";
    private string company = "";

    public int Id { get; init; }

    /// <summary>As they gave it; empty when they did not.</summary>
    public string Name
    {
        get => name;
        set => (name, Search) = (value, Words(value, company));
    }

    /// <summary>In lower case; null when only a name or a number is known.</summary>
    public string? Email { get; set; }

    public string Company
    {
        get => company;
        set => (company, Search) = (value, Words(name, value));
    }

    /// <summary>Name and company in lower case: databases differ in what they take for the same letter.</summary>
    public string Search { get; private set; } = "";

    public string Phone { get; set; } = "";

    /// <summary>IANA name of their time zone; null when nobody said, and then the business's counts.</summary>
    public string? TimeZone { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When they last did something themselves: wrote, opened, visited.</summary>
    public DateTimeOffset? LastActiveAt { get; set; }

    /// <summary>The contact that this one was found to be; everything of it hangs there.</summary>
    public int? MergedIntoId { get; set; }

    /// <summary>How they are called in a line: name and company, else the address.</summary>
    public string Title => Name.Length == 0 ? Email ?? $"contact {Id}" : Company.Length == 0 ? Name : $"{Name} ({Company})";

    private static string Words(string name, string company) => $"{name} {company}".Trim().ToLowerInvariant();
}

internal sealed class ContactMap : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.ToTable("contacts");
        builder.HasIndex(c => c.Email);
        builder.HasIndex(c => c.Search);
        builder.HasIndex(c => c.Phone);
        builder.HasIndex(c => c.LastActiveAt);
        builder.Ignore(c => c.Title);
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.Search).HasMaxLength(401);
        builder.Property(c => c.Email).HasMaxLength(254);
        builder.Property(c => c.Company).HasMaxLength(200);
        builder.Property(c => c.Phone).HasMaxLength(40);
        builder.Property(c => c.TimeZone).HasMaxLength(64);
        builder.HasOne<Contact>().WithMany().HasForeignKey(c => c.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
    }
}
