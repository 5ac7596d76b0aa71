using Microsoft.Extensions.AI;

namespace Jarvis.Bot.Models;

/// <summary>
/// What a reader of a streamed answer must know: when an attempt breaks after text came, the next one begins anew. An update that
/// <see cref="IsRestart"/> says that the text of this answer so far is void; what follows replaces it.
/// </summary>
public static class ModelStream
{
    private const string RestartKey = "jarvis.restart";

    public static bool IsRestart(this ChatResponseUpdate update) => update.AdditionalProperties?.ContainsKey(RestartKey) == true;

    internal static ChatResponseUpdate Restart() => new(ChatRole.Assistant, []) { MessageId = $"restart-{Guid.NewGuid():n}", AdditionalProperties = new() { [RestartKey] = true } };
}
