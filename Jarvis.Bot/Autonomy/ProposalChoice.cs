using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Autonomy;

/// <summary>What was chosen from an analysis, and what was left out and why.</summary>
internal sealed record Choice(IReadOnlyList<(Proposal Proposal, CallContext Context)> Chosen, int Open, int Withheld, int HeldBack);

/// <summary>Chooses what agents' findings are worth the owner's attention now: no repeats, the best first, only so many an hour.</summary>
internal sealed class ProposalChoice(
    IDbContextFactory<JarvisDb> databases, ProposalDesk desk, Controls controls,
    IOptions<AutonomyOptions> options, IOptions<BusinessOptions> business, TimeProvider time)
{
    public async Task<Choice> MakeAsync(IReadOnlyList<(string Domain, Proposal Proposal)> found, CancellationToken cancel)
    {
        if (found.Count == 0) return new Choice([], 0, 0, 0);
        var now = time.GetUtcNow();
        var settings = options.Value;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var repetition = await Repetition.ReadAsync(db, [.. found.Select(f => f.Proposal.Key).Distinct(StringComparer.Ordinal)], cancel);
        var acceptance = await Acceptance.ReadAsync(db, [.. found.Select(f => f.Proposal.Call.Function).Distinct(StringComparer.Ordinal)], now, cancel);
        var room = settings.ProposalsPerHour - await MadeLatelyAsync(db, now, cancel);

        int open = 0, withheld = 0, heldBack = 0;
        var chosen = new List<(Proposal, CallContext)>();
        var ranked = found
            .OrderByDescending(f => f.Proposal.Urgent)
            .ThenByDescending(f => Ranking.Score(f.Proposal, acceptance.Of(f.Proposal.Call.Function), settings, business.Value.Currency))
            .ThenBy(f => f.Proposal.Key, StringComparer.Ordinal)
            .DistinctBy(f => f.Proposal.Key, StringComparer.Ordinal);
        foreach (var (domain, proposal) in ranked)
        {
            var readOnly = controls.For(proposal.Call.Plugin) == ClearanceLevel.ReadOnly;
            var holds = desk.IsUnderWay(proposal.Key) ? Withheld.Open : repetition.Holds(proposal, readOnly, settings, now);
            if (holds == Withheld.No && desk.FailedSince(proposal.Key, now - settings.SettleFor)) holds = Withheld.Settling;
            if (holds == Withheld.Open) open++;
            else if (holds != Withheld.No) withheld++;
            else if (!proposal.Urgent && room <= 0) heldBack++;
            else
            {
                if (!proposal.Urgent) room--;
                var made = repetition.LastNo(proposal.Key, business.Value.Local) is { } no ? proposal with { Why = $"{proposal.Why} ({no})" } : proposal;
                chosen.Add((made, new CallContext { Origin = Origin.Agent, Cause = CauseKeys.Of("agent", domain, proposal.Key, repetition.Times(proposal.Key).ToString()), Proposal = made }));
            }
        }
        return new Choice(chosen, open, withheld, heldBack);
    }

    /// <summary>From the store, so that a restart does not open the gate anew. What was refused for the clearance bothered nobody.</summary>
    private static Task<int> MadeLatelyAsync(JarvisDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var hour = now.AddHours(-1);
        return db.Set<ActionRecord>().CountAsync(a => a.Origin == Origin.Agent && a.ProposedAt > hour && !(a.State == ActionState.Refused && a.DecidedBy == DecidedByPeople.Gate), cancel);
    }
}
