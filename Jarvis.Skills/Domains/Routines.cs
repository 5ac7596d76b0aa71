using Jarvis.Skills.Governance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Domains;

/// <summary>
/// A function call that a person wants made later, once or again and again. A reminder is one whose function is
/// "conversation.say_reminder". Its answer goes to the conversation in which it was asked for.
/// </summary>
public sealed class OwnerRoutine
{
    /// <summary>The number by which people know it.</summary>
    public int Id { get; init; }

    /// <summary>For people: "Open leads, every weekday at 08:00".</summary>
    public required string Title { get; init; }

    /// <summary>Quartz cron expression in the owner's time zone; null for a one-off.</summary>
    public string? Cron { get; init; }

    /// <summary>When a one-off is due; null for one that repeats. A one-off that is late is still made, once.</summary>
    public DateTimeOffset? At { get; init; }

    public required string Function { get; init; }

    public required string ArgumentsJson { get; init; }

    public int? PersonId { get; init; }

    /// <summary>Where it was asked for; null when nobody's turn led to it, and then the owner is told everywhere.</summary>
    public string? Channel { get; init; }

    public string? Address { get; init; }

    /// <summary>The action that made it, so that a commit which runs again after a crash makes no second one.</summary>
    public required Guid ActionId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>False once it was cancelled, and for a one-off once it was made.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Set for a one-off once it was made.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    public FunctionCall Call => FunctionCall.FromJson(Function, ArgumentsJson);
}

/// <summary>Keeps the running schedule equal to the stored routines. The host implements it.</summary>
public interface IRoutineScheduler : IEffect
{
    /// <summary>
    /// Reads the routine's row and schedules it, or takes it off the schedule when it is gone or not enabled. Safe to
    /// repeat; the host also does it for every row when it starts, so a crash between row and schedule loses nothing.
    /// </summary>
    Task RefreshAsync(int routineId, CancellationToken cancel);
}

internal sealed class OwnerRoutineMap : IEntityTypeConfiguration<OwnerRoutine>
{
    public void Configure(EntityTypeBuilder<OwnerRoutine> builder)
    {
        builder.ToTable("owner_routines");
        builder.HasIndex(r => r.ActionId).IsUnique();
        builder.HasIndex(r => r.Enabled);
        builder.Ignore(r => r.Call);
        builder.Property(r => r.Title).HasMaxLength(400);
        builder.Property(r => r.Cron).HasMaxLength(120);
        builder.Property(r => r.Function).HasMaxLength(120);
        builder.Property(r => r.Channel).HasMaxLength(32);
        builder.Property(r => r.Address).HasMaxLength(200);
    }
}
