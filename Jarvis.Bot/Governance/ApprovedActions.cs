using System.Collections.Concurrent;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Governance;

/// <summary>Carries out what was approved, and after a crash settles what was on its way.</summary>
internal sealed partial class ApprovedActions(
    SkillCaller skills, IDbContextFactory<JarvisDb> databases, PromptDesk desk, Ledger ledger, TimeProvider time,
    IHostApplicationLifetime life, ILogger<ApprovedActions> log)
{
    private readonly ConcurrentDictionary<int, Task<GateOutcome>> running = new();

    /// <summary>Starts an approved action; its task ends when the commit has. The same number twice is the same run.</summary>
    public Task<GateOutcome> StartAsync(int number) => running.GetOrAdd(number, n => Task.Run(() => RunAsync(n)));

    /// <summary>
    /// Before anything else runs: what the store calls running was interrupted when Jarvis died.
    /// </summary>
    public async Task MarkInterruptedAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        foreach (var action in await db.Set<ActionRecord>().Where(a => a.State == ActionState.Running).ToListAsync(cancel))
        {
            action.State = ActionState.Interrupted;
            action.ExpiresAt = now.AddDays(7);
            action.GateReason = "Jarvis stopped while it ran.";
            ledger.Add(db, action, "interrupted", "jarvis", "Jarvis stopped while it ran.");
        }
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// What was interrupted and may safely run again does, for anything else somebody is asked. What was approved and had
    /// not begun begins.
    /// </summary>
    public async Task RecoverAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        var open = await db.Set<ActionRecord>().AsNoTracking().Where(a => a.State == ActionState.Interrupted || a.State == ActionState.Approved).OrderBy(a => a.Id).ToListAsync(cancel);
        foreach (var action in open.Where(a => a.State == ActionState.Interrupted && a.Idempotent))
            await db.Set<ActionRecord>().Where(a => a.Id == action.Id && a.State == ActionState.Interrupted)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.State, ActionState.Approved), cancel);
        foreach (var action in open.Where(a => a.State == ActionState.Approved || a.Idempotent)) _ = StartAsync(action.Id);

        await desk.AnnounceAsync([.. open.Where(a => a.State == ActionState.Interrupted && !a.Idempotent).Select(a => a.Id)], cancel);
        // A crash between the end of a commit and the edit of its prompts leaves them stale.
        var lately = now.AddHours(-1);
        await desk.RefreshAsync(await db.Set<ActionRecord>().Where(a => a.EndedAt > lately || a.DecidedAt > lately).Select(a => a.Id).ToListAsync(cancel), cancel);
    }

    private async Task<GateOutcome> RunAsync(int number)
    {
        var cancel = life.ApplicationStopping;
        try
        {
            return await AttemptAsync(number, cancel);
        }
        finally
        {
            running.TryRemove(number, out _);
            await desk.RefreshAsync([number], CancellationToken.None);
        }
    }

    private async Task<GateOutcome> AttemptAsync(int number, CancellationToken cancel)
    {
        ActionRecord action;
        await using (var db = await databases.CreateDbContextAsync(cancel)) action = await db.Set<ActionRecord>().AsNoTracking().FirstAsync(a => a.Id == number, cancel);
        var call = action.Call;
        try
        {
            var context = new CallContext { Origin = Origin.Approval, Cause = $"approval:{number}", Approved = number, ApprovedCause = action.CauseKey[..action.CauseKey.LastIndexOf(':')] };
            if (action.Untrusted) context.MarkUntrusted();
            return await skills.CallAsync(call, context, cancel) as GateOutcome
                ?? throw new BadRequestException($"{call.Function} no longer is an action.");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            PlanningThrew(e, number, call.Function);
            var said = e is BadRequestException or ActionFailedException ? e.Message : $"It could not be planned again ({e.GetType().Name}).";
            // What was begun before may have made itself impossible: a service that is up again needs no restart.
            return await FailAsync(number, action.StartedAt is null ? said : $"I was stopped while I did it, and it cannot be done again, perhaps because it had taken effect: {said}");
        }
    }

    private async Task<GateOutcome> FailAsync(int number, string said)
    {
        await using var db = await databases.CreateDbContextAsync();
        var action = await db.Set<ActionRecord>().FirstAsync(a => a.Id == number);
        if (action.State is not (ActionState.Approved or ActionState.Running)) return new GateOutcome(number, action.State, ActionText.Standing(action));
        (action.State, action.Result, action.EndedAt) = (ActionState.Failed, said, time.GetUtcNow());
        ledger.Add(db, action, "failed", "jarvis", said);
        await db.SaveChangesAsync();
        ledger.Notify();
        return new GateOutcome(number, ActionState.Failed, $"#{number} failed: {action.What}. {said}");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Approved action {Number} ({Function}) could not run.")]
    private partial void PlanningThrew(Exception error, int number, string function);
}
