using System.Text.Json;
using Jarvis.Bot.Understanding;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Bot.Conversations;

/// <summary>What a conversation is about right now; follow-up questions survive a restart by it.</summary>
public sealed class ConversationState
{
    public required string Channel { get; init; }

    public required string Address { get; init; }

    public string MemoryJson { get; set; } = "";

    public DateTimeOffset At { get; set; }

    /// <summary>Empty when it cannot be read, for instance after an update: a follow-up is lost, and no message.</summary>
    public ConversationMemory Memory()
    {
        try
        {
            return MemoryJson.Length == 0 ? ConversationMemory.Empty : JsonSerializer.Deserialize<ConversationMemory>(MemoryJson) ?? ConversationMemory.Empty;
        }
        catch (JsonException)
        {
            return ConversationMemory.Empty;
        }
    }
}

internal sealed class ConversationStateMap : IEntityTypeConfiguration<ConversationState>
{
    public void Configure(EntityTypeBuilder<ConversationState> builder)
    {
        builder.ToTable("conversations");
        builder.HasKey(c => new { c.Channel, c.Address });
        builder.Property(c => c.Channel).HasMaxLength(32);
        builder.Property(c => c.Address).HasMaxLength(200);
    }
}
