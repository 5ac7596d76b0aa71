using Jarvis.Bot.Governance;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Autonomy;

/// <summary>Why a proposal is not made now.</summary>
internal enum Withheld
{
    No,

    /// <summary>The same one waits for a decision, or runs.</summary>
    Open,

    /// <summary>Somebody said no to it, or let it expire, not long ago.</summary>
    Refused,

    /// <summary>It was done or failed just now.</summary>
    Settling,
}

/// <summary>What became of earlier proposals with the same key.</summary>
internal sealed record Past(string Key, ActionState State, string? DecidedBy, DateTimeOffset EndedAt, string? Reason)
{
    public bool IsOpen => State is ActionState.Planned or ActionState.Waiting or ActionState.Approved or ActionState.Running or ActionState.Interrupted;

    /// <summary>A person's no, spoken or by silence.</summary>
    public bool IsNo => State is ActionState.Expired || (DecidedByPeople.IsNo(State) && DecidedBy != DecidedByPeople.Gate);
}

/// <summary>Keeps agents from repeating themselves.</summary>
internal sealed class Repetition
{
    private static readonly TimeSpan GateRefusalHolds = TimeSpan.FromDays(1);
    private readonly ILookup<string, Past> past;

    internal Repetition(IEnumerable<Past> past) => this.past = past.ToLookup(p => p.Key, StringComparer.Ordinal);

    public static async Task<Repetition> ReadAsync(JarvisDb db, IReadOnlyCollection<string> keys, CancellationToken cancel)
    {
        var rows = await db.Set<ActionRecord>().AsNoTracking().Where(a => a.ProposalKey != null && keys.Contains(a.ProposalKey))
            .Select(a => new { a.ProposalKey, a.State, a.DecidedBy, a.DecidedAt, a.EndedAt, a.ProposedAt, a.DecisionReason }).ToListAsync(cancel);
        return new Repetition(rows.Select(r => new Past(r.ProposalKey!, r.State, r.DecidedBy, r.EndedAt ?? r.DecidedAt ?? r.ProposedAt, r.DecisionReason)));
    }

    /// <summary>How many times it was made before; part of the cause, so that two processes that make it at once make one.</summary>
    public int Times(string key) => past[key].Count();

    public bool IsOpen(string key) => past[key].Any(p => p.IsOpen);

    /// <param name="readOnly">Whether the gate would still refuse it.</param>
    public Withheld Holds(Proposal proposal, bool readOnly, AutonomyOptions options, DateTimeOffset now)
    {
        var before = past[proposal.Key].ToList();
        if (before.Exists(p => p.IsOpen)) return Withheld.Open;

        var noes = before.Where(p => p.IsNo).ToList();
        if (noes.Count > 0)
        {
            var holds = options.RefusedFor * Math.Pow(2, Math.Min(noes.Count - 1, 4));
            if (now < noes.Max(p => p.EndedAt) + holds) return Withheld.Refused;
        }
        if (readOnly && before.Exists(p => p.State == ActionState.Refused && p.DecidedBy == DecidedByPeople.Gate && now < p.EndedAt + GateRefusalHolds)) return Withheld.Refused;
        if (!proposal.Urgent && before.Exists(p => p.State is ActionState.Done or ActionState.Failed && now < p.EndedAt + options.SettleFor)) return Withheld.Settling;
        return Withheld.No;
    }

    /// <summary>The last no with a reason, in words; null when there was none.</summary>
    public string? LastNo(string key, Func<DateTimeOffset, DateTimeOffset> local) =>
        past[key].Where(p => p.IsNo && p.Reason is { Length: > 0 }).MaxBy(p => p.EndedAt) is { } no
            ? $"{no.DecidedBy} said no to this on {local(no.EndedAt):d MMMM}: {no.Reason}"
            : null;
}
