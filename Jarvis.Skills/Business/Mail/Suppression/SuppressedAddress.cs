using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Business.Mail.Suppression;

/// <summary>Why an address gets no mail.</summary>
public enum SuppressionReason
{
    /// <summary>Its owner wants none.</summary>
    Unsubscribed,

    /// <summary>It does not exist or takes nothing, a server said.</summary>
    Bounced,

    /// <summary>Its owner called a mail spam.</summary>
    Complained,

    /// <summary>Somebody of the business wants it so.</summary>
    ByHand,
}

/// <summary>An address to which nothing is sent, whoever asks.</summary>
public sealed class SuppressedAddress
{
    /// <summary>In small letters.</summary>
    public required string Address { get; init; }

    public SuppressionReason Reason { get; init; }

    /// <summary>What is known: a server's words, who wanted it.</summary>
    public string Note { get; init; } = "";

    /// <summary>True when <see cref="Note"/> was written outside the business.</summary>
    public bool Untrusted { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>"has unsubscribed", for a sentence that begins with the address.</summary>
    public string Words => Reason switch
    {
        SuppressionReason.Unsubscribed => "has unsubscribed",
        SuppressionReason.Bounced => "could not be reached",
        SuppressionReason.Complained => "has called a mail spam",
        _ => "was taken off by hand",
    };
}

internal sealed class SuppressedAddressMap : IEntityTypeConfiguration<SuppressedAddress>
{
    public void Configure(EntityTypeBuilder<SuppressedAddress> builder)
    {
        builder.ToTable("suppressed_addresses");
        builder.HasKey(a => a.Address);
        builder.HasIndex(a => a.At);
        builder.Property(a => a.Address).HasMaxLength(320);
        builder.Property(a => a.Note).HasMaxLength(1000);
        builder.Ignore(a => a.Words);
    }
}
