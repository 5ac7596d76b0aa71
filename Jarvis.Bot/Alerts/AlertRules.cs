using Jarvis.Skills.Business;

namespace Jarvis.Bot.Alerts;

/// <summary>
/// Decides who is told what now. Pure but for the alerts, whose own records of what was told it brings up to date; the
/// caller stores both together.
/// </summary>
internal sealed class AlertRules
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly AlertRound round;
    private readonly AlertGroups groups;
    private readonly HashSet<string> causesInTrouble;
    private DateTimeOffset? again;

    private AlertRules(AlertRound round, IReadOnlyCollection<Alert> alerts)
    {
        this.round = round;
        groups = new AlertGroups(alerts);
        // What is resolved together with its cause, or under it, is told with the cause.
        causesInTrouble = alerts.Where(a => a.ToldAt is not null || a.OpenKey is not null).Select(a => a.Key).ToHashSet(StringComparer.Ordinal);
    }

    /// <param name="alerts">All that are not settled.</param>
    public static AlertPlan Decide(AlertRound round, IReadOnlyCollection<Alert> alerts) => new AlertRules(round, alerts).Decide(alerts);

    private AlertPlan Decide(IReadOnlyCollection<Alert> alerts)
    {
        var due = alerts.Select(Due).OfType<Telling>().OrderByDescending(t => t.Severity).ThenBy(t => t.Alert.Id).ToLookup(t => TargetsOf(t).Count > 0);
        // Told to nobody: the dashboard shows it by itself.
        foreach (var telling in due[false]) Apply(telling);

        var tellings = due[true].ToList();
        var held = tellings.Where(t => round.QuietUntil is not null && t.Severity < Severity.Critical).ToList();
        foreach (var telling in held) telling.Alert.HeldAt ??= round.Now;
        if (held.Count > 0) LookAgain(round.QuietUntil!.Value);

        var now = tellings.Except(held).ToList();
        var morning = now.Where(t => t.Alert.HeldAt is not null).ToList();
        var single = now.Except(morning).ToList();
        var storm = single.Count > 0 && round.SaidLately + single.Count > round.Options.StormLimit;
        if (storm)
        {
            morning.AddRange(single);
            single.Clear();
        }
        var bulletins = single.Select(t => Announce(t.Kind, [t])).ToList();
        if (morning.Count == 1 && !storm)
        {
            bulletins.Add(Announce(morning[0].Kind, morning));
        }
        else if (morning.Count > 0)
        {
            if (round.LastDigestAt is { } last && last + Minute > round.Now) LookAgain(last + Minute);
            else bulletins.Add(Announce(BulletinKind.Digest, morning));
        }
        foreach (var alert in alerts) LookAgainFor(alert);
        return new AlertPlan(bulletins, again);
    }

    private Telling? Due(Alert alert) => alert.State == AlertState.Resolved ? Ended(alert) : groups.RootOf(alert) == alert ? Standing(alert) : null;

    private Telling? Ended(Alert alert)
    {
        var heardOf = alert.ToldAt is not null || alert.HeldAt is not null;
        var withItsCause = alert.Parent is { } cause && causesInTrouble.Contains(cause);
        if (heardOf && !withItsCause) return new Telling(alert, BulletinKind.Resolved, alert.ToldAs ?? alert.Severity);
        alert.SettledAt = round.Now;
        return null;
    }

    private Telling? Standing(Alert alert)
    {
        if (IsSilenced(alert)) return null;
        var severity = groups.SeverityOf(alert);
        if (alert is { ToldAt: null, State: AlertState.Acknowledged })
        {
            // Seen on the page before anybody was told.
            (alert.ToldAt, alert.ToldAs, alert.HeldAt) = (round.Now, severity, null);
            return null;
        }
        var ripe = RipeAt(alert);
        if (ripe > round.Now)
        {
            LookAgain(ripe);
            return null;
        }
        if (alert.ToldAt is null) return new Telling(alert, BulletinKind.Opened, severity);
        if (severity > alert.ToldAs) return new Telling(alert, BulletinKind.Worse, severity);
        if (alert.State != AlertState.Open) return null;
        if (alert.NextEscalationAt <= round.Now && severity == Severity.Critical) return new Telling(alert, BulletinKind.Escalation, severity);
        return alert.NextReminderAt <= round.Now ? new Telling(alert, BulletinKind.Reminder, severity) : null;
    }

    /// <summary>Waits a moment for the cause to show; and after the cause has gone, for the recovery of what it brought down.</summary>
    private DateTimeOffset RipeAt(Alert alert)
    {
        var ripe = alert.OpenedAt.AddSeconds(round.Options.GroupSeconds);
        if (alert.Parent is { } cause && round.CausesResolvedAt.TryGetValue(cause, out var resolved))
        {
            var recovered = resolved.AddSeconds(round.Options.RecoverySeconds);
            if (resolved >= alert.OpenedAt && recovered > ripe) ripe = recovered;
        }
        return ripe;
    }

    private IReadOnlyList<string> TargetsOf(Telling telling) =>
        telling.Kind == BulletinKind.Escalation || telling.Alert.Escalations > 0 ? round.Targets.Connected : round.Targets.For(telling.Severity);

    private Bulletin Announce(BulletinKind kind, IReadOnlyCollection<Telling> tellings)
    {
        var targets = tellings.SelectMany(TargetsOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        foreach (var telling in tellings) Apply(telling);
        return new Bulletin
        {
            Kind = kind,
            Alerts = Bulletin.Join(tellings.Select(t => t.Alert)),
            Targets = string.Join(',', targets),
            Severity = tellings.Max(t => t.Severity),
            At = round.Now,
            ClosedAt = kind == BulletinKind.Resolved ? round.Now : null,
        };
    }

    private void Apply(Telling telling)
    {
        var (alert, now) = (telling.Alert, round.Now);
        alert.HeldAt = null;
        switch (telling.Kind)
        {
            case BulletinKind.Opened:
            case BulletinKind.Worse:
                alert.ToldAt ??= now;
                alert.ToldAs = telling.Severity;
                // Who acknowledged the harmless form has not acknowledged this one.
                (alert.State, alert.AckBy, alert.AckAt, alert.Reminders) = (AlertState.Open, null, null, 0);
                alert.NextReminderAt = NextReminder(alert, telling.Severity);
                alert.NextEscalationAt = telling.Severity == Severity.Critical ? NextEscalation(alert) : null;
                break;
            case BulletinKind.Reminder:
                alert.Reminders++;
                alert.NextReminderAt = NextReminder(alert, telling.Severity);
                break;
            case BulletinKind.Escalation:
                alert.Escalations++;
                alert.EscalatedAt = now;
                alert.NextEscalationAt = NextEscalation(alert);
                alert.NextReminderAt = NextReminder(alert, telling.Severity);
                break;
            default:
                alert.SettledAt = now;
                break;
        }
    }

    private DateTimeOffset? NextReminder(Alert alert, Severity severity)
    {
        var gaps = round.Options.Reminders;
        return severity == Severity.Info || gaps.Count == 0 ? null : round.Now + gaps[Math.Min(alert.Reminders, gaps.Count - 1)];
    }

    private DateTimeOffset? NextEscalation(Alert alert) =>
        round.Options.EscalateAfterMinutes > 0 && alert.Escalations < round.Options.EscalateTimes
            ? round.Now.AddMinutes(round.Options.EscalateAfterMinutes) : null;

    private bool IsSilenced(Alert alert)
    {
        var until = round.Silences.Where(s => s.Until > round.Now && s.Covers(alert.Key)).Select(s => (DateTimeOffset?)s.Until).Max();
        if (until is { } end) LookAgain(end);
        return until is not null;
    }

    private void LookAgainFor(Alert alert)
    {
        if (alert.State != AlertState.Open || alert.ToldAt is null) return;
        if (alert.NextEscalationAt is { } escalation) LookAgain(escalation);
        if (alert.NextReminderAt is { } reminder) LookAgain(reminder);
    }

    // What is overdue now waits for something else (its cause, the morning, a digest), which has its own time.
    private void LookAgain(DateTimeOffset at)
    {
        if (at > round.Now && (again is null || at < again)) again = at;
    }
}
