using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;
using Jarvis.Skills.Business;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Alerts;

/// <summary>
/// Tells people about alerts. A round decides what is due, stores that together with the alerts' new state, and hands it
/// to the outbox under keys of its own: after a crash the next round continues where this one ended.
/// </summary>
public sealed class AlertDesk(
    IDbContextFactory<JarvisDb> databases, AlertBook book, AlertTargets targets, Outbox outbox,
    IOptions<AlertsOptions> options, IOptions<BusinessOptions> business, TimeProvider time)
{
    /// <summary>One round. When to have the next one if nothing happens before; null when only an event can bring one.</summary>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var alerts = await db.Set<Alert>().Where(a => a.SettledAt == null).OrderBy(a => a.Id).ToListAsync(cancel);
        DateTimeOffset? again = null;
        if (alerts.Count > 0)
        {
            var plan = AlertRules.Decide(await RoundAsync(db, alerts, cancel), alerts);
            again = plan.LookAgainAt;
            var changed = db.ChangeTracker.Entries<Alert>().Where(e => e.State == EntityState.Modified).Select(e => e.Entity).ToList();
            foreach (var alert in changed) alert.Version++;
            db.AddRange(plan.Bulletins);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Acknowledged or resolved in this moment: decide again on what is so now.
                return time.GetUtcNow();
            }
            foreach (var alert in changed) book.Notify(alert);
        }
        await PublishAsync(db, alerts, cancel);
        return again;
    }

    private async Task<AlertRound> RoundAsync(JarvisDb db, List<Alert> alerts, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var lately = now - TimeSpan.FromMinutes(1);
        var recent = await db.Set<Bulletin>().AsNoTracking().Where(b => b.At > lately).Select(b => new { b.Kind, b.At }).ToListAsync(cancel);
        var causes = alerts.Where(a => a is { OpenKey: not null, Parent: not null }).Select(a => a.Parent!).Distinct(StringComparer.Ordinal).ToList();
        var resolved = await db.Set<Alert>().Where(a => causes.Contains(a.Key) && a.ResolvedAt != null)
            .GroupBy(a => a.Key).Select(g => new { g.Key, At = g.Max(a => a.ResolvedAt) }).ToListAsync(cancel);
        var local = business.Value.Local(now);
        return new AlertRound(now, options.Value)
        {
            Targets = targets,
            QuietUntil = options.Value.Quiet is { } quiet && quiet.Holds(TimeOnly.FromDateTime(local.DateTime)) ? quiet.EndAfter(local, business.Value.Zone) : null,
            SaidLately = recent.Count(b => b.Kind != BulletinKind.Digest),
            LastDigestAt = recent.Where(b => b.Kind == BulletinKind.Digest).Select(b => (DateTimeOffset?)b.At).Max(),
            Silences = await book.SilencesAsync(cancel),
            CausesResolvedAt = resolved.ToDictionary(r => r.Key, r => r.At!.Value, StringComparer.Ordinal),
        };
    }

    /// <summary>Sends what was not handed over yet, and edits the messages whose alerts look different now.</summary>
    private async Task PublishAsync(JarvisDb db, List<Alert> unsettled, CancellationToken cancel)
    {
        var bulletins = await db.Set<Bulletin>().Where(b => b.SentAt == null || b.ClosedAt == null).OrderBy(b => b.Id).ToListAsync(cancel);
        if (bulletins.Count == 0) return;
        var groups = new AlertGroups(unsettled);
        var numbers = bulletins.SelectMany(b => b.Numbers).Distinct().ToList();
        var all = await db.Set<Alert>().Where(a => numbers.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
        foreach (var bulletin in bulletins)
        {
            var alerts = bulletin.Numbers.Select(n => all[n]).ToList();
            var shows = AlertText.Shows(alerts, groups);
            var reply = AlertText.Message(bulletin.Kind, bulletin.Severity, alerts, groups, time.GetUtcNow());
            if (bulletin.SentAt is null)
            {
                await SendAsync(bulletin, alerts, reply, cancel);
                (bulletin.SentAt, bulletin.Shows) = (time.GetUtcNow(), shows);
            }
            else if (!string.Equals(bulletin.Shows, shows, StringComparison.Ordinal))
            {
                await EditAsync(db, bulletin, reply, cancel);
                (bulletin.Shows, bulletin.Edits) = (shows, bulletin.Edits + 1);
            }
            if (alerts.TrueForAll(a => a.State == AlertState.Resolved)) bulletin.ClosedAt ??= time.GetUtcNow();
            await db.SaveChangesAsync(cancel);
        }
    }

    private async Task SendAsync(Bulletin bulletin, List<Alert> alerts, Reply reply, CancellationToken cancel)
    {
        foreach (var target in bulletin.Targets.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (target == AlertTargets.Chat) await outbox.TellAsync(Key(bulletin, target), AudienceOf(bulletin, alerts), reply, cancel);
            else if (targets.AddressOf(target) is { } address) await outbox.SayAsync(Key(bulletin, target), target, address, reply, cancel);
        }
    }

    /// <summary>Only chat messages can be edited; push services get their own "resolved".</summary>
    private async Task EditAsync(JarvisDb db, Bulletin bulletin, Reply reply, CancellationToken cancel)
    {
        var prefix = Key(bulletin, AlertTargets.Chat) + "@";
        var messages = await db.Set<OutboxMessage>().AsNoTracking().Where(m => m.Key.StartsWith(prefix) && m.EditOf == null).ToListAsync(cancel);
        foreach (var message in messages)
            await outbox.EditAsync($"alert:{bulletin.Id}:edit:{bulletin.Edits + 1}:{message.Id}", message.Id, reply, cancel);
    }

    private static string Key(Bulletin bulletin, string target) => $"alert:{bulletin.Id}:{target}";

    private static Audience AudienceOf(Bulletin bulletin, List<Alert> alerts) => bulletin.Kind == BulletinKind.Escalation
        ? Audience.Deciders(alerts[0].Domain, ClearanceLevel.ReadOnly)
        : Audience.Owners;
}
