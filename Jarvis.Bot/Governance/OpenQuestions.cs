using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Governance;

/// <summary>Once a minute: questions that nobody answered expire, which is said; those put off are asked again.</summary>
internal sealed partial class OpenQuestions(
    IDbContextFactory<JarvisDb> databases, PromptDesk desk, Outbox outbox, Ledger ledger, TimeProvider time, ILogger<OpenQuestions> log) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LookThrew(e);
            }
        }
    }

    internal async Task LookAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var open = db.Set<ActionRecord>().AsNoTracking().Where(a => a.State == ActionState.Waiting || a.State == ActionState.Interrupted);
        var expired = await open.Where(a => a.ExpiresAt <= now).ToListAsync(cancel);
        foreach (var action in expired) await ExpireAsync(db, action, now, cancel);
        if (expired.Count > 0)
        {
            await db.SaveChangesAsync(cancel);
            ledger.Notify();
            await desk.RefreshAsync([.. expired.Select(a => a.Id)], cancel);
            foreach (var group in expired.GroupBy(a => (a.Domain, a.Needs)))
                await outbox.TellAsync($"expired:{string.Join(',', group.Select(a => a.Id))}"[..Math.Min(150, 8 + string.Join(',', group.Select(a => a.Id)).Length)], Audience.Deciders(group.Key.Domain, group.Key.Needs),
                    new Reply($"Nobody decided in time, so I did not do this: {string.Join("; ", group.Select(a => $"#{a.Id} {a.What}"))}."), cancel);
        }

        foreach (var action in await open.Where(a => a.SnoozedUntil != null && a.SnoozedUntil <= now && a.ExpiresAt > now).ToListAsync(cancel))
        {
            var woken = await db.Set<ActionRecord>().Where(a => a.Id == action.Id && a.SnoozedUntil == action.SnoozedUntil)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.SnoozedUntil, (DateTimeOffset?)null).SetProperty(a => a.PromptId, (int?)null), cancel);
            if (woken == 1) await desk.AnnounceAsync([action.Id], cancel);
        }
    }

    private async Task ExpireAsync(JarvisDb db, ActionRecord action, DateTimeOffset now, CancellationToken cancel)
    {
        var won = await db.Set<ActionRecord>().Where(a => a.Id == action.Id && a.State == action.State)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.State, ActionState.Expired).SetProperty(a => a.DecidedAt, now).SetProperty(a => a.DecidedBy, "nobody"), cancel);
        if (won == 1) ledger.Add(db, action, "expired", "jarvis", action.What);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking after open questions threw.")]
    private partial void LookThrew(Exception error);
}
