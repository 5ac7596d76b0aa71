using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Governance;

/// <summary>Who makes a call.</summary>
public enum Origin
{
    /// <summary>Nobody said: treated like a stranger's model, so every action is asked for.</summary>
    Unknown,
    Turn,
    Routine,
    Event,
    Agent,

    /// <summary>A stored proposal runs because somebody approved it.</summary>
    Approval,
}

/// <summary>
/// Who asks for a function call and what it has read. Travels in <see cref="Kernel.Data"/>; a call without one is
/// treated as untrusted.
/// </summary>
public sealed class CallContext
{
    private const string DataKey = "jarvis.call";
    private int untrusted;

    public required Origin Origin { get; init; }

    /// <summary>Unique for what caused the call ("turn:81", "routine:briefing:2026-11-23T08:00Z"), so that a repeat after a crash is recognised.</summary>
    public required string Cause { get; init; }

    /// <summary>The person in whose turn this is; null when Jarvis itself calls.</summary>
    public Caller? Person { get; init; }

    /// <summary>
    /// Set by local understanding when the owner's own words name exactly this call. A model never sets it.
    /// </summary>
    public FunctionCall? AskedFor { get; init; }

    /// <summary>The words are like that call, and do not name it plainly: whatever else speaks for it, it is asked for.</summary>
    public bool Doubtful { get; init; }

    /// <summary>The proposal behind the call; null in a turn.</summary>
    public Proposal? Proposal { get; init; }

    /// <summary>The number of the action that was approved and now runs. Only the host can set it.</summary>
    internal int? Approved { get; init; }

    /// <summary>For an approved action: the cause of the request that was approved. Only the host can set it.</summary>
    internal string? ApprovedCause { get; init; }

    /// <summary>What the call goes back to: the turn in which it was asked for, also when it runs after an approval.</summary>
    public string FirstCause => ApprovedCause ?? Cause;

    /// <summary>The number of the action whose arguments a person changes. Only the host can set it.</summary>
    internal int? Edits { get; init; }

    /// <summary>True once text that did not come from the owner has been read; it never turns back.</summary>
    public bool Untrusted => Volatile.Read(ref untrusted) != 0;

    public void MarkUntrusted() => Interlocked.Exchange(ref untrusted, 1);

    public static CallContext? Of(Kernel kernel) =>
        kernel.Data.TryGetValue(DataKey, out var value) ? value as CallContext : null;

    /// <summary>A kernel whose calls carry this context. The given one is left as it is.</summary>
    public Kernel Bind(Kernel kernel)
    {
        var bound = kernel.Clone();
        bound.Data[DataKey] = this;
        return bound;
    }
}

/// <summary>A person who talks to Jarvis, and the conversation in which they do.</summary>
/// <param name="Id">The person's row.</param>
/// <param name="Channel">Where this turn came in: "telegram".</param>
/// <param name="Address">The conversation on that channel.</param>
public sealed record Caller(int Id, string Name, string Channel, string Address)
{
    /// <summary>In this conversation they may ask, and decide nothing, whatever they may elsewhere.</summary>
    public bool AsksOnly { get; init; }
}
