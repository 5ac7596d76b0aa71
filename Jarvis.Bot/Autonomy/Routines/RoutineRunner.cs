using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Autonomy.Routines;

/// <summary>Makes one occurrence of a routine: takes it, calls its function, and sees that the answer is said.</summary>
internal sealed partial class RoutineRunner(
    RoutineBook book, RoutineRuns runs, RoutineDelivery delivery, SkillCaller caller, PromptDesk prompts, PeopleDirectory people,
    IAlerts alerts, IOptions<BusinessOptions> business, TimeProvider time, ILogger<RoutineRunner> log)
{
    /// <summary>A run that takes longer is given up.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <param name="fired">When the schedule fired.</param>
    /// <param name="since">When this schedule began, or last fired; null when that is not known.</param>
    /// <param name="cutShort">When a firing that a crash cut short had been scheduled for; null when this is no recovery of one.</param>
    public async Task RunAsync(string name, DateTimeOffset fired, DateTimeOffset? since, DateTimeOffset? cutShort, CancellationToken cancel)
    {
        if (await book.FindAsync(name, cancel) is not { } routine) return;
        if (cutShort is { } earlier && await InterruptedAsync(routine, earlier, cancel)) return;

        var last = await runs.LastAsync(name, cancel);
        var occurrences = routine.At is { } at
            ? last is null ? new Occurrences(at, null, 0) : null
            : Occurrences.Of(routine.Cron!, business.Value.Zone, fired, last > since || since is null ? last : since);
        if (occurrences is null || await runs.TakeAsync(name, occurrences, cancel) is not { } run) return;

        await MakeAsync(routine, run, cancel);
        if (routine is { At: not null, Owner: { } owner }) await book.FinishAsync(owner.Id, time.GetUtcNow(), CancellationToken.None);
    }

    /// <summary>Ends what a stop or a crash cut short. When its answer had not been said, that is said in its place.</summary>
    public async Task InterruptAsync(RoutineRun run, CancellationToken cancel)
    {
        if (await delivery.ResumeAsync(run, cancel)) return;
        if (!await runs.MoveAsync(run.Id, RoutineRunState.Running, RoutineRunState.Interrupted, null, "Jarvis stopped while it ran.", cancel)) return;
        if (await book.FindAsync(run.Routine, cancel) is not { } routine) return;
        var due = business.Value.Local(run.ScheduledFor);
        await delivery.SayAsync($"{run.Key}:interrupted", routine,
            new Reply($"I was stopped in the middle of \"{routine.Title}\", due {due:d MMMM HH:mm}, and have not made it again."), cancel);
        if (routine is { At: not null, Owner: { } owner }) await book.FinishAsync(owner.Id, time.GetUtcNow(), cancel);
    }

    private async Task<bool> InterruptedAsync(Routine routine, DateTimeOffset fired, CancellationToken cancel)
    {
        var due = routine.At ?? Occurrences.Of(routine.Cron!, business.Value.Zone, fired, null)?.Due;
        if (due is null || await runs.FindAsync(routine.Name, due.Value, cancel) is not { } run) return false;
        if (run.State == RoutineRunState.Running) await InterruptAsync(run, cancel);
        return true;
    }

    private async Task MakeAsync(Routine routine, RoutineRun run, CancellationToken cancel)
    {
        var alert = $"routine:{routine.Name}";
        try
        {
            using var deadline = new CancellationTokenSource(Limit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
            var result = await caller.CallAsync(routine.Call, await ContextAsync(routine, run, cancel), either.Token).WaitAsync(Limit, time, cancel);
            await ConcludeAsync(routine, run, result, cancel);
            await alerts.ResolveAsync(alert, "It works again.", cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            RunFailed(e, routine.Name);
            var why = e is OperationCanceledException ? $"It took longer than {Limit.TotalMinutes} minutes." : Cause.Of(e);
            await runs.MoveAsync(run.Id, RoutineRunState.Running, RoutineRunState.Failed, null, why, CancellationToken.None);
            if (routine.Owner is null)
                await alerts.RaiseAsync(new AlertSignal(alert, Severity.Warning, $"\"{routine.Title}\" failed", why) { Domain = routine.Call.Plugin }, cancel);
            else
                await delivery.SayAsync($"{run.Key}:failed", routine, new Reply($"I could not make \"{routine.Title}\". {why}"), cancel);
        }
    }

    private async Task ConcludeAsync(Routine routine, RoutineRun run, object result, CancellationToken cancel)
    {
        switch (result)
        {
            case Answer answer:
                await delivery.DeliverAsync(run, routine, Reply.Of(answer), answer.Sentence, cancel);
                break;
            case GateOutcome { State: ActionState.Waiting or ActionState.Interrupted } asked:
                await prompts.AnnounceAsync([asked.Number], cancel);
                await runs.MoveAsync(run.Id, RoutineRunState.Running, RoutineRunState.Done, asked.Sentence, null, cancel);
                break;
            case GateOutcome { State: ActionState.Refused or ActionState.Failed } not when routine.Owner is null:
                // The ledger has it; a nightly routine that the clearance forbids would be nightly noise.
                await runs.MoveAsync(run.Id, RoutineRunState.Running, RoutineRunState.Failed, not.Sentence, not.Sentence, cancel);
                break;
            default:
                await delivery.DeliverAsync(run, routine, new Reply(result.ToString() ?? ""), result.ToString(), cancel);
                break;
        }
    }

    private async Task<CallContext> ContextAsync(Routine routine, RoutineRun run, CancellationToken cancel)
    {
        var person = routine.Owner is { PersonId: { } id, Channel: { } channel, Address: { } address } && await people.FindAsync(id, cancel) is { } known
            ? new Caller(id, known.Name, channel, address)
            : null;
        return new CallContext { Origin = Origin.Routine, Cause = CauseKeys.Of(run.Key), Person = person };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Routine {Routine} failed.")]
    private partial void RunFailed(Exception error, string routine);
}
