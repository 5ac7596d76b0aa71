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
    }
}
