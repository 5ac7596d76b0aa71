using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Bot.Conversations;

/// <summary>How far an outbound message got. Only what the platform confirmed is <see cref="Sent"/>.</summary>
public enum OutboxState
{
    Queued = 0,

    /// <summary>Handed to the platform; after a crash it is looked for before it is sent again.</summary>
    Sending = 1,
    Sent = 2,

    /// <summary>Could not be delivered; shown as such.</summary>
    Failed = 3,

    /// <summary>Not sent: it went to another channel of the same person. See <see cref="Channels.Routes.Detour"/>.</summary>
    Elsewhere = 4,
}

/// <summary>A message to a person, stored before it is sent.</summary>
public sealed class OutboxMessage
{
    public long Id { get; init; }

    /// <summary>The sender's name: a channel or an alert target.</summary>
    public required string Channel { get; init; }

    public required string Address { get; init; }

    /// <summary>What it answers or announces ("reply:81:0"), so that nothing is said twice.</summary>
    public required string Key { get; init; }

    /// <summary>The message that this one replaces; null for a new message.</summary>
    public long? EditOf { get; init; }

    public required string PartJson { get; set; }

    public OutboxState State { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? NextAt { get; set; }

    public string? Error { get; set; }

    public string? ExternalId { get; set; }

    /// <summary>See <see cref="Channels.IChannel.BaselineAsync"/>.</summary>
    public string? Baseline { get; set; }

    /// <summary>When it was handed to the platform last. See <see cref="Channels.ChannelTraits.ArrivesWithin"/>.</summary>
    public DateTimeOffset? HandedAt { get; set; }

    /// <summary>The prompt that this message shows; edited when the prompt is decided.</summary>
    public int? PromptId { get; init; }

    public long? InboxId { get; init; }

    public DateTimeOffset At { get; init; }

    public DateTimeOffset? SentAt { get; set; }

    public OutboundPart Part() => JsonSerializer.Deserialize<OutboundPart>(PartJson)! with { Key = Key };
}

internal sealed class OutboxMessageMap : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox");
        builder.HasIndex(m => m.Key).IsUnique();
        builder.HasIndex(m => new { m.State, m.Channel, m.Address });
        builder.HasIndex(m => new { m.Channel, m.Address, m.Id });
        builder.HasIndex(m => m.PromptId);
        builder.Property(m => m.Channel).HasMaxLength(32);
        builder.Property(m => m.Address).HasMaxLength(200);
        builder.Property(m => m.Key).HasMaxLength(200);
    }
}
