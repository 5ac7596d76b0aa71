using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Business.Mail;

/// <summary>What a received mail is.</summary>
public enum MailKind
{
    /// <summary>Somebody writes of their own accord.</summary>
    Message,

    /// <summary>Somebody answers a mail that Jarvis sent.</summary>
    Reply,

    /// <summary>A machine wrote it: the person is away, a ticket was opened, a newsletter. Nothing answers it.</summary>
    OutOfOffice,

    /// <summary>A server says that a mail did not arrive, or not yet.</summary>
    Bounce,

    /// <summary>Somebody wants no more mail, or has called it spam.</summary>
    Unsubscribe,
}

/// <summary>A mail that came in, kept once. Everything in it was written outside the business.</summary>
public sealed class ReceivedMail
{
    public int Id { get; init; }

    /// <summary>The Message-ID without angle brackets, or a fingerprint of the mail where it has none that can be kept.</summary>
    public required string MessageId { get; init; }

    /// <summary>The sender's address in small letters; an answer goes to <see cref="ReplyTo"/>.</summary>
    public required string From { get; init; }

    public string? FromName { get; init; }

    /// <summary>Where the sender wants the answer, in small letters.</summary>
    public required string ReplyTo { get; init; }

    public required string Subject { get; init; }

    /// <summary>The whole text, without markup; at most 100,000 characters of it.</summary>
    public required string Text { get; init; }

    /// <summary>What the sender wrote this time: the text without what it quotes.</summary>
    public required string Said { get; init; }

    /// <summary>Without angle brackets.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The thread's Message-IDs, oldest first, parted by blanks.</summary>
    public string References { get; init; } = "";

    public MailKind Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The sent mail that it answers or is about; null when it is none of Jarvis's.</summary>
    public int? AnswersId { get; init; }

    /// <summary>Of a bounce, the address that could not be reached; of an unsubscription, the one that wants no more. Small letters.</summary>
    public string? About { get; init; }

    /// <summary>Of a bounce: true when the address will not work later either.</summary>
    public bool Permanent { get; init; }

    /// <summary>Of a bounce: the enhanced status code, such as "5.1.1".</summary>
    public string? Status { get; init; }

    /// <summary>Of a bounce: why, in one word such as "userunknown" or "mailboxfull".</summary>
    public string? Reason { get; init; }

    /// <summary>Set once its event was published.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>The thread that an answer to this mail continues.</summary>
    public IReadOnlyList<string> Thread => [.. References.Split(' ', StringSplitOptions.RemoveEmptyEntries), MessageId];
}

internal sealed class ReceivedMailMap : IEntityTypeConfiguration<ReceivedMail>
{
    public void Configure(EntityTypeBuilder<ReceivedMail> builder)
    {
        builder.ToTable("received_mails");
        builder.HasIndex(m => m.MessageId).IsUnique();
        builder.HasIndex(m => new { m.From, m.At });
        builder.HasIndex(m => new { m.Kind, m.At });
        builder.HasIndex(m => m.PublishedAt);
        builder.HasIndex(m => m.AnswersId);
        builder.HasOne<SentMailRow>().WithMany().HasForeignKey(m => m.AnswersId).OnDelete(DeleteBehavior.SetNull);
        builder.Property(m => m.MessageId).HasMaxLength(MailIds.Longest);
        builder.Property(m => m.From).HasMaxLength(320);
        builder.Property(m => m.ReplyTo).HasMaxLength(320);
        builder.Property(m => m.About).HasMaxLength(320);
        builder.Property(m => m.Status).HasMaxLength(20);
        builder.Property(m => m.Reason).HasMaxLength(40);
        builder.Ignore(m => m.Thread);
    }
}
