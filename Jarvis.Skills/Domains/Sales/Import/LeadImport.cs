using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Domains.Sales.Import;

/// <summary>A file that was imported, and how far.</summary>
public sealed class LeadImport
{
    /// <summary>The number by which the owner knows it.</summary>
    public int Id { get; init; }

    /// <summary>The action that did it, so that one which runs again after a crash goes on where it stopped.</summary>
    public required Guid ActionId { get; init; }

    public required string FileName { get; init; }

    /// <summary>When it began; contacts that it made carry the same instant.</summary>
    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    /// <summary>The last row that is in the store.</summary>
    public int LastRow { get; set; }

    public int NewLeads { get; set; }

    /// <summary>Rows of somebody who was known before.</summary>
    public int Known { get; set; }

    /// <summary>Rows of somebody whom an earlier row of the file has.</summary>
    public int Repeated { get; set; }

    public int Wrong { get; set; }

    public DateTimeOffset? UndoneAt { get; set; }

    /// <summary>Begins the keys of all that it wrote.</summary>
    public string Prefix => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"import:{Id}:");
}

internal sealed class LeadImportMap : IEntityTypeConfiguration<LeadImport>
{
    public void Configure(EntityTypeBuilder<LeadImport> builder)
    {
        builder.ToTable("lead_imports");
        builder.Ignore(i => i.Prefix);
        builder.HasIndex(i => i.ActionId).IsUnique();
        builder.Property(i => i.FileName).HasMaxLength(200);
        builder.Property(i => i.By).HasMaxLength(200);
    }
}
