namespace Jarvis.Skills.Domains;

/// <summary>Facts that Jarvis was told, for a prompt that they help. The conversation domain implements it on its notes.</summary>
public interface IKnownFacts
{
    /// <summary>The few facts that share words with a text, the nearest first.</summary>
    Task<IReadOnlyList<KnownFact>> AboutAsync(string text, int most, CancellationToken cancel);
}

/// <summary>A fact and where it came from.</summary>
/// <param name="Source">"Ada, by telegram".</param>
public sealed record KnownFact(string Text, string Source, DateTimeOffset At);
