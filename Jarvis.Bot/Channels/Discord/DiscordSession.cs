using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Bot.Channels.Discord;

/// <summary>Where the bot's gateway session stands, so that a restart resumes it and misses nothing. One row for each bot.</summary>
public sealed class DiscordSession
{
    /// <summary>The application's id.</summary>
    public required string Application { get; init; }

    /// <summary>Empty when there is nothing to resume.</summary>
    public string SessionId { get; set; } = "";

    public string ResumeUrl { get; set; } = "";

    /// <summary>Of the last event that was taken, stored after it: what comes twice is recognised, what is missing would be lost.</summary>
    public long Sequence { get; set; }
}

/// <summary>A slash command that was acknowledged and waits for its answer, which goes to an address that Discord keeps for 15 minutes.</summary>
public sealed class DiscordCommandCall
{
    public required string InteractionId { get; init; }

    public required string Token { get; init; }

    public DateTimeOffset At { get; init; }
}

internal sealed class DiscordSessionMap : IEntityTypeConfiguration<DiscordSession>
{
    public void Configure(EntityTypeBuilder<DiscordSession> builder)
    {
        builder.ToTable("discord_sessions");
        builder.HasKey(s => s.Application);
        builder.Property(s => s.Application).HasMaxLength(32);
    }
}

internal sealed class DiscordCommandCallMap : IEntityTypeConfiguration<DiscordCommandCall>
{
    public void Configure(EntityTypeBuilder<DiscordCommandCall> builder)
    {
        builder.ToTable("discord_calls");
        builder.HasKey(c => c.InteractionId);
        builder.Property(c => c.InteractionId).HasMaxLength(32);
    }
}
