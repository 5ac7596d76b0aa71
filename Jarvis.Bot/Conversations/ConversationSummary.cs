using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Bot.Conversations;

/// <summary>What one person and Jarvis talked about in one conversation before the last turns, in a few sentences. Holds nothing that came from outside.</summary>
public sealed class ConversationSummary
{
    public required string Channel { get; init; }

    public required string Address { get; init; }

    public required string SenderId { get; init; }

    public required string Text { get; set; }

    /// <summary>The last inbox message that it covers.</summary>
    public long UpTo { get; set; }

    public DateTimeOffset At { get; set; }
}

internal sealed class ConversationSummaryMap : IEntityTypeConfiguration<ConversationSummary>
{
    public void Configure(EntityTypeBuilder<ConversationSummary> builder)
    {
        builder.ToTable("conversation_summaries");
        builder.HasKey(s => new { s.Channel, s.Address, s.SenderId });
        builder.Property(s => s.Channel).HasMaxLength(32);
        builder.Property(s => s.Address).HasMaxLength(200);
        builder.Property(s => s.SenderId).HasMaxLength(200);
        builder.Property(s => s.Text).HasMaxLength(2000);
    }
}
