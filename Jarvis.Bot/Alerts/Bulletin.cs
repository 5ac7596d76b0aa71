using System.Globalization;
using Jarvis.Skills.Business;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Bot.Alerts;

/// <summary>Why people are told.</summary>
public enum BulletinKind
{
    Opened = 0,

    /// <summary>The alert, or what stands under it, has become more severe than was told.</summary>
    Worse = 1,
    Reminder = 2,
    Escalation = 3,
    Resolved = 4,

    /// <summary>Several alerts in one message: a storm, or what the quiet hours held back.</summary>
    Digest = 5,
}

/// <summary>
/// Something to be told about one alert or several. Stored together with the alerts' new state, and only then sent, so
/// that a crash in between neither loses nor repeats it.
/// </summary>
public sealed class Bulletin
{
    public long Id { get; init; }

    public BulletinKind Kind { get; init; }

    /// <summary>Comma-separated numbers, the most severe first.</summary>
    public required string Alerts { get; init; }

    /// <summary>Comma-separated names of <see cref="AlertTargets"/>.</summary>
    public required string Targets { get; init; }

    public Severity Severity { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>When it was handed to the outbox.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>What its message shows, in short: when that is no longer so, the message is edited.</summary>
    public string Shows { get; set; } = "";

    public int Edits { get; set; }

    /// <summary>Nothing about it will change any more.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    public IReadOnlyList<int> Numbers => [.. Alerts.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => int.Parse(n, CultureInfo.InvariantCulture))];

    public static string Join(IEnumerable<Alert> alerts) => string.Join(',', alerts.Select(a => a.Id));
}

internal sealed class BulletinMap : IEntityTypeConfiguration<Bulletin>
{
    public void Configure(EntityTypeBuilder<Bulletin> builder)
    {
        builder.ToTable("alert_bulletins");
        builder.HasIndex(b => b.ClosedAt);
        builder.HasIndex(b => b.At);
        builder.Ignore(b => b.Numbers);
    }
}
