using Jarvis.Skills.Business.Models;
using Microsoft.Extensions.AI;

namespace Jarvis.Bot.Models;

/// <summary>What is known of an attempt while it runs: the text that came, the tokens that the provider reported.</summary>
internal sealed class Attempt(int tokensRead, TimeProvider time)
{
    private readonly long began = time.GetTimestamp();
    private UsageDetails? usage;
    private TimeSpan? first;
    private int written;

    public ChatFinishReason? Finish { get; private set; }

    public bool TextCame { get; private set; }

    public TimeSpan Took => time.GetElapsedTime(began);

    public TimeSpan? First => first;

    /// <summary>False when the provider did not report what the attempt took.</summary>
    public bool Reported => usage is { InputTokenCount: not null, OutputTokenCount: not null };

    public TokenUse Use => Reported ? UsageOf(usage!) : new TokenUse(tokensRead, written);

    public void Heard(ChatResponse response)
    {
        usage = response.Usage;
        Finish = response.FinishReason;
        foreach (var message in response.Messages) Count(message.Contents);
    }

    public void Heard(ChatResponseUpdate update)
    {
        first ??= Took;
        Finish = update.FinishReason ?? Finish;
        foreach (var reported in update.Contents.OfType<UsageContent>())
            if (usage is null) usage = reported.Details;
            else usage.Add(reported.Details);
        Count(update.Contents);
    }

    private void Count(IList<AIContent> contents)
    {
        foreach (var content in contents)
        {
            written += content switch
            {
                TextContent text => TokenCount.Of(text.Text),
                TextReasoningContent thought => TokenCount.Of(thought.Text),
                FunctionCallContent call => TokenCount.Of(call.Name) + (call.Arguments?.Sum(a => TokenCount.Of(a.Key) + TokenCount.Of(a.Value?.ToString())) ?? 0),
                _ => 0,
            };
            TextCame |= content is TextContent { Text.Length: > 0 };
        }
    }

    private static TokenUse UsageOf(UsageDetails usage)
    {
        // Anthropic's library says in an additional count what was put into the cache.
        var intoCache = usage.AdditionalCounts?.Where(c => c.Key.Contains("CacheCreation", StringComparison.OrdinalIgnoreCase)).Sum(c => c.Value) ?? 0;
        return new TokenUse((int)usage.InputTokenCount!.Value, (int)usage.OutputTokenCount!.Value)
        {
            Cached = (int)(usage.CachedInputTokenCount ?? 0),
            CacheWritten = (int)intoCache,
            Reasoning = (int)(usage.ReasoningTokenCount ?? 0),
        };
    }
}
