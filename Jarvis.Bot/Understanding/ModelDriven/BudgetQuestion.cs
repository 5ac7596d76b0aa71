using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.Models;
using Jarvis.Bot.People;

namespace Jarvis.Bot.Understanding.ModelDriven;

/// <summary>
/// The question whether a model may be asked although a budget is used up, and its answer: by a button, which names the message
/// that waits for it, or by a bare "yes" or "no" right after the question.
/// </summary>
/// <param name="Turn">The message whose turn is taken again with a yes.</param>
internal sealed record BudgetQuestion(long Turn, bool Yes)
{
    private const string Ask = "ask";

    /// <summary>Only an owner is asked; anybody else is told how it is.</summary>
    public static Reply Of(BudgetExhaustedException refused, long turn, Person person) =>
        !refused.MayAsk ? new Reply(refused.Message)
        : !MayAnswer(person) ? new Reply($"{refused.Message} Only the owner can allow more.")
        : new Reply(refused.Question) { Buttons = [[new Button("Yes, ask a model", $"m:{Ask}:{turn}"), new Button("No", $"m:no:{turn}")]] };

    public static bool MayAnswer(Person person) => person.Role == Role.Owner;

    /// <summary>Null when the message answers no such question.</summary>
    public static BudgetQuestion? Answer(InboundKind kind, string text, ConversationMemory memory)
    {
        if (kind == InboundKind.Button && text.Split(':') is ["m", var said, var number] && long.TryParse(number, out var turn)) return new BudgetQuestion(turn, said == Ask);
        if (memory.Asks is not { } asked) return null;
        return text.Trim().Equals("yes, ask a model", StringComparison.OrdinalIgnoreCase) ? new BudgetQuestion(asked, Yes: true)
            : DecisionWords.Read(text) is { Casual: true, IsBare: true, Verb: DecisionVerb.Approve or DecisionVerb.Reject } bare ? new BudgetQuestion(asked, bare.Verb == DecisionVerb.Approve)
            : null;
    }
}
