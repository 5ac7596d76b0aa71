using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Bot.Alerts;

/// <summary>Until when no new alert opens, and no open one is spoken of, whose key starts with the prefix.</summary>
public sealed class Silence
{
    public required string KeyPrefix { get; init; }

    public DateTimeOffset Until { get; set; }

    public bool Covers(string key) => key.StartsWith(KeyPrefix, StringComparison.Ordinal);
}

internal sealed class SilenceMap : IEntityTypeConfiguration<Silence>
{
    public void Configure(EntityTypeBuilder<Silence> builder)
    {
        builder.ToTable("alert_silences");
        builder.HasKey(s => s.KeyPrefix);
        builder.Property(s => s.KeyPrefix).HasMaxLength(Alert.LongestKey);
    }
}
