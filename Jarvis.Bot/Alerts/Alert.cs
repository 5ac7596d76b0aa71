using Jarvis.Skills.Business;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Bot.Alerts;

/// <summary>Where an alert stands.</summary>
public enum AlertState
{
    Open = 0,

    /// <summary>Somebody looks after it: no reminders, no escalation; still watched, and cleared on recovery.</summary>
    Acknowledged = 1,
    Resolved = 2,
}

/// <summary>A condition that the owner should know of, from its opening to its end. The number is its id.</summary>
public sealed class Alert
{
    public const int LongestKey = 200;

    public int Id { get; init; }

    /// <summary>See <see cref="AlertSignal.Key"/>.</summary>
    public required string Key { get; init; }

    /// <summary>The key until the alert is resolved, then null: unique, so that a cause has one unresolved alert at most.</summary>
    public string? OpenKey { get; set; }

    public required string Domain { get; init; }

    public Severity Severity { get; set; }

    public required string Title { get; set; }

    /// <summary>Markdown.</summary>
    public required string Text { get; set; }

    /// <summary>The key of the alert that causes this one.</summary>
    public string? Parent { get; set; }

    /// <summary>True once its words came from outside; it never turns back.</summary>
    public bool Untrusted { get; set; }

    public AlertState State { get; set; }

    public DateTimeOffset OpenedAt { get; init; }

    public string? AckBy { get; set; }

    public DateTimeOffset? AckAt { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>How it was resolved, in words.</summary>
    public string? How { get; set; }

    /// <summary>When somebody was first told; null while it waits, is held for the morning or stands under its parent.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>The severity that was told: when it becomes worse, it is told again.</summary>
    public Severity? ToldAs { get; set; }

    /// <summary>Since when something about it waits for the end of the quiet hours.</summary>
    public DateTimeOffset? HeldAt { get; set; }

    public int Reminders { get; set; }

    public DateTimeOffset? NextReminderAt { get; set; }

    public int Escalations { get; set; }

    public DateTimeOffset? EscalatedAt { get; set; }

    public DateTimeOffset? NextEscalationAt { get; set; }

    /// <summary>It is resolved, and whoever had to know was told.</summary>
    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>Counts changes: two writers cannot both build on the same state.</summary>
    public int Version { get; set; }

    public TimeSpan LengthAt(DateTimeOffset now) => (ResolvedAt ?? now) - OpenedAt;
}

internal sealed class AlertMap : IEntityTypeConfiguration<Alert>
{
    public void Configure(EntityTypeBuilder<Alert> builder)
    {
        builder.ToTable("alerts");
        builder.HasIndex(a => a.OpenKey).IsUnique();
        builder.HasIndex(a => new { a.Key, a.ResolvedAt });
        builder.HasIndex(a => a.SettledAt);
        builder.HasIndex(a => a.OpenedAt);
        builder.Property(a => a.Key).HasMaxLength(Alert.LongestKey);
        builder.Property(a => a.OpenKey).HasMaxLength(Alert.LongestKey);
        builder.Property(a => a.Version).IsConcurrencyToken();
    }
}
