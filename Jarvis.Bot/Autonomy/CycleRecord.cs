namespace Jarvis.Bot.Autonomy;

/// <summary>One look over the business: when, how long, and what came of it.</summary>
public sealed record CycleRecord(DateTimeOffset At, TimeSpan Took, string Cause, IReadOnlyList<AgentRun> Agents)
{
    /// <summary>Proposals that agents found, before any was left out.</summary>
    public int Found { get; init; }

    /// <summary>Left out: the same one is open.</summary>
    public int Open { get; init; }

    /// <summary>Left out: lately refused, or just done.</summary>
    public int Withheld { get; init; }

    /// <summary>Left for a later hour by the cap.</summary>
    public int HeldBack { get; init; }

    /// <summary>Handed to the gate.</summary>
    public int Made { get; init; }

    public string Sentence(Func<DateTimeOffset, DateTimeOffset> local)
    {
        var failed = Agents.Where(a => a.Error is not null).ToList();
        var found = Found == 0 ? "nothing to propose" : $"{Found} found, {Made} new" + (HeldBack > 0 ? $", {HeldBack} held back for a later hour" : "");
        var wrong = failed.Count == 0 ? "" : $" Not looked at: {string.Join("; ", failed.Select(a => $"{a.Domain} ({a.Error})"))}.";
        return $"Last analysis at {local(At):HH:mm}: {Agents.Count} {(Agents.Count == 1 ? "agent" : "agents")} in {Took.TotalSeconds:0.0} s, {found}.{wrong}";
    }
}

/// <summary>One agent's part of a cycle.</summary>
/// <param name="Error">Why it did not finish; null when it did.</param>
public sealed record AgentRun(string Domain, TimeSpan Took, int Found, string? Error);

/// <summary>The last cycles, newest first, for "status" and the page. Cycles for an event are kept beside those of the interval.</summary>
public sealed class CycleLog
{
    private const int Kept = 50;
    private readonly Lock gate = new();
    private readonly LinkedList<CycleRecord> cycles = [];

    /// <summary>Raised after a cycle; for the live view.</summary>
    public event Action<CycleRecord>? Ended;

    public CycleRecord? Last
    {
        get
        {
            lock (gate) return cycles.First?.Value;
        }
    }

    public IReadOnlyList<CycleRecord> Recent
    {
        get
        {
            lock (gate) return [.. cycles];
        }
    }

    public void Add(CycleRecord cycle)
    {
        lock (gate)
        {
            cycles.AddFirst(cycle);
            if (cycles.Count > Kept) cycles.RemoveLast();
        }
        Ended?.Invoke(cycle);
    }
}
