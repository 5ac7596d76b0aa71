using Jarvis.Skills.Domains.SystemHealth.Containers;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.SystemHealth.Recovery;

/// <summary>The commits of recover and restart.</summary>
internal sealed class Restarts(ServiceBoard board, IncidentBook book, RecoveryRule rule, CheckSchedule schedule, TimeProvider time)
{
    /// <summary>The engine gives a program ten seconds to end; then it starts.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(15);

    /// <summary>One attempt to bring a failed service back. Counted before it is made, so that a crash cannot make it a fourth.</summary>
    public async Task<Outcome> RecoverAsync(ServiceState state, ActionContext action, CancellationToken cancel)
    {
        await state.Turn.WaitAsync(cancel);
        try
        {
            // An attempt that a crash of Jarvis interrupted was counted, and runs again without being counted twice.
            if (!await book.HasAttemptAsync(action.ActionId, cancel)) await CountAsync(state, action, cancel);
            else if (state.IsUp) return new Outcome($"{state.Name} is up again.");
        }
        finally
        {
            state.Turn.Release();
        }
        await StartAgainAsync(state, action, cancel);
        schedule.Sooner(state, rule.LookAgainAt(state));
        board.Notify();
        return new Outcome($"Restarted {state.Name} ({state.Service.Container}), attempt {state.AttemptsInIncident}. I look again in {HealthWords.Long(rule.LookAgainAt(state) - time.GetUtcNow())} whether it helped.");
    }

    /// <summary>A restart that a person wants, whatever the checks say.</summary>
    public async Task<Outcome> RestartAsync(ServiceState state, ActionContext action, CancellationToken cancel)
    {
        await StartAgainAsync(state, action, cancel);
        await state.Turn.WaitAsync(cancel);
        try
        {
            state.Attempts.Clear();
            if (state.Incident is { } incident) await book.StartOverAsync(incident, time.GetUtcNow(), cancel);
        }
        finally
        {
            state.Turn.Release();
        }
        schedule.Sooner(state, time.GetUtcNow() + state.Service.StartGrace);
        board.Notify();
        return new Outcome($"Restarted {state.Name} ({state.Service.Container}).");
    }

    private async Task CountAsync(ServiceState state, ActionContext action, CancellationToken cancel)
    {
        if (rule.Refusal(state) is { } refusal) throw new ActionFailedException(refusal);
        var now = time.GetUtcNow();
        await book.AttemptAsync(new RecoveryAttempt { IncidentId = state.Incident!.Id, Service = state.Name, At = now, ActionId = action.ActionId, ActionNumber = action.Number }, cancel);
        state.Attempts.RemoveAll(a => a <= now - TimeSpan.FromDays(1));
        state.Attempts.Add(now);
    }

    private async Task StartAgainAsync(ServiceState state, ActionContext action, CancellationToken cancel)
    {
        state.GraceUntil = time.GetUtcNow() + StopTime + state.Service.StartGrace;
        try
        {
            await action.Effect<IContainerControl>().RestartAsync(state.Service.Container!, cancel);
        }
        catch (ContainerRuntimeException e)
        {
            // The engine may have stopped it before it failed to start it.
            state.OwnStop = true;
            state.GraceUntil = time.GetUtcNow();
            throw new ActionFailedException($"{state.Name} could not be restarted: {e.Message}", e);
        }
        state.GraceUntil = time.GetUtcNow() + state.Service.StartGrace;
    }
}
