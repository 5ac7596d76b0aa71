using Jarvis.Bot.People;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Jarvis.Bot.Governance;

/// <summary>
/// Sees every function call. A read passes; a planned action is run, asked for or refused, by <see cref="GateRules"/>.
/// A call without a <see cref="CallContext"/> is treated as a stranger's.
/// </summary>
internal sealed class Gate(
    SkillCatalog catalog, IDbContextFactory<JarvisDb> databases, Controls controls, Limits limits, Ledger ledger,
    PeopleDirectory people, ActionRunner runner, IOptions<GovernanceOptions> options, TimeProvider time) : IFunctionInvocationFilter, IDisposable
{
    // Limits are counted and used up under one lock, or two calls at once would both find room.
    private readonly SemaphoreSlim deciding = new(1, 1);

    public void Dispose() => deciding.Dispose();

    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        var caller = CallContext.Of(context.Kernel) ?? new CallContext { Origin = Origin.Unknown, Cause = $"unknown:{Guid.NewGuid():n}" };
        var call = new FunctionCall($"{context.Function.PluginName}.{context.Function.Name}",
            context.Arguments.ToDictionary(a => a.Key, a => a.Value?.ToString(), StringComparer.Ordinal));
        await next(context);

        switch (context.Result.GetValue<object>())
        {
            case Answer { Untrusted: true }:
                caller.MarkUntrusted();
                break;
            case PlannedAction plan:
                context.Result = new FunctionResult(context.Result, await PassAsync(call, plan, caller, context.CancellationToken));
                break;
        }
    }

    private async Task<GateOutcome> PassAsync(FunctionCall call, PlannedAction plan, CallContext caller, CancellationToken cancel)
    {
        if (caller.Approved is { } number) return await runner.RunApprovedAsync(number, call, plan, cancel);

        if (caller.Edits is { } edited) return await EditAsync(edited, call, plan, caller, cancel);

        ActionRecord action;
        await deciding.WaitAsync(cancel);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            // Words such as "in 5 minutes" mean another instant when a turn is repeated, but are the one request that it makes.
            var part = caller.AskedFor is { } asked && SameCall(asked, call) ? "asked" : plan.Fingerprint(call.Function)[..16];
            var causeKey = $"{caller.Cause}:{part}";
            if (await db.Set<ActionRecord>().AsNoTracking().FirstOrDefaultAsync(a => a.CauseKey == causeKey, cancel) is { } before)
                return new GateOutcome(before.Id, before.State, ActionText.Standing(before)) { Replayed = true };

            var verdict = GateRules.Decide(await FactsAsync(db, call, plan, caller, cancel));
            action = Record(call, plan, caller, causeKey, verdict);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            db.Add(action);
            await db.SaveChangesAsync(cancel);
            var who = caller.Person?.Name ?? caller.Origin.ToString().ToLowerInvariant();
            ledger.Add(db, action, "proposed", who, plan.What);
            ledger.Add(db, action, verdict.Decision switch { Decision.Run => "started", Decision.Ask => "asked", _ => "refused" }, "gate", verdict.Reason);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        finally
        {
            deciding.Release();
        }
        ledger.Notify();

        return action.State switch
        {
            ActionState.Running => await runner.CommitAsync(action, plan, cancel),
            ActionState.Refused => new GateOutcome(action.Id, action.State, $"I did not do \"{action.What}\". {action.GateReason}"),
            _ => new GateOutcome(action.Id, action.State, $"This waits for your word as #{action.Id}: {action.What}."),
        };
    }

    /// <summary>The same question with other arguments: it keeps its number, and waits for a new decision.</summary>
    private async Task<GateOutcome> EditAsync(int number, FunctionCall call, PlannedAction plan, CallContext caller, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var action = await db.Set<ActionRecord>().FirstAsync(a => a.Id == number, cancel);
        if (action.State != ActionState.Waiting) return new GateOutcome(number, action.State, ActionText.Standing(action));
        (action.ArgumentsJson, action.Fingerprint) = (call.ArgumentsJson(), plan.Fingerprint(call.Function));
        action.GateReason = $"Changed by {caller.Person?.Name}.";
        ActionText.Describe(action, plan);
        ledger.Add(db, action, "edited", caller.Person?.Name ?? "unknown", $"{plan.What} {call}");
        await db.SaveChangesAsync(cancel);
        ledger.Notify();
        return new GateOutcome(number, action.State, $"#{number} is now: {plan.What}. Approve it when it is right.");
    }

    private async Task<GateFacts> FactsAsync(JarvisDb db, FunctionCall call, PlannedAction plan, CallContext caller, CancellationToken cancel)
    {
        var function = catalog.Find(call.Function);
        var untrusted = caller.Untrusted || caller.Origin == Origin.Unknown || caller.Proposal?.Untrusted == true;
        return new GateFacts(plan)
        {
            Paused = controls.Paused,
            Clearance = controls.For(call.Plugin),
            AutoApproveSuggestions = options.Value.AutoApproveSuggestions,
            AutoApproveModifyProduction = options.Value.AutoApproveModifyProduction,
            GovernsJarvis = function?.GovernsJarvis == true,
            LimitPassed = await limits.PassedAsync(db, call.Plugin, plan, cancel),
            Untrusted = untrusted,
            Doubtful = caller.Doubtful,
            Standing = await StandingAsync(db, call, function, untrusted, cancel),
            AskedForExactly = caller is { Origin: Origin.Turn, Person: { AsksOnly: false } person, AskedFor: { } asked } && SameCall(asked, call)
                && (await people.FindAsync(person.Id, cancel))?.MayDecide(call.Plugin, plan.Needs) == true,
        };
    }

    private async Task<StandingApproval?> StandingAsync(JarvisDb db, FunctionCall call, SkillFunction? function, bool untrusted, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        foreach (var standing in await db.Set<StandingApproval>().AsNoTracking().Where(s => s.Function == call.Function && s.WithdrawnAt == null).OrderBy(s => s.Id).ToListAsync(cancel))
        {
            if (!standing.Covers(call, now)) continue;
            // "Also for strangers" counts only for what is bounded by its nature, whatever the row says.
            if (untrusted && !(standing.AlsoForStrangers && function?.BoundedForStrangers == true)) continue;
            if (await limits.HasRoomAsync(db, standing, call.ArgumentsJson(), cancel)) return standing;
        }
        return null;
    }

    /// <summary>Every argument of the call is one that the owner's words named.</summary>
    private static bool SameCall(FunctionCall asked, FunctionCall call) =>
        asked.Function == call.Function
        && call.Arguments.Where(a => a.Value is not null).All(a => asked.Arguments.TryGetValue(a.Key, out var value) && value == a.Value);

    private ActionRecord Record(FunctionCall call, PlannedAction plan, CallContext caller, string causeKey, Verdict verdict)
    {
        var now = time.GetUtcNow();
        var running = verdict.Decision == Decision.Run;
        var action = new ActionRecord
        {
            Domain = call.Plugin,
            Function = call.Function,
            ArgumentsJson = call.ArgumentsJson(),
            Fingerprint = plan.Fingerprint(call.Function),
            CauseKey = causeKey,
            ProposalKey = caller.Proposal?.Key,
            Origin = caller.Origin,
            RequestedBy = caller.Person?.Id,
            What = plan.What,
            Why = caller.Proposal?.Why ?? (caller.Person is { } person ? $"{person.Name} asked for it." : ""),
            Benefit = caller.Proposal?.Benefit,
            MonthlyValueMinor = caller.Proposal?.MonthlyValue?.Minor,
            Confidence = caller.Proposal?.Confidence ?? 1,
            Untrusted = caller.Untrusted || caller.Proposal?.Untrusted == true,
            State = verdict.Decision switch { Decision.Run => ActionState.Running, Decision.Ask => ActionState.Waiting, _ => ActionState.Refused },
            GateReason = verdict.Reason,
            StandingApprovalId = verdict.Under?.Id,
            ProposedAt = now,
            ExpiresAt = now + (plan.OpenFor ?? options.Value.OpenFor),
            StartedAt = running ? now : null,
            DecidedAt = verdict.Decision == Decision.Ask ? null : now,
            DecidedBy = verdict.Decision == Decision.Ask ? null : verdict.Under is { } under ? $"standing approval {under.Id}" : running && caller.Person is { } asker ? asker.Name : "gate",
        };
        ActionText.Describe(action, plan);
        return action;
    }
}
