using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.SystemHealth.Recovery;

/// <summary>Proposes to restart a service at the moment it goes down, and again when a restart did not help.</summary>
internal sealed class RecoveryProposals(ServiceBoard board, RecoveryRule rule) : IEventHandler
{
    public string Domain => "health";

    public bool Handles(string eventType) => eventType is "service.down" or "service.still_down";

    public async IAsyncEnumerable<Proposal> HandleAsync(BusinessEvent happened, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        if (board.Find(happened.Subject) is { } state && For(state) is { } proposal) yield return proposal;
    }

    /// <summary>Null when the service is up, or may not be restarted now. The same attempt has the same key, whoever proposes it.</summary>
    public Proposal? For(ServiceState state)
    {
        if (rule.Refusal(state) is not null || state.Incident is not { } incident) return null;
        var attempt = state.AttemptsInIncident + 1;
        return new Proposal(new FunctionCall("health.recover", ("service", state.Name)),
            $"{state.Name} is down: {state.LastResult.Words}.{(attempt > 1 ? $" {HealthWords.Count(attempt - 1, "restart")} did not help." : "")}")
        {
            Key = $"health.recover:{state.Name}:{incident.Id}:{attempt}",
            Benefit = $"{state.Name} answers again within a minute, if a restart helps.",
            Confidence = attempt == 1 ? 0.8 : 0.5,
            Risk = Risk.Low,
            Urgent = true,
        };
    }
}
