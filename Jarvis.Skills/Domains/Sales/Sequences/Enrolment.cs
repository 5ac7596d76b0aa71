using Jarvis.Skills.Domains.Sales.Leads;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Domains.Sales.Sequences;

/// <summary>Why a sequence is over for a lead.</summary>
public enum EnrolmentEnd
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>Every mail went out.</summary>
    Finished,
    Replied,
    Bounced,
    Unsubscribed,
    Booked,

    /// <summary>The lead was won or lost.</summary>
    Closed,

    /// <summary>A deal of theirs was opened, moved or closed.</summary>
    StageChanged,
    ByOwner,

    /// <summary>The owner said no to one of its mails.</summary>
    Refused,

    /// <summary>A mail could not be sent.</summary>
    NotSent,
}

/// <summary>A lead's way through a sequence. Its steps are what was approved, whatever the settings say later.</summary>
public sealed class Enrolment
{
    public int Id { get; init; }

    public required int LeadId { get; init; }

    public Lead? Lead { get; init; }

    /// <summary>The lead's number while it runs, then null. Unique: a lead is in one sequence at a time.</summary>
    public int? RunningLeadId { get; set; }

    public required string Sequence { get; init; }

    /// <summary>Each mail is asked for when it is due.</summary>
    public bool StepByStep { get; init; }

    /// <summary>The action that began it, so that a run after a crash begins it once.</summary>
    public required Guid ActionId { get; init; }

    public required string StartedBy { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What happened until then ends it no more: its start, or when the owner had it go on.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>The last line of the timelines at that time.</summary>
    public long AfterActivity { get; set; }

    /// <summary>The last received mail at that time.</summary>
    public int AfterMail { get; set; }

    /// <summary>The last absence that was heeded.</summary>
    public long AfterAway { get; set; }

    /// <summary>The number of the step that comes next, from 1.</summary>
    public int NextStep { get; set; } = 1;

    public DateTimeOffset DueAt { get; set; }

    /// <summary>How often in a row the next mail could not be sent.</summary>
    public int Failures { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public EnrolmentEnd End { get; set; }

    /// <summary>Why it ended, as a person reads it.</summary>
    public string EndWords { get; set; } = "";

    public List<EnrolmentStep> Steps { get; init; } = [];

    public EnrolmentStep? Step(int number) => Steps.Find(s => s.Number == number);
}

/// <summary>One mail of an enrolment.</summary>
public sealed class EnrolmentStep
{
    public int Id { get; init; }

    public int EnrolmentId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    public required string Template { get; init; }

    /// <summary>How long after the step before: "2 days".</summary>
    public required string After { get; init; }

    /// <summary>Fingerprint of the mail that a plan has shown; empty while none has.</summary>
    public string Letter { get; set; } = "";

    /// <summary>The number of the action with which a person approved that mail; null when nobody did.</summary>
    public int? Approval { get; set; }

    /// <summary>When it took its place among the day's mails.</summary>
    public DateTimeOffset? BegunAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }
}

internal sealed class EnrolmentMap : IEntityTypeConfiguration<Enrolment>
{
    public void Configure(EntityTypeBuilder<Enrolment> builder)
    {
        builder.ToTable("sequence_enrolments");
        builder.HasIndex(e => e.RunningLeadId).IsUnique();
        builder.HasIndex(e => new { e.ActionId, e.LeadId }).IsUnique();
        builder.HasIndex(e => e.LeadId);
        builder.HasIndex(e => new { e.EndedAt, e.DueAt });
        builder.Property(e => e.Sequence).HasMaxLength(40);
        builder.Property(e => e.StartedBy).HasMaxLength(200);
        builder.Property(e => e.EndWords).HasMaxLength(400);
        builder.HasOne(e => e.Lead).WithMany().HasForeignKey(e => e.LeadId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(e => e.Steps).WithOne().HasForeignKey(s => s.EnrolmentId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class EnrolmentStepMap : IEntityTypeConfiguration<EnrolmentStep>
{
    public void Configure(EntityTypeBuilder<EnrolmentStep> builder)
    {
        builder.ToTable("sequence_steps");
        builder.HasIndex(s => new { s.EnrolmentId, s.Number }).IsUnique();
        builder.HasIndex(s => s.BegunAt);
        builder.Property(s => s.Template).HasMaxLength(100);
        builder.Property(s => s.After).HasMaxLength(40);
        builder.Property(s => s.Letter).HasMaxLength(64);
    }
}
