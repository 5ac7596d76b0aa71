using System.Threading.Channels;
using Jarvis.Skills.Business;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Alerts;

/// <summary>Keeps the state of every alert. Telling people is <see cref="AlertDesk"/>'s.</summary>
public sealed class AlertBook(IDbContextFactory<JarvisDb> databases, TimeProvider time) : IAlerts
{
    private const int Tries = 5;

    private readonly Channel<bool> changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>An alert was opened, has changed or was resolved; for the live page.</summary>
    public event Action<Alert>? Changed;

    /// <summary>One token whenever something may be to be told.</summary>
    internal ChannelReader<bool> Changes => changes.Reader;

    public async Task RaiseAsync(AlertSignal signal, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(signal.Key)) throw new ArgumentException("An alert needs a key.", nameof(signal));
        if (signal.Key.Length > Alert.LongestKey)
            throw new ArgumentException($"An alert's key has at most {Alert.LongestKey} characters; \"{signal.Key[..40]}…\" has {signal.Key.Length}.", nameof(signal));
        await ChangeAsync(async db =>
        {
            if (await db.Set<Alert>().FirstOrDefaultAsync(a => a.OpenKey == signal.Key, cancel) is { } open) return Refresh(open, signal) ? open : null;
            if (await IsSilencedAsync(db, signal.Key, cancel)) return null;
            var alert = new Alert
            {
                Key = signal.Key, OpenKey = signal.Key, Domain = signal.Domain, Severity = signal.Severity, Title = signal.Title, Text = signal.Text,
                Parent = signal.Parent, Untrusted = signal.Untrusted, OpenedAt = time.GetUtcNow(),
            };
            db.Add(alert);
            return alert;
        }, cancel);
    }

    public Task ResolveAsync(string key, string how, CancellationToken cancel) => ChangeAsync(async db =>
    {
        if (await db.Set<Alert>().FirstOrDefaultAsync(a => a.OpenKey == key, cancel) is not { } open) return null;
        (open.OpenKey, open.State, open.ResolvedAt, open.How) = (null, AlertState.Resolved, time.GetUtcNow(), how);
        return open;
    }, cancel);

    public async Task SilenceAsync(string keyPrefix, DateTimeOffset? until, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(keyPrefix);
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Set<Silence>().Where(s => s.KeyPrefix == keyPrefix || s.Until <= now).ExecuteDeleteAsync(cancel);
        if (until > now)
        {
            db.Add(new Silence { KeyPrefix = keyPrefix, Until = until.Value });
            await db.SaveChangesAsync(cancel);
        }
        changes.Writer.TryWrite(true);
    }

    /// <summary>Somebody looks after it. False when it is no longer open; doing it twice is the same as once.</summary>
    public async Task<bool> AcknowledgeAsync(int number, string by, CancellationToken cancel)
    {
        var found = false;
        await ChangeAsync(async db =>
        {
            var alert = await db.Set<Alert>().FirstOrDefaultAsync(a => a.Id == number && a.State != AlertState.Resolved, cancel);
            found = alert is not null;
            if (alert is not { State: AlertState.Open }) return null;
            (alert.State, alert.AckBy, alert.AckAt) = (AlertState.Acknowledged, by, time.GetUtcNow());
            (alert.NextReminderAt, alert.NextEscalationAt) = (null, null);
            return alert;
        }, cancel);
        return found;
    }

    /// <summary>Open and acknowledged ones, the most severe first.</summary>
    public async Task<IReadOnlyList<Alert>> UnresolvedAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Alert>().AsNoTracking().Where(a => a.OpenKey != null).OrderByDescending(a => a.Severity).ThenBy(a => a.Id).ToListAsync(cancel);
    }

    /// <summary>Those that were open at some time in the period, latest first.</summary>
    public async Task<IReadOnlyList<Alert>> BetweenAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Alert>().AsNoTracking().Where(a => a.OpenedAt < to && (a.ResolvedAt == null || a.ResolvedAt >= from))
            .OrderByDescending(a => a.OpenedAt).ThenByDescending(a => a.Id).ToListAsync(cancel);
    }

    public async Task<Alert?> FindAsync(int number, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Alert>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == number, cancel);
    }

    /// <summary>Silences that hold now.</summary>
    public async Task<IReadOnlyList<Silence>> SilencesAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Silence>().AsNoTracking().Where(s => s.Until > now).OrderBy(s => s.KeyPrefix).ToListAsync(cancel);
    }

    internal void Notify(Alert alert) => Changed?.Invoke(alert);

    /// <summary>Raising does not wait for who is quicker: whoever comes second looks again and builds on the first.</summary>
    private async Task ChangeAsync(Func<JarvisDb, Task<Alert?>> change, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            if (await change(db) is not { } alert) return;
            alert.Version++;
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException) when (attempt < Tries)
            {
                continue;
            }
            changes.Writer.TryWrite(true);
            Changed?.Invoke(alert);
            return;
        }
    }

    private static bool Refresh(Alert open, AlertSignal signal)
    {
        var untrusted = open.Untrusted || signal.Untrusted;
        if ((open.Severity, open.Title, open.Text, open.Parent, open.Untrusted) == (signal.Severity, signal.Title, signal.Text, signal.Parent, untrusted)) return false;
        (open.Severity, open.Title, open.Text, open.Parent, open.Untrusted) = (signal.Severity, signal.Title, signal.Text, signal.Parent, untrusted);
        return true;
    }

    private async Task<bool> IsSilencedAsync(JarvisDb db, string key, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return (await db.Set<Silence>().AsNoTracking().Where(s => s.Until > now).ToListAsync(cancel)).Exists(s => s.Covers(key));
    }
}
