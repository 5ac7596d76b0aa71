using Jarvis.Bot.Governance;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Governance;

namespace Jarvis.Bot.Understanding.ModelDriven;

/// <summary>A function that a model called in a turn, and what really came of it.</summary>
/// <param name="Result">An <see cref="Answer"/> from a read, a <see cref="GateOutcome"/> from an action; null when it failed.</param>
/// <param name="Failure">Why it failed, in words; null when it did not.</param>
internal sealed record CallMade(FunctionCall Call, object? Result, string? Failure = null)
{
    /// <summary>"health.list_incidents" as "health list incidents".</summary>
    public string Title => Call.Function.Replace('.', ' ').Replace('_', ' ');

    public Answer? Answer => Result as Answer;

    public GateOutcome? Outcome => Result as GateOutcome;
}
