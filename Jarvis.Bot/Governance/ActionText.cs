using Jarvis.Skills.Governance;

namespace Jarvis.Bot.Governance;

/// <summary>How actions read to people.</summary>
internal static class ActionText
{
    /// <summary>Copies onto the record what the plan says of itself.</summary>
    public static void Describe(ActionRecord action, PlannedAction plan)
    {
        action.What = plan.What;
        action.Needs = plan.Needs;
        action.CostMinor = plan.Cost?.Minor;
        action.Currency = plan.Cost?.Currency;
        action.Recipients = plan.Recipients;
        action.UndoText = plan.Undo;
        action.Preview = plan.Preview;
        action.Idempotent = plan.Idempotent;
        action.AlwaysAsk = plan.AlwaysAsk;
        action.Risk = plan.Risk;
        action.RiskNote = plan.RiskNote;
    }

    /// <summary>One sentence on where it stands.</summary>
    public static string Standing(ActionRecord action) => action.State switch
    {
        ActionState.Planned or ActionState.Waiting => $"#{action.Id} waits for a decision: {action.What}.",
        ActionState.Approved => $"#{action.Id} was approved by {action.DecidedBy} and is about to run: {action.What}.",
        ActionState.Running => $"#{action.Id} is running: {action.What}.",
        ActionState.Done => $"#{action.Id} is done: {action.Result ?? action.What}",
        ActionState.Failed => $"#{action.Id} failed: {action.What}. {action.Result}",
        ActionState.Interrupted => $"#{action.Id} was interrupted while it ran, and I do not know whether it took effect: {action.What}.",
        ActionState.Refused when action.DecisionReason is { Length: > 0 } reason => $"#{action.Id} was rejected by {action.DecidedBy} ({reason}): {action.What}.",
        ActionState.Refused => $"#{action.Id} was refused: {action.What}. {(action.DecidedBy == "gate" ? action.GateReason : $"Rejected by {action.DecidedBy}.")}",
        ActionState.Expired => $"#{action.Id} expired without an answer, so it was not done: {action.What}.",
        ActionState.Undone => $"#{action.Id} was undone: {action.What}.",
        _ => $"#{action.Id}: {action.What}.",
    };
}
