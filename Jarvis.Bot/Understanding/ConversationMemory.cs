using Jarvis.Skills.Governance;

namespace Jarvis.Bot.Understanding;

/// <summary>What a conversation has said before, as far as the next message may lean on it.</summary>
/// <param name="Last">The last request that was understood; "and last week?" asks it again.</param>
/// <param name="Open">A question that Jarvis asked and that the next message may answer.</param>
/// <param name="Said">The message before, which "no, I meant …" corrects.</param>
/// <param name="Offered">What was offered as its readings, when it was unclear.</param>
/// <param name="Asks">The message whose turn waits for a word on going on although a budget is used up.</param>
public sealed record ConversationMemory(FunctionCall? Last = null, OpenQuestion? Open = null, string? Said = null, IReadOnlyList<string>? Offered = null, long? Asks = null)
{
    public static readonly ConversationMemory Empty = new();
}

/// <summary>A request that lacks a slot.</summary>
public sealed record OpenQuestion(FunctionCall Call, string Slot);
