using Microsoft.Extensions.AI;

namespace Jarvis.Bot.Models;

/// <summary>
/// What a reader of a streamed answer must know: when an attempt breaks after text came, the next one begins anew. An update that
/// <see cref="IsRestart"/> says that the text since the last function call is void; what follows replaces it.
/// </summary>
public static class ModelStream
{
    private const string RestartKey = "jarvis.restart";

    public static bool IsRestart(this ChatResponseUpdate update) => update.AdditionalProperties?.ContainsKey(RestartKey) == true;

    /// <param name="broken">The id of the message that is void: so both are known as one, and left out of the turn's next round.</param>
    internal static ChatResponseUpdate Restart(string broken) => new(ChatRole.Assistant, []) { MessageId = broken, AdditionalProperties = new() { [RestartKey] = true } };
}
