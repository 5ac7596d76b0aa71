using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Bot.Understanding.Learning;

/// <summary>What the owner's own words mean in this installation: learnt when they corrected Jarvis, or chose one of several readings.</summary>
public sealed class Lesson
{
    public const int LongestText = 400;

    /// <summary>The number by which people know it.</summary>
    public int Id { get; init; }

    /// <summary>What was said.</summary>
    public required string Text { get; init; }

    /// <summary>What was meant, in words that are understood.</summary>
    public required string Say { get; set; }

    /// <summary>The function that was meant.</summary>
    public required string Function { get; set; }

    /// <summary>Who taught it.</summary>
    public required string By { get; set; }

    public DateTimeOffset At { get; set; }
}

internal sealed class LessonMap : IEntityTypeConfiguration<Lesson>
{
    public void Configure(EntityTypeBuilder<Lesson> builder)
    {
        builder.ToTable("lessons");
        builder.HasIndex(l => l.Text).IsUnique();
        builder.Property(l => l.Text).HasMaxLength(Lesson.LongestText);
        builder.Property(l => l.Say).HasMaxLength(Lesson.LongestText);
        builder.Property(l => l.Function).HasMaxLength(100);
        builder.Property(l => l.By).HasMaxLength(200);
    }
}
