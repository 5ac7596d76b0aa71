using System.Collections.Concurrent;
using Jarvis.Skills.Business.Models;

namespace Jarvis.Bot.Models;

/// <summary>What the router did for a request: for the reply, and for whoever asks why.</summary>
public sealed class ModelReport
{
    private readonly ConcurrentQueue<string> notes = new();
    private readonly ConcurrentQueue<ModelAttempt> attempts = new();

    /// <summary>What the owner should be told with the answer, in sentences: "Today's budget is nearly used up, so …". Each once.</summary>
    public IReadOnlyList<string> Notes => [.. notes.Distinct(StringComparer.Ordinal)];

    /// <summary>All attempts, in order.</summary>
    public IReadOnlyList<ModelAttempt> Attempts => [.. attempts];

    public decimal CostUsd => attempts.Sum(a => a.CostUsd);

    internal void Note(string sentence) => notes.Enqueue(sentence);

    internal void Add(ModelAttempt attempt) => attempts.Enqueue(attempt);
}

/// <summary>One attempt at one model.</summary>
/// <param name="What">For people: "answered", "429 Too Many Requests". Never holds a key or a text.</param>
public sealed record ModelAttempt(string Provider, string Model, ModelOutcome Outcome, string What, decimal CostUsd, TimeSpan Took);
