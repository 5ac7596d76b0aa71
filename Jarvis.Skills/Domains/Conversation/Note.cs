using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Domains.Conversation;

/// <summary>A fact that Jarvis was asked to remember.</summary>
public sealed class Note
{
    /// <summary>The number by which people know it.</summary>
    public int Id { get; init; }

    public required string Text { get; init; }

    /// <summary>Where it came from: "Anna, by telegram".</summary>
    public required string Source { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>What it was said in: "turn:81" for message 81; null for notes from before this was written down.</summary>
    public string? Cause { get; init; }

    /// <summary>It was taken from text that somebody outside wrote, and the owner approved it.</summary>
    public bool FromOutside { get; init; }

    /// <summary>Who, where, in which message: "Ada, by telegram, in message 81".</summary>
    public string Origin => $"{Source}{(Cause?.Split(':') is ["turn", var message] ? $", in message {message}" : "")}{(FromOutside ? ", from text of somebody outside" : "")}";

    /// <summary>Set when it was deleted; the deletion can be undone.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>The action that made it, so that a commit which runs again after a crash makes no second one.</summary>
    public required Guid ActionId { get; init; }
}

internal sealed class NoteMap : IEntityTypeConfiguration<Note>
{
    public void Configure(EntityTypeBuilder<Note> builder)
    {
        builder.ToTable("notes");
        builder.HasIndex(n => n.ActionId).IsUnique();
        builder.Property(n => n.Text).HasMaxLength(4000);
        builder.Property(n => n.Source).HasMaxLength(200);
        builder.Property(n => n.Cause).HasMaxLength(200);
        builder.Ignore(n => n.Origin);
    }
}
