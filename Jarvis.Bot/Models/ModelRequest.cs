using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Jarvis.Bot.Models;

/// <summary>
/// What a request to a model is for, so that the router can choose, count and explain. Make one for each turn or piece of work, and
/// attach it to every call that belongs to it; a call without one is taken as background work of unknown purpose.
/// </summary>
public sealed class ModelRequest
{
    private const string Key = "jarvis.model_request";
    private readonly ConcurrentDictionary<string, bool> voided = new(StringComparer.Ordinal);

    /// <summary>What it is for: "chat", "ticket-summary". Spending is shown, and tiers are chosen, by it.</summary>
    public required string Purpose { get; init; }

    /// <summary>What caused it: "turn:81". The turn's budget is counted by it.</summary>
    public required string Cause { get; init; }

    /// <summary>The domain that it is for.</summary>
    public string Domain { get; init; } = "jarvis";

    /// <summary>The prompt's or function's name: "jarvis/turn.md".</summary>
    public string Function { get; init; } = "";

    /// <summary>The least quality, 0 to 1, that the prompt's front matter asks for.</summary>
    public double Floor { get; init; }

    /// <summary>True when no person waits for it. At a budget's end such work stops.</summary>
    public bool Background { get; init; }

    /// <summary>The person corrected the answer before: it is taken to be harder than it looks.</summary>
    public bool Corrects { get; init; }

    /// <summary>The owner was asked, and said to go on although a budget is used up.</summary>
    public bool OverBudget { get; init; }

    /// <summary>What came of it so far, over all calls of the turn.</summary>
    public ModelReport Report { get; } = new();

    /// <summary>The request that a call belongs to; null when nobody said.</summary>
    public static ModelRequest? Of(ChatOptions? options) => options?.AdditionalProperties?.GetValueOrDefault(Key) as ModelRequest;

    /// <summary>A message of the turn that broke off and was replaced.</summary>
    internal void Void(string messageId) => voided[messageId] = true;

    internal bool IsVoid(string messageId) => voided.ContainsKey(messageId);

    internal static void Detach(ChatOptions options) => options.AdditionalProperties?.Remove(Key);

    internal void AttachTo(ChatOptions options) => (options.AdditionalProperties ??= [])[Key] = this;

    // Semantic Kernel hands extension data on untouched, as long as the settings are of the base type.
    internal void AttachTo(PromptExecutionSettings settings)
    {
        if (settings.GetType() != typeof(PromptExecutionSettings)) throw new ArgumentException($"{settings.GetType().Name} loses what is attached to it; use {nameof(PromptExecutionSettings)} itself.", nameof(settings));
        settings.ExtensionData = new Dictionary<string, object>(settings.ExtensionData ?? new Dictionary<string, object>(StringComparer.Ordinal), StringComparer.Ordinal) { [Key] = this };
    }
}

/// <summary>Attaches a <see cref="ModelRequest"/> to a call.</summary>
public static class ModelRequestExtensions
{
    public static ChatOptions For(this ChatOptions options, ModelRequest request)
    {
        request.AttachTo(options);
        return options;
    }

    public static PromptExecutionSettings For(this PromptExecutionSettings settings, ModelRequest request)
    {
        request.AttachTo(settings);
        return settings;
    }
}
