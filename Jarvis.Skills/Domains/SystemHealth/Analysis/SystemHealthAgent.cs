using System.Runtime.CompilerServices;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.SystemHealth.Measuring;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;
using Jarvis.Skills.Domains.SystemHealth.Recovery;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.SystemHealth.Analysis;

/// <summary>
/// Proposes what to do about findings: a restart for what a restart cures (slowness, errors, memory that grows, a surge of errors in
/// the log), a silence for what comes and goes, a clean-up for a disk that fills. The surest and most useful first. A finding for which
/// nothing can be done from here is told as a warning and proposes nothing.
/// </summary>
internal sealed class SystemHealthAgent(ServiceBoard board, HealthFindings findings, RecoveryProposals recovery, ContainerReadings containers, QuietPeriods quiet, TimeProvider time) : IDomainAgent
{
    public string Domain => "health";

    public bool Concerns(BusinessEvent happened) => happened.Type == "service.recovered";

    public async IAsyncEnumerable<Proposal> AnalyseAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var state in board.All)
            if (recovery.For(state) is { } again) yield return again;

        var proposed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var proposal in (await findings.FindAsync(cancel)).Select(For).OfType<Proposal>().OrderByDescending(p => p.Confidence))
            // Two reasons to restart the same service are one proposal, with the surer reason.
            if (proposed.Add(proposal.Call.ToString())) yield return proposal;
    }

    private Proposal? For(Finding finding)
    {
        var now = time.GetUtcNow();
        if (finding.Kind == FindingKind.DiskFilling)
            return containers.Disk is not { Reclaimable: > 100_000_000 and var bytes } ? null
                : new Proposal(new FunctionCall("health.prune"), finding.Why)
                {
                    Key = finding.Key,
                    Benefit = $"Frees {HealthWords.Bytes(bytes)} by removing images that nothing uses.",
                    Confidence = finding.Confidence,
                    Risk = Risk.Low,
                };
        if (board.Find(finding.Service) is not { IsUp: true } state || quiet.InMaintenance(state.Service, now)) return null;
        if (finding.Kind == FindingKind.Flapping)
            return quiet.Open(state.Name, QuietKind.Silence, now) is not null ? null
                : new Proposal(new FunctionCall("health.silence", ("service", state.Name), ("duration", "PT1H")), finding.Why)
                {
                    Key = finding.Key,
                    Benefit = "One hour without an alert for each change. I go on checking and restarting it.",
                    Confidence = finding.Confidence,
                    Risk = Risk.Low,
                };
        return state.Service.Container is null ? null : Restart(state, finding);
    }

    /// <summary>Whether a restart helps is less sure than the finding; these shares are estimates, the same for everybody.</summary>
    private static Proposal Restart(ServiceState state, Finding finding)
    {
        var (benefit, helps) = finding.Kind switch
        {
            FindingKind.MemoryFilling => ($"Gives {state.Name} its memory back at a time that you choose, before it is killed at one that you do not.", 0.9),
            FindingKind.Slower => ($"{state.Name} answers at its usual pace again, if a restart cures it.", 0.6),
            FindingKind.MoreErrors => ($"Fewer of {state.Name}'s answers fail, if a restart cures it.", 0.6),
            _ => ("Clears the error, if it comes from the container's own state. Look at the log first.", 0.4),
        };
        return new Proposal(new FunctionCall("health.restart", ("service", state.Name)), finding.Why)
        {
            Key = $"health.restart:{finding.Key}",
            Benefit = benefit,
            Confidence = finding.Confidence * helps,
            Risk = Risk.Medium,
            Untrusted = finding.Untrusted,
        };
    }
}
