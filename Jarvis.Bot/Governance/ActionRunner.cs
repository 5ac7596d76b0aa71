using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Governance;

/// <summary>Runs commits, each at most once, and writes down what came of them. The only maker of <see cref="ActionContext"/>.</summary>
internal sealed partial class ActionRunner(
    IServiceProvider services, IDbContextFactory<JarvisDb> databases, Ledger ledger, TimeProvider time, ILogger<ActionRunner> log)
{
    /// <summary>
    /// An approved action has planned itself again. Same fingerprint: it runs. Another: what was approved is no longer
    /// what would happen, so it goes back to waiting.
    /// </summary>
    public async Task<GateOutcome> RunApprovedAsync(int number, FunctionCall call, PlannedAction plan, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var action = await db.Set<ActionRecord>().FirstAsync(a => a.Id == number, cancel);
        if (action.State != ActionState.Approved) return new GateOutcome(number, action.State, ActionText.Standing(action));

        var fingerprint = plan.Fingerprint(call.Function);
        if (action.Function != call.Function || fingerprint != action.Fingerprint)
        {
            action.GateReason = "It has changed since you were asked, so I ask again.";
            (action.State, action.Fingerprint, action.DecidedBy, action.DecidedAt) = (ActionState.Waiting, fingerprint, null, null);
            ActionText.Describe(action, plan);
            ledger.Add(db, action, "asked", "gate", action.GateReason);
            await db.SaveChangesAsync(cancel);
            ledger.Notify();
            return new GateOutcome(number, ActionState.Waiting, $"#{number} has changed since you were asked: {plan.What}. Please decide again.");
        }

        var now = time.GetUtcNow();
        var won = await db.Set<ActionRecord>().Where(a => a.Id == number && a.State == ActionState.Approved)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.State, ActionState.Running).SetProperty(a => a.StartedAt, now), cancel);
        if (won == 0)
        {
            var other = await db.Set<ActionRecord>().AsNoTracking().FirstAsync(a => a.Id == number, cancel);
            return new GateOutcome(number, other.State, ActionText.Standing(other));
        }
        ledger.Add(db, action, "started", action.DecidedBy ?? "gate", plan.What);
        await db.SaveChangesAsync(cancel);
        return await CommitAsync(action, plan, cancel);
    }

    /// <summary>Runs the commit of an action whose state is <see cref="ActionState.Running"/> in the store.</summary>
    public async Task<GateOutcome> CommitAsync(ActionRecord action, PlannedAction plan, CancellationToken cancel)
    {
        Outcome? outcome = null;
        var state = ActionState.Done;
        string said;
        try
        {
            outcome = await plan.Commit(new ActionContext(services, action.Id, action.ActionId, action.DecidedBy ?? "gate"), cancel);
            said = outcome.Said;
        }
        catch (Exception e) when (e is ActionFailedException or BadRequestException)
        {
            (state, said) = (ActionState.Failed, e.Message);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            (state, said) = (ActionState.Interrupted, "Jarvis was stopped while it ran.");
        }
        catch (Exception e)
        {
            CommitThrew(e, action.Id, action.Function);
            (state, said) = (ActionState.Failed, $"An error that I did not expect ({e.GetType().Name}); the log has it under action {action.Id}.");
        }
        await EndAsync(action, state, said, outcome);
        return new GateOutcome(action.Id, state, state == ActionState.Done ? said : $"#{action.Id} {(state == ActionState.Failed ? "failed" : "was interrupted")}: {action.What}. {said}");
    }

    private async Task EndAsync(ActionRecord action, ActionState state, string said, Outcome? outcome)
    {
        // Not cancellable: the effect has happened, and the store must say so.
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Set<ActionRecord>().Where(a => a.Id == action.Id).ExecuteUpdateAsync(set => set
            .SetProperty(a => a.State, state)
            .SetProperty(a => a.EndedAt, now)
            .SetProperty(a => a.Result, said)
            .SetProperty(a => a.UndoFunction, outcome == null || outcome.Undo == null ? null : outcome.Undo.Function)
            .SetProperty(a => a.UndoArgumentsJson, outcome == null || outcome.Undo == null ? null : outcome.Undo.ArgumentsJson())
            .SetProperty(a => a.SavedSeconds, outcome == null ? 0 : (long)outcome.SavedTime.TotalSeconds)
            .SetProperty(a => a.SavedMinor, outcome == null || outcome.SavedMoney == null ? null : outcome.SavedMoney.Value.Minor));
        if (state == ActionState.Done && UndoneBy(action) is { } undone)
            await db.Set<ActionRecord>().Where(a => a.Id == undone && a.State == ActionState.Done)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.State, ActionState.Undone));
        ledger.Add(db, action, state.ToString().ToLowerInvariant(), "jarvis", said);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        ledger.Notify();
    }

    /// <summary>The action that this one undoes.</summary>
    private static int? UndoneBy(ActionRecord action) =>
        action.CauseKey.Split(':') is ["undo", var number, ..] ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : null;

    [LoggerMessage(Level = LogLevel.Error, Message = "Action {Number} ({Function}) threw.")]
    private partial void CommitThrew(Exception error, int number, string function);
}
