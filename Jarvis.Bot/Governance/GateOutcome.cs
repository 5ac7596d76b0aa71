namespace Jarvis.Bot.Governance;

/// <summary>What the gate made of an action: the result that the caller of an action function sees.</summary>
/// <param name="Number">The action's number.</param>
/// <param name="Sentence">For the owner, and for a model.</param>
public sealed record GateOutcome(int Number, ActionState State, string Sentence)
{
    /// <summary>True when the same cause had asked before (a turn worked on again after a crash).</summary>
    public bool Replayed { get; init; }

    public override string ToString() => Sentence;
}
