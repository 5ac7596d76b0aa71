using System.Collections.Concurrent;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Autonomy;

/// <summary>Hands proposals to the gate, and asks people about those that need a decision, together where they came together.</summary>
internal sealed partial class ProposalDesk(
    SkillCaller caller, PromptDesk prompts, IAlerts alerts, IDbContextFactory<JarvisDb> databases, TimeProvider time, ILogger<ProposalDesk> log)
{
    /// <summary>
    /// How long questions wait for each other. A commit that runs at once may take minutes, and what needs a decision
    /// does not wait for it.
    /// </summary>
    private static readonly TimeSpan AskTogetherWithin = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, bool> underWay = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> failed = new(StringComparer.Ordinal);

    /// <summary>Whether a proposal with this key is being handed to the gate right now, and so may not be in the store yet.</summary>
    public bool IsUnderWay(string key) => underWay.ContainsKey(key);

    /// <summary>Whether making it failed not long ago, so that a function that is broken is not called at every turn.</summary>
    public bool FailedSince(string key, DateTimeOffset since) => failed.TryGetValue(key, out var at) && at > since;

    /// <summary>Returns when every call has returned and every question was put. The first failure is thrown at the end.</summary>
    public async Task MakeAsync(IReadOnlyList<(Proposal Proposal, CallContext Context)> proposals, CancellationToken cancel)
    {
        // All marked before the first runs: whoever looks next must see the whole batch.
        var calls = proposals.Where(p => underWay.TryAdd(p.Proposal.Key, true)).ToList()
            .ConvertAll(p => Task.Run(() => CallAsync(p.Proposal, p.Context, cancel), CancellationToken.None));
        if (calls.Count == 0) return;

        var all = Task.WhenAll(calls);
        await Task.WhenAny(all, Task.Delay(AskTogetherWithin, time, cancel));
        var early = calls.Where(c => c.IsCompletedSuccessfully).ToList();
        await AskAsync(early, cancel);
        try
        {
            await all;
        }
        finally
        {
            await AskAsync(calls.Where(c => c.IsCompletedSuccessfully).Except(early), cancel);
        }
    }

    private async Task<GateOutcome?> CallAsync(Proposal proposal, CallContext context, CancellationToken cancel)
    {
        var alert = $"proposal:{proposal.Call.Function}";
        try
        {
            if (await WasMadeAsync(context.Cause, cancel)) return null;
            if (proposal.Untrusted) context.MarkUntrusted();
            var outcome = await caller.CallAsync(proposal.Call, context, cancel) as GateOutcome;
            if (failed.TryRemove(proposal.Key, out _)) await alerts.ResolveAsync(alert, "It could be made.", cancel);
            return outcome;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            CallFailed(e, proposal.Call.Function, context.Cause);
            failed[proposal.Key] = time.GetUtcNow();
            await alerts.RaiseAsync(new AlertSignal(alert, Severity.Warning, $"A proposal to call {proposal.Call.Function} could not be made", Cause.Of(e))
            {
                Domain = proposal.Call.Plugin,
                Untrusted = proposal.Untrusted,
            }, cancel);
            throw;
        }
        finally
        {
            underWay.TryRemove(proposal.Key, out _);
        }
    }

    /// <summary>The gate knows a cause and a plan; a plan may have changed since a crash, and the same cause is still done with.</summary>
    private async Task<bool> WasMadeAsync(string cause, CancellationToken cancel)
    {
        var prefix = cause + ":";
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<ActionRecord>().AnyAsync(a => a.CauseKey.StartsWith(prefix), cancel);
    }

    private Task AskAsync(IEnumerable<Task<GateOutcome?>> calls, CancellationToken cancel)
    {
        // Interrupted, too: whether to run it again is the owner's decision.
        var waiting = calls.Select(c => c.Result).Where(o => o is { State: ActionState.Waiting or ActionState.Interrupted }).Select(o => o!.Number).ToList();
        return waiting.Count == 0 ? Task.CompletedTask : prompts.AnnounceAsync(waiting, cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A proposal to call {Function} could not be made ({Cause}).")]
    private partial void CallFailed(Exception error, string function, string cause);
}
