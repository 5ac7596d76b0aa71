namespace Jarvis.Skills.Business.Hooks;

/// <summary>
/// What a system outside may post to Jarvis over HTTP: a web form, a tracker, a shop. The host takes care of the key or signature, size and rate;
/// a domain registers a hook by its name, which is the address: POST /hooks/{name}/{key}.
/// </summary>
public interface IInboundHook
{
    /// <summary>"leads".</summary>
    string Name { get; }

    /// <summary>Takes what was posted; the same one twice is taken once.</summary>
    Task<HookAnswer> TakeAsync(HookPost post, CancellationToken cancel);
}

/// <summary>What was posted, whatever its form was.</summary>
/// <param name="Source">The name that settings give to the key of the address, by which the owner tells sources apart.</param>
/// <param name="Fields">Names in lower case.</param>
/// <param name="Digest">Hash of the content: the same for the same content.</param>
/// <param name="Id">The sender's own id of this post; null when it sent none.</param>
public sealed record HookPost(string Source, IReadOnlyDictionary<string, string> Fields, string Digest, string? Id);

/// <summary>What the sender is told.</summary>
/// <param name="Errors">For each field that was wrong, what to mend. Empty when it was taken.</param>
public sealed record HookAnswer(IReadOnlyDictionary<string, string> Errors)
{
    public static HookAnswer Taken { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal));
}
