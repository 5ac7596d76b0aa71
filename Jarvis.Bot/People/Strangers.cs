using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.People;

/// <summary>
/// What strangers are granted: one answer a day, and a few wrong codes. A row is kept only for those who were answered or
/// tried a code, and both are capped for all together, so that a flood of accounts fills no disk.
/// </summary>
internal sealed class Strangers(IDbContextFactory<JarvisDb> databases, IOptions<PeopleOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestLockout = TimeSpan.FromDays(7);

    /// <summary>Takes the day's answer. False when it was given already, or too many were answered today.</summary>
    public async Task<bool> MayAnswerAsync(string channel, string senderId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var since = now - Day;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var stranger = await FindAsync(db, channel, senderId, cancel);
        if (stranger?.AnsweredAt > since) return false;
        if (await db.Set<Stranger>().CountAsync(s => s.AnsweredAt > since, cancel) >= options.Value.AnswersPerDay) return false;
        if (stranger is null) db.Add(stranger = new Stranger { Channel = channel, SenderId = senderId });
        stranger.AnsweredAt = stranger.SeenAt = now;
        await db.SaveChangesAsync(cancel);
        await ForgetAsync(db, now, cancel);
        return true;
    }

    public async Task<bool> IsLockedAsync(string channel, string senderId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Stranger>().AnyAsync(s => s.LockedUntil > now
            && ((s.Channel == channel && s.SenderId == senderId) || (s.Channel == Stranger.Everybody && s.SenderId == Stranger.Everybody)), cancel);
    }

    /// <summary>Counts a wrong code, for the account and for everybody together.</summary>
    public async Task WrongAsync(string channel, string senderId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var account = await CountAsync(db, channel, senderId, options.Value.WrongCodes, now, cancel);
        if (account.Wrong == 0)
        {
            var first = TimeSpan.FromMinutes(options.Value.LockoutMinutes);
            var length = first * Math.Pow(2, Math.Min(account.Lockouts - 1, 20));
            account.LockedUntil = now + (length < LongestLockout ? length : LongestLockout);
        }

        var everybody = await FindAsync(db, Stranger.Everybody, Stranger.Everybody, cancel);
        if (everybody is not null && now - everybody.SeenAt >= TimeSpan.FromHours(1)) everybody.Wrong = 0;
        var started = everybody is { Wrong: > 0 } ? everybody.SeenAt : now;
        everybody = await CountAsync(db, Stranger.Everybody, Stranger.Everybody, options.Value.WrongCodesPerHour, started, cancel);
        if (everybody.Wrong == 0) everybody.LockedUntil = now + TimeSpan.FromHours(1);

        await db.SaveChangesAsync(cancel);
        await ForgetAsync(db, now, cancel);
    }

    /// <summary>A stranger who has become somebody leaves no trace here.</summary>
    public static Task<int> WelcomeAsync(JarvisDb db, string channel, string senderId, CancellationToken cancel) =>
        db.Set<Stranger>().Where(s => s.Channel == channel && s.SenderId == senderId).ExecuteDeleteAsync(cancel);

    private static async Task<Stranger> CountAsync(JarvisDb db, string channel, string senderId, int limit, DateTimeOffset seen, CancellationToken cancel)
    {
        var stranger = await FindAsync(db, channel, senderId, cancel);
        if (stranger is null) db.Add(stranger = new Stranger { Channel = channel, SenderId = senderId });
        stranger.SeenAt = seen;
        if (++stranger.Wrong >= limit)
        {
            stranger.Wrong = 0;
            stranger.Lockouts++;
        }
        return stranger;
    }

    private static Task<Stranger?> FindAsync(JarvisDb db, string channel, string senderId, CancellationToken cancel) =>
        db.Set<Stranger>().FirstOrDefaultAsync(s => s.Channel == channel && s.SenderId == senderId, cancel);

    private static Task<int> ForgetAsync(JarvisDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var old = now - LongestLockout - Day;
        return db.Set<Stranger>().Where(s => s.SeenAt < old).ExecuteDeleteAsync(cancel);
    }
}
