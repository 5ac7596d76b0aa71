using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Bot.People;

/// <summary>An account that nobody vouched for: when it was last answered, and its wrong codes.</summary>
public sealed class Stranger
{
    /// <summary>The row that counts the wrong codes of everybody together.</summary>
    public const string Everybody = "*";

    public int Id { get; init; }

    public required string Channel { get; init; }

    public required string SenderId { get; init; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Wrong codes since the last lockout.</summary>
    public int Wrong { get; set; }

    public int Lockouts { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    public DateTimeOffset SeenAt { get; set; }
}

internal sealed class StrangerMap : IEntityTypeConfiguration<Stranger>
{
    public void Configure(EntityTypeBuilder<Stranger> builder)
    {
        builder.ToTable("strangers");
        builder.HasIndex(s => new { s.Channel, s.SenderId }).IsUnique();
        builder.HasIndex(s => s.SeenAt);
        builder.HasIndex(s => s.AnsweredAt);
        builder.Property(s => s.Channel).HasMaxLength(32);
        builder.Property(s => s.SenderId).HasMaxLength(200);
    }
}
