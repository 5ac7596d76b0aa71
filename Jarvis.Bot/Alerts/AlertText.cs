using System.Text;
using Jarvis.Bot.Conversations;
using Jarvis.Skills.Business;

namespace Jarvis.Bot.Alerts;

/// <summary>How alerts read in a message.</summary>
internal static class AlertText
{
    private const int MostButtons = 4;

    // A message stays one message on every channel, or it could not be edited later.
    private const int MostLines = 20;
    private const int MostText = 1200;
    private const int MostTitle = 120;

    /// <param name="kind">A digest may be about one alert, and any other kind is.</param>
    public static Reply Message(BulletinKind kind, Severity severity, IReadOnlyList<Alert> alerts, AlertGroups groups, DateTimeOffset now)
    {
        var text = kind == BulletinKind.Digest ? Digest(alerts, groups, now) : Single(kind, alerts[0], severity, groups, now);
        var open = alerts.Where(a => a.State == AlertState.Open).Take(MostButtons).ToList();
        var first = alerts[0];
        return new Reply(text)
        {
            Buttons = kind == BulletinKind.Resolved || open.Count == 0 ? []
                : [open.Select(a => new Button(alerts.Count == 1 ? "Acknowledge" : $"Acknowledge {a.Id}", $"a:ack:{a.Id}")).ToList()],
            Alert = new AlertNotice(kind == BulletinKind.Digest ? 0 : first.Id, kind == BulletinKind.Digest ? DigestTitle(alerts) : first.Title, Word(severity), Word(kind))
            {
                Key = kind == BulletinKind.Digest ? null : first.Key,
                Domain = kind == BulletinKind.Digest ? null : first.Domain,
                OpenedAt = first.OpenedAt,
                ResolvedAt = first.ResolvedAt,
            },
        };
    }

    /// <summary>What a message shows, in short; figures in the text are left out, or each of them would edit the message.</summary>
    public static string Shows(IReadOnlyList<Alert> alerts, AlertGroups groups) => string.Join(';', alerts.Select(a =>
        $"{a.Id}:{a.State}:{a.AckBy}:{a.Severity}:{string.Join(',', groups.Under(a).Select(u => u.Id))}"));

    /// <summary>"12 min", "2 h 5 min", "3 d 4 h".</summary>
    public static string Length(TimeSpan length) => length switch
    {
        { TotalSeconds: < 90 } => $"{Math.Max(0, Math.Round(length.TotalSeconds)):0} s",
        { TotalMinutes: < 90 } => $"{Math.Round(length.TotalMinutes):0} min",
        { TotalDays: < 2 } => length.Minutes == 0 ? $"{(int)length.TotalHours} h" : $"{(int)length.TotalHours} h {length.Minutes} min",
        _ => length.Hours == 0 ? $"{(int)length.TotalDays} d" : $"{(int)length.TotalDays} d {length.Hours} h",
    };

    public static string Word(Severity severity) => severity switch
    {
        Severity.Critical => "critical",
        Severity.Warning => "warning",
        _ => "info",
    };

    /// <summary>A stranger's words must not become links or pictures; other Markdown in them does no harm.</summary>
    public static string Title(Alert alert) => Safe(alert, Short(alert.Title.ReplaceLineEndings(" "), MostTitle));

    public static string Icon(Alert alert) => alert.State == AlertState.Resolved ? "✅" : Icon(alert.Severity);

    private static string Icon(Severity severity) => severity switch
    {
        Severity.Critical => "🔴",
        Severity.Warning => "🟠",
        _ => "🔵",
    };

    private static string Word(BulletinKind kind) => kind switch
    {
        BulletinKind.Opened => "open",
        BulletinKind.Worse => "worse",
        BulletinKind.Reminder => "reminder",
        BulletinKind.Escalation => "escalated",
        BulletinKind.Resolved => "resolved",
        _ => "digest",
    };

    private static string Single(BulletinKind kind, Alert alert, Severity severity, AlertGroups groups, DateTimeOffset now)
    {
        var text = new StringBuilder();
        var under = groups.Under(alert);
        if (alert.State == AlertState.Resolved)
        {
            text.Append($"✅ **Resolved: {Title(alert)}**, after {Length(alert.LengthAt(now))} (alert {alert.Id}).");
            if (!string.IsNullOrWhiteSpace(alert.How)) text.Append(' ').Append(Safe(alert, Short(alert.How, MostText)));
            return text.ToString();
        }
        var lead = kind switch
        {
            BulletinKind.Worse => "Worse now: ",
            BulletinKind.Reminder => "Still open: ",
            BulletinKind.Escalation => "Nobody has acknowledged this: ",
            _ => "",
        };
        text.Append($"{Icon(severity)} **{lead}{Title(alert)}** ({Word(severity)}, alert {alert.Id}");
        if (kind is BulletinKind.Reminder or BulletinKind.Escalation) text.Append($", open for {Length(alert.LengthAt(now))}");
        text.Append(')');
        if (!string.IsNullOrWhiteSpace(alert.Text)) text.Append("\n\n").Append(Safe(alert, Short(alert.Text, MostText)));
        if (under.Count > 0) text.Append("\n\nUnder it:").Append(string.Concat(under.Take(MostLines).Select(u => $"\n- {Title(u)} ({Word(u.Severity)}, alert {u.Id})")));
        if (under.Count > MostLines) text.Append($"\n- and {under.Count - MostLines} more");
        if (alert.State == AlertState.Acknowledged) text.Append($"\n\n{alert.AckBy} looks after it.");
        return text.ToString();
    }

    private static string Digest(IReadOnlyList<Alert> alerts, AlertGroups groups, DateTimeOffset now)
    {
        var text = new StringBuilder($"**{DigestTitle(alerts)}**\n");
        foreach (var alert in alerts.Take(MostLines))
        {
            text.Append($"\n- {Icon(alert)} {Title(alert)} ({Word(alert.Severity)}, alert {alert.Id}) ");
            text.Append(alert.State switch
            {
                AlertState.Resolved => $"is over after {Length(alert.LengthAt(now))}",
                AlertState.Acknowledged => $"is open; {alert.AckBy} looks after it",
                _ => $"is open since {Length(alert.LengthAt(now))}",
            });
            var under = groups.Under(alert);
            if (under.Count > 0) text.Append($", with {under.Count} under it");
        }
        if (alerts.Count > MostLines) text.Append($"\n\nand {alerts.Count - MostLines} more; say \"alerts\" to see all.");
        return text.ToString();
    }

    private static string DigestTitle(IReadOnlyList<Alert> alerts)
    {
        var over = alerts.Count(a => a.State == AlertState.Resolved);
        return over == 0 ? $"{alerts.Count} alerts" : over == alerts.Count ? $"{over} alerts are over" : $"{alerts.Count} alerts, {over} of them over";
    }

    private static string Short(string text, int most) => text.Length <= most ? text : string.Concat(text.AsSpan(0, most - 1), "…");

    private static string Safe(Alert alert, string text) => alert.Untrusted
        ? text.Replace("[", "\\[", StringComparison.Ordinal).Replace("<", "\\<", StringComparison.Ordinal)
        : text;
}
