using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Business;

/// <summary>Something that happened in the business: a lead arrived, an order was placed, a service went down.</summary>
public sealed class BusinessEvent
{
    public long Id { get; init; }

    /// <summary>Subject and verb: "lead.arrived", "order.placed", "service.down".</summary>
    public required string Type { get; init; }

    /// <summary>Source and the source's own id, so that a redelivered event is stored once.</summary>
    public required string Key { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who or what it is about: a service's name, a customer.</summary>
    public required string Subject { get; init; }

    /// <summary>One line for a person. May hold a stranger's words: see <see cref="Untrusted"/>.</summary>
    public string Text { get; init; } = "";

    public long? AmountMinor { get; init; }

    public string? Currency { get; init; }

    public Money? Amount => AmountMinor is { } minor && Currency is { } currency ? new Money(minor, currency) : null;

    /// <summary>True when <see cref="Text"/> or <see cref="Subject"/> was written outside the business.</summary>
    public bool Untrusted { get; init; }

    /// <summary>How often its handlers were started; counted before they run, so that an event that kills the process is given up.</summary>
    public int Attempts { get; set; }

    /// <summary>Set once every handler has seen it, or it was given up.</summary>
    public DateTimeOffset? HandledAt { get; set; }

    /// <summary>Why it was given up; null when all went well.</summary>
    public string? Error { get; set; }
}

internal sealed class BusinessEventMap : IEntityTypeConfiguration<BusinessEvent>
{
    public void Configure(EntityTypeBuilder<BusinessEvent> builder)
    {
        builder.ToTable("events");
        builder.HasIndex(e => e.Key).IsUnique();
        builder.HasIndex(e => e.HandledAt);
        builder.HasIndex(e => new { e.Type, e.At });
        builder.Ignore(e => e.Amount);
        builder.Property(e => e.Type).HasMaxLength(64);
        builder.Property(e => e.Key).HasMaxLength(200);
    }
}
