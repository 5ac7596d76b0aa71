using Jarvis.Skills.Business;
using Jarvis.Skills.Governance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Bot.Governance;

/// <summary>Where an action stands.</summary>
public enum ActionState
{
    Planned = 0,
    Waiting = 1,
    Approved = 2,
    Running = 3,
    Done = 4,
    Failed = 5,

    /// <summary>Jarvis died while it ran; whether it took effect is not known.</summary>
    Interrupted = 6,
    Refused = 7,
    Expired = 8,
    Undone = 9,
}

/// <summary>An action that somebody proposed or asked for: what it is, and where it stands. The number is its id.</summary>
public sealed class ActionRecord
{
    public int Id { get; init; }

    /// <summary>Given to counterparts as an idempotency key; stays the same when an interrupted action runs again.</summary>
    public Guid ActionId { get; init; } = Guid.NewGuid();

    public required string Domain { get; init; }
    public required string Function { get; init; }
    public required string ArgumentsJson { get; set; }
    public required string Fingerprint { get; set; }

    /// <summary>Cause and call, so that a turn worked on again after a crash finds its action instead of making another.</summary>
    public required string CauseKey { get; init; }

    /// <summary>The proposal's key, by which agents do not repeat themselves.</summary>
    public string? ProposalKey { get; init; }

    public Origin Origin { get; init; }
    public int? RequestedBy { get; init; }
    public required string What { get; set; }
    public string Why { get; init; } = "";
    public string? Benefit { get; init; }
    public long? MonthlyValueMinor { get; init; }
    public double Confidence { get; init; }
    public Risk Risk { get; set; }
    public string? RiskNote { get; set; }
    public ClearanceLevel Needs { get; set; }
    public long? CostMinor { get; set; }
    public string? Currency { get; set; }
    public int Recipients { get; set; }
    public string? UndoText { get; set; }
    public string? Preview { get; set; }
    public bool Idempotent { get; set; }
    public bool AlwaysAsk { get; set; }
    public bool Untrusted { get; init; }
    public ActionState State { get; set; }

    /// <summary>The gate's reason for asking or refusing, or the rule under which it ran.</summary>
    public string GateReason { get; set; } = "";

    public int? StandingApprovalId { get; set; }
    public int? PromptId { get; set; }
    public DateTimeOffset ProposedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? SnoozedUntil { get; set; }
    public string? DecidedBy { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string? DecisionReason { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What the commit said, or why it failed.</summary>
    public string? Result { get; set; }

    public string? UndoFunction { get; set; }
    public string? UndoArgumentsJson { get; set; }
    public long SavedSeconds { get; set; }
    public long? SavedMinor { get; set; }

    public Money? Cost => CostMinor is { } minor && Currency is { } currency ? new Money(minor, currency) : null;

    public FunctionCall Call => FunctionCall.FromJson(Function, ArgumentsJson);
}

internal sealed class ActionRecordMap : IEntityTypeConfiguration<ActionRecord>
{
    public void Configure(EntityTypeBuilder<ActionRecord> builder)
    {
        builder.ToTable("actions");
        builder.HasIndex(a => a.CauseKey).IsUnique();
        builder.HasIndex(a => a.State);
        builder.HasIndex(a => a.ProposalKey);
        builder.HasIndex(a => a.PromptId);
        builder.HasIndex(a => a.ProposedAt);
        builder.Ignore(a => a.Cost);
        builder.Ignore(a => a.Call);
        builder.Property(a => a.CauseKey).HasMaxLength(200);
        builder.Property(a => a.ProposalKey).HasMaxLength(400);
    }
}
