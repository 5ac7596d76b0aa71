using Microsoft.Extensions.AI;

namespace Jarvis.Bot.Models;

/// <summary>
/// How hard a request is, from 0 to 1, by what can be seen of it: its length and words, the functions in play, how much has been said
/// before, and whether the answer before was corrected. A logistic model over few features; its weights were set by hand, since only
/// the order counts: what quality a need takes follows from the target mix along the needs of the last requests.
/// </summary>
internal sealed class NeedEstimator
{
    private const double Corrected = 0.35;

    public double Estimate(IReadOnlyList<ChatMessage> messages, PromptSize size, ModelRequest request)
    {
        var said = messages.LastOrDefault(m => m.Role == ChatRole.User)?.Text ?? "";
        var features = NeedFeatures.Of(said);
        var z = -2.2
            + (0.35 * Math.Log(1 + (features.Letters / 80)))
            + (0.9 * features.Reasoning)
            + (0.5 * features.Steps)
            + (0.4 * features.Figures)
            + (0.25 * Math.Log(1 + size.FunctionsOffered))
            + (0.3 * Math.Log(1 + (size.History / 500.0)))
            + (0.2 * Rounds(messages));
        var need = 1 / (1 + Math.Exp(-z));
        return request.Corrects ? Math.Min(1, need + Corrected) : need;
    }

    /// <summary>Function results since the person last spoke: a turn that goes on is a harder one.</summary>
    private static int Rounds(IReadOnlyList<ChatMessage> messages) => messages.Reverse().TakeWhile(m => m.Role != ChatRole.User).Count(m => m.Role == ChatRole.Tool);
}
