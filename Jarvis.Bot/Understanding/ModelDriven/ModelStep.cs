using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Bot.Understanding.ModelDriven;

/// <summary>
/// One answer of a model within a turn, written down before anything is done by it. A turn that is taken again, after a crash
/// or an error, goes the way that it went before, however a model would word it now: so nothing is done twice.
/// </summary>
public sealed class ModelStep
{
    /// <summary>The inbox message whose turn it is.</summary>
    public required long Turn { get; init; }

    /// <summary>Counted from 0.</summary>
    public required int Step { get; init; }

    /// <summary>The messages that the model answered with: text and function calls.</summary>
    public required string MessagesJson { get; init; }

    public DateTimeOffset At { get; init; }
}

internal sealed class ModelStepMap : IEntityTypeConfiguration<ModelStep>
{
    public void Configure(EntityTypeBuilder<ModelStep> builder)
    {
        builder.ToTable("model_steps");
        builder.HasKey(s => new { s.Turn, s.Step });
    }
}
