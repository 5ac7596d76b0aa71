using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Bot.Governance;

/// <summary>A question to whoever may decide, about one action or several that need the same decision.</summary>
public sealed class Prompt
{
    public int Id { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>A value that the owner set in chat and that outlives a restart: pause, clearances.</summary>
public sealed class ControlValue
{
    public required string Name { get; init; }

    public required string Value { get; set; }

    public required string SetBy { get; set; }

    public DateTimeOffset At { get; set; }
}

internal sealed class PromptMap : IEntityTypeConfiguration<Prompt>
{
    public void Configure(EntityTypeBuilder<Prompt> builder) => builder.ToTable("prompts");
}

internal sealed class ControlValueMap : IEntityTypeConfiguration<ControlValue>
{
    public void Configure(EntityTypeBuilder<ControlValue> builder)
    {
        builder.ToTable("controls");
        builder.HasKey(c => c.Name);
        builder.Property(c => c.Name).HasMaxLength(64);
    }
}
