using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Domains.SystemHealth.Monitoring;

/// <summary>A time in which a service was not up.</summary>
internal sealed class Incident
{
    public int Id { get; init; }

    public required string Service { get; init; }

    /// <summary>Down, Unreachable or Stopped; may change while it lasts.</summary>
    public ServiceStatus Kind { get; set; }

    /// <summary>The first failed check.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>The first good check after it; null while it lasts.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>Why the first check failed, in Jarvis's words.</summary>
    public required string Cause { get; init; }

    /// <summary>The service that it waits for, when it is unreachable.</summary>
    public string? Because { get; set; }

    /// <summary>Jarvis has restarted it as often as it may, and leaves it to a person.</summary>
    public bool GivenUp { get; set; }

    /// <summary>Attempts before this do not count: a person has acted since.</summary>
    public DateTimeOffset AttemptsCountFrom { get; set; }

    public bool IsOpen => Until is null;

    public TimeSpan Length(DateTimeOffset now) => (Until ?? now) - From;
}

/// <summary>A restart of a failed service by Jarvis.</summary>
internal sealed class RecoveryAttempt
{
    public int Id { get; init; }

    public int IncidentId { get; init; }

    public required string Service { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Of the action: one that runs again after a crash is still one attempt.</summary>
    public Guid ActionId { get; init; }

    public int ActionNumber { get; init; }
}

internal sealed class IncidentMap : IEntityTypeConfiguration<Incident>
{
    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.ToTable("health_incidents");
        builder.HasIndex(i => new { i.Service, i.From });
        builder.HasIndex(i => i.Until);
        builder.Ignore(i => i.IsOpen);
        builder.Property(i => i.Service).HasMaxLength(60);
        builder.Property(i => i.Because).HasMaxLength(60);
        builder.Property(i => i.Cause).HasMaxLength(400);
    }
}

internal sealed class RecoveryAttemptMap : IEntityTypeConfiguration<RecoveryAttempt>
{
    public void Configure(EntityTypeBuilder<RecoveryAttempt> builder)
    {
        builder.ToTable("health_recovery_attempts");
        builder.HasIndex(a => a.ActionId).IsUnique();
        builder.HasIndex(a => new { a.Service, a.At });
        builder.HasOne<Incident>().WithMany().HasForeignKey(a => a.IncidentId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(a => a.Service).HasMaxLength(60);
    }
}
