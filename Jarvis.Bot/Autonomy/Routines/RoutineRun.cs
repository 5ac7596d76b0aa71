using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Bot.Autonomy.Routines;

/// <summary>How an occurrence of a routine ended.</summary>
public enum RoutineRunState
{
    Running = 0,

    /// <summary>The answer is in the outbox, and nobody has it yet.</summary>
    Delivering = 1,
    Done = 2,
    Failed = 3,

    /// <summary>Not made, because a later occurrence was due as well: one row for all of a backlog.</summary>
    Skipped = 4,

    /// <summary>Made, but the answer reached nobody.</summary>
    DeliveryFailed = 5,

    /// <summary>Jarvis stopped while it ran. It is not made again.</summary>
    Interrupted = 6,
}

/// <summary>One occurrence of a routine: made at most once, or its skip is recorded here.</summary>
public sealed class RoutineRun
{
    public long Id { get; init; }

    public required string Routine { get; init; }

    /// <summary>When it was due by the schedule; for skipped ones, when the last of them was.</summary>
    public required DateTimeOffset ScheduledFor { get; init; }

    public RoutineRunState State { get; set; }

    /// <summary>How many occurrences a skip stands for.</summary>
    public int Skipped { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What it said.</summary>
    public string? Result { get; set; }

    public string? Error { get; set; }

    /// <summary>What its cause and its deliveries are keyed by.</summary>
    public string Key => KeyOf(Routine, ScheduledFor);

    public static string KeyOf(string routine, DateTimeOffset scheduledFor) => $"routine:{routine}:{scheduledFor.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";
}

internal sealed class RoutineRunMap : IEntityTypeConfiguration<RoutineRun>
{
    public void Configure(EntityTypeBuilder<RoutineRun> builder)
    {
        builder.ToTable("routine_runs");
        builder.HasIndex(r => new { r.Routine, r.ScheduledFor }).IsUnique();
        builder.HasIndex(r => r.State);
        builder.Ignore(r => r.Key);
        builder.Property(r => r.Routine).HasMaxLength(100);
    }
}
