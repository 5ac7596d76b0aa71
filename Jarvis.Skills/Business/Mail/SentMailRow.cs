using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Business.Mail;

/// <summary>How far a mail has come. No state says that somebody has it: no server tells that.</summary>
public enum MailState
{
    /// <summary>It is being handed over, or was when Jarvis was cut off.</summary>
    Sending,

    /// <summary>It lies in the outbox folder.</summary>
    Kept,

    /// <summary>A server took it.</summary>
    Accepted,

    /// <summary>It has certainly not gone.</summary>
    Failed,

    /// <summary>It was cut while it was being handed over: it may have gone.</summary>
    Unknown,

    /// <summary>A server took it, and it came back.</summary>
    Bounced,
}

/// <summary>A mail that Jarvis sent or tried to send: written down before it leaves.</summary>
public sealed class SentMailRow
{
    /// <summary>The number by which people know it.</summary>
    public int Id { get; init; }

    /// <summary>See <see cref="OutgoingMail.Key"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Without angle brackets.</summary>
    public required string MessageId { get; init; }

    /// <summary>The address in small letters.</summary>
    public required string To { get; init; }

    public string? ToName { get; init; }

    public required string Subject { get; set; }

    public required string Markdown { get; set; }

    /// <summary>Without angle brackets.</summary>
    public string? InReplyTo { get; init; }

    public bool Bulk { get; init; }

    /// <summary>When it was last tried.</summary>
    public DateTimeOffset At { get; set; }

    public MailState State { get; set; }

    /// <summary>Where it is or why it is not, in words.</summary>
    public string Where { get; set; } = "";

    /// <summary>The copy of it, relative to the storage folder.</summary>
    public string? File { get; set; }

    public int Attempts { get; set; }
}

internal sealed class SentMailMap : IEntityTypeConfiguration<SentMailRow>
{
    public void Configure(EntityTypeBuilder<SentMailRow> builder)
    {
        builder.ToTable("sent_mails");
        builder.HasIndex(m => m.Key).IsUnique();
        builder.HasIndex(m => m.MessageId).IsUnique();
        builder.HasIndex(m => new { m.To, m.At });
        builder.HasIndex(m => new { m.State, m.At });
        builder.HasIndex(m => m.At);
        builder.Property(m => m.Key).HasMaxLength(200);
        builder.Property(m => m.MessageId).HasMaxLength(320);
        builder.Property(m => m.To).HasMaxLength(320);
        builder.Property(m => m.Where).HasMaxLength(1000);
        builder.Property(m => m.File).HasMaxLength(300);
    }
}
