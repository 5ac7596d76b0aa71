using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Bot.Conversations;

/// <summary>How far an inbound message got.</summary>
public enum InboxState
{
    Received = 0,

    /// <summary>The reply, if any, is in the outbox; written in the same transaction.</summary>
    Answered = 1,
}

/// <summary>What kind of inbound message it is.</summary>
public enum InboundKind
{
    Text = 0,
    Button = 1,
    File = 2,

    /// <summary>What somebody wrote into a form; see <see cref="Governance.DecisionForms"/>.</summary>
    Form = 3,
}

/// <summary>A message that a channel received, stored before it is worked on.</summary>
public sealed class InboxMessage
{
    public long Id { get; init; }

    public required string Channel { get; init; }

    /// <summary>The platform's id of the message or callback; with the channel it is unique, which drops redeliveries.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The conversation: where the reply goes.</summary>
    public required string Address { get; init; }

    public required string SenderId { get; init; }

    public string SenderName { get; init; } = "";

    public InboundKind Kind { get; init; }

    /// <summary>
    /// The platform says that whoever wrote this may ask here, but decide nothing: somebody in a group who lacks the role for it.
    /// </summary>
    public bool AsksOnly { get; init; }

    /// <summary>What was written, or the button's data, or the file's caption.</summary>
    public string Text { get; init; } = "";

    /// <summary>A received file, relative to the storage folder, and the name it came with.</summary>
    public string? FilePath { get; init; }

    public string? FileName { get; init; }

    /// <summary>
    /// For a decision that names no number ("yes", "approve all"): the numbers that it was found to mean, comma-separated, written
    /// before it takes effect. A turn repeated after a crash would otherwise find, and decide, what has come to wait since.
    /// </summary>
    public string? Decides { get; set; }

    public DateTimeOffset At { get; init; }

    public InboxState State { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }
}

internal sealed class InboxMessageMap : IEntityTypeConfiguration<InboxMessage>
{
    public void Configure(EntityTypeBuilder<InboxMessage> builder)
    {
        builder.ToTable("inbox");
        builder.HasIndex(m => new { m.Channel, m.ExternalId }).IsUnique();
        builder.HasIndex(m => m.State);
        builder.HasIndex(m => new { m.Channel, m.Address, m.Id });
        builder.Property(m => m.Channel).HasMaxLength(32);
        builder.Property(m => m.ExternalId).HasMaxLength(128);
        builder.Property(m => m.Address).HasMaxLength(200);
        builder.Property(m => m.SenderId).HasMaxLength(200);
    }
}
