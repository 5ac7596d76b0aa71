using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Bot.Governance;

/// <summary>A line of the ledger: something that was proposed, decided, done, undone. Never changed, never removed.</summary>
public sealed class LedgerEntry
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The action; null for changes to Jarvis itself, such as a new clearance.</summary>
    public int? ActionNumber { get; init; }

    public required string Domain { get; init; }

    /// <summary>"proposed", "asked", "approved", "rejected", "refused", "started", "done", "failed", "interrupted", "expired", "undone", "edited", "snoozed", "granted", "withdrawn", "setting".</summary>
    public required string Kind { get; init; }

    /// <summary>A person's name and channel, or the rule or part of Jarvis that did it.</summary>
    public required string Who { get; init; }

    public required string Text { get; init; }
}

internal sealed class LedgerEntryMap : IEntityTypeConfiguration<LedgerEntry>
{
    public void Configure(EntityTypeBuilder<LedgerEntry> builder)
    {
        builder.ToTable("ledger");
        builder.HasIndex(e => e.At);
        builder.HasIndex(e => e.ActionNumber);
    }
}
