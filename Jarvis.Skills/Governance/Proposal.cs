using Jarvis.Skills.Business;

namespace Jarvis.Skills.Governance;

/// <summary>A function call that an agent, a schedule or a model wants to make, and why.</summary>
/// <param name="Call">What to call.</param>
/// <param name="Why">The finding, with its figures, in a sentence or two.</param>
public sealed record Proposal(FunctionCall Call, string Why)
{
    /// <summary>Same key, same proposal: never made twice while the first is open or was lately refused.</summary>
    public string Key { get; init; } = Call.ToString();

    /// <summary>What it should bring, in words.</summary>
    public string? Benefit { get; init; }

    /// <summary>What it should bring in a month, where that can be counted.</summary>
    public Money? MonthlyValue { get; init; }

    /// <summary>How sure the finding is, from 0 to 1.</summary>
    public double Confidence { get; init; } = 0.5;

    public Risk Risk { get; init; } = Risk.Low;

    /// <summary>Passed over the hourly cap and the ranking: something is broken now.</summary>
    public bool Urgent { get; init; }

    /// <summary>True when its arguments or its reason come from text that the owner did not write.</summary>
    public bool Untrusted { get; init; }
}
