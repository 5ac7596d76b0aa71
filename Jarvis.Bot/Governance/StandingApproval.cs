using System.Text.Json;
using Jarvis.Skills.Governance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Bot.Governance;

/// <summary>The owner's "always": a function, bounds on its arguments, a limit, an end date.</summary>
public sealed class StandingApproval
{
    public int Id { get; init; }

    public required string Function { get; init; }

    /// <summary>Argument to the only value that is covered; an argument that is not named may be anything.</summary>
    public required string BoundsJson { get; init; }

    /// <summary>At most so many runs …</summary>
    public int Limit { get; init; }

    /// <summary>… in so many seconds, counted for each set of arguments.</summary>
    public long PerSeconds { get; init; }

    public DateTimeOffset? Until { get; set; }

    /// <summary>Covers calls whose arguments come from untrusted text; only for functions bounded by their nature.</summary>
    public bool AlsoForStrangers { get; init; }

    /// <summary>The setting that granted it; null when a person did.</summary>
    public string? FromSetting { get; init; }

    public required string GrantedBy { get; init; }

    public DateTimeOffset GrantedAt { get; init; }

    public DateTimeOffset? WithdrawnAt { get; set; }

    public bool Covers(FunctionCall call, DateTimeOffset now)
    {
        if (WithdrawnAt is not null || Until <= now || !string.Equals(Function, call.Function, StringComparison.Ordinal)) return false;
        var bounds = JsonSerializer.Deserialize<Dictionary<string, string?>>(BoundsJson) ?? [];
        return bounds.All(b => call.Arguments.TryGetValue(b.Key, out var value) && string.Equals(value, b.Value, StringComparison.OrdinalIgnoreCase));
    }
}

internal sealed class StandingApprovalMap : IEntityTypeConfiguration<StandingApproval>
{
    public void Configure(EntityTypeBuilder<StandingApproval> builder)
    {
        builder.ToTable("standing_approvals");
        builder.HasIndex(s => s.Function);
        builder.HasIndex(s => s.FromSetting).IsUnique();
    }
}
