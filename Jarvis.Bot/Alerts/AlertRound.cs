using Jarvis.Skills.Business;

namespace Jarvis.Bot.Alerts;

/// <summary>Everything besides the alerts themselves on which it depends who is told now.</summary>
internal sealed record AlertRound(DateTimeOffset Now, AlertsOptions Options)
{
    /// <summary>When the quiet hours are over; null outside them.</summary>
    public DateTimeOffset? QuietUntil { get; init; }

    /// <summary>Messages about single alerts within the last minute.</summary>
    public int SaidLately { get; init; }

    public DateTimeOffset? LastDigestAt { get; init; }

    public IReadOnlyList<Silence> Silences { get; init; } = [];

    /// <summary>When the alert with a key was last resolved, for the keys that unresolved alerts name as their cause.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> CausesResolvedAt { get; init; } = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);

    public required AlertTargets Targets { get; init; }
}

/// <summary>Somebody should hear of an alert.</summary>
internal sealed record Telling(Alert Alert, BulletinKind Kind, Severity Severity);

/// <summary>What is to be told now, and when to look again if nothing happens before.</summary>
internal sealed record AlertPlan(IReadOnlyList<Bulletin> Bulletins, DateTimeOffset? LookAgainAt);
