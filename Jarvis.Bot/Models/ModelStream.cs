using Microsoft.Extensions.AI;

namespace Jarvis.Bot.Models;

/// <summary>
/// What a reader of a streamed answer must know: when an attempt breaks after text came, the next one begins anew. An update that
/// <see cref="IsRestart"/>, the first with another <see cref="ChatResponseUpdate.ResponseId"/>, says that the text of this answer so far is void; what follows replaces it. Semantic Kernel's own
/// streaming does not hand this on: read the <see cref="IChatClient"/>.
/// </summary>
public static class ModelStream
{
    private const string RestartKey = "jarvis.restart";

    public static bool IsRestart(this ChatResponseUpdate update) => update.AdditionalProperties?.ContainsKey(RestartKey) == true;

    /// <param name="id">Of the message that begins.</param>
    internal static ChatResponseUpdate Restart(string id) => new(ChatRole.Assistant, []) { MessageId = id, ResponseId = id, AdditionalProperties = new() { [RestartKey] = true } };
}
