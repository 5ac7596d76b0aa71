using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Business.Mail;

/// <summary>How far a mailbox has been read (RFC 3501, 2.3.1.1): a UID means something only together with the UIDVALIDITY.</summary>
public sealed class MailboxPosition
{
    /// <summary>Account and folder: "anna@imap.example.org/INBOX".</summary>
    public required string Mailbox { get; init; }

    public long UidValidity { get; set; }

    /// <summary>The last UID that was dealt with.</summary>
    public long LastUid { get; set; }

    /// <summary>Since when it is read: what came in before is left alone.</summary>
    public DateTimeOffset At { get; init; }
}

internal sealed class MailboxPositionMap : IEntityTypeConfiguration<MailboxPosition>
{
    public void Configure(EntityTypeBuilder<MailboxPosition> builder)
    {
        builder.ToTable("mailbox_positions");
        builder.HasKey(p => p.Mailbox);
        builder.Property(p => p.Mailbox).HasMaxLength(400);
    }
}
