using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Business.Models;

/// <summary>How an attempt at a model ended. Stored as a number: only ever add at the end.</summary>
public enum ModelOutcome
{
    /// <summary>Under way. Its reservation counts against the budgets.</summary>
    Pending,
    Answered,

    /// <summary>HTTP 429.</summary>
    RateLimited,

    /// <summary>HTTP 5xx, a connection that could not be made, an answer that cannot be read.</summary>
    Unavailable,
    TimedOut,

    /// <summary>The stream ended before the answer did; what had come was thrown away.</summary>
    Cut,

    /// <summary>The provider would not answer this content.</summary>
    Refused,

    /// <summary>More tokens than the model reads.</summary>
    TooLong,

    /// <summary>The key is wrong, or may not use the model.</summary>
    NotAllowed,

    /// <summary>Any other refusal of the request itself.</summary>
    Rejected,

    /// <summary>The caller no longer wanted it.</summary>
    Cancelled,

    /// <summary>Jarvis ended while it ran. What it will have cost is estimated.</summary>
    Interrupted,
}

/// <summary>
/// The cost ledger: one row for each attempt, the failed, the repeated and the silent ones included. It is written before the
/// call, with the reservation, and settled after it.
/// </summary>
public sealed class ModelCall
{
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The same for all attempts at one request.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>From 1 within its request.</summary>
    public required int Attempt { get; init; }

    /// <summary>What the request belongs to: "turn:81". A turn with functions makes several requests.</summary>
    public required string Cause { get; init; }

    /// <summary>Name of the provider in the settings: "openai".</summary>
    public required string Provider { get; init; }

    public required string Model { get; init; }

    /// <summary>Name of the tier in the settings: "economy".</summary>
    public required string Tier { get; init; }

    /// <summary>What it was for: "chat", "ticket-summary".</summary>
    public required string Purpose { get; init; }

    /// <summary>The domain that it was for; "jarvis" for the conversation itself.</summary>
    public required string Domain { get; init; }

    /// <summary>The prompt's or function's name: "jarvis/system.md"; empty when there is none.</summary>
    public string Function { get; init; } = "";

    /// <summary>False when a person waits for the answer.</summary>
    public bool Background { get; init; }

    /// <summary>True when it came after an answer that the person corrected.</summary>
    public bool Corrects { get; init; }

    /// <summary>How hard the request was taken to be: 0 easy, 1 hard.</summary>
    public double Need { get; init; }

    /// <summary>The least quality that the prompt asks for, on the scale of the tiers' Quality: 0 any, 1 the best.</summary>
    public double Floor { get; init; }

    /// <summary>Why this tier, in words: "cheapest that is good enough", "after gemini failed".</summary>
    public string ChosenFor { get; init; } = "";

    /// <summary>Hash of what comes first and should stay the same from call to call (instructions, functions): providers' caches hit on it.</summary>
    public string PrefixHash { get; init; } = "";

    /// <summary>Estimated tokens of the instructions, of the functions offered, and of all before the last message of a person.</summary>
    public int InstructionTokens { get; init; }

    public int FunctionTokens { get; init; }

    public int HistoryTokens { get; init; }

    public int FunctionsOffered { get; init; }

    public bool Streamed { get; init; }

    public ModelOutcome Outcome { get; set; }

    /// <summary>All that was read, what came from the provider's cache and what was written to it included.</summary>
    public int TokensIn { get; set; }

    /// <summary>All that was written, reasoning included.</summary>
    public int TokensOut { get; set; }

    /// <summary>Part of <see cref="TokensIn"/>.</summary>
    public int TokensCached { get; set; }

    /// <summary>Part of <see cref="TokensIn"/>.</summary>
    public int TokensCacheWritten { get; set; }

    /// <summary>Part of <see cref="TokensOut"/>.</summary>
    public int TokensReasoning { get; set; }

    /// <summary>True when the provider did not report the tokens, and they were counted here.</summary>
    public bool Estimated { get; set; }

    /// <summary>Within the provider's free allowance of the day: the price is 0, and is meant to be.</summary>
    public bool Free { get; init; }

    /// <summary>What was set aside for it. Counts while it is pending. See <see cref="Pico"/>.</summary>
    public long ReservedPico { get; init; }

    /// <summary>What it cost. See <see cref="Pico"/>.</summary>
    public long CostPico { get; set; }

    public int LatencyMs { get; set; }

    /// <summary>Until the first word came; null when nothing was streamed.</summary>
    public int? FirstMs { get; set; }

    public decimal CostUsd => Pico.ToUsd(CostPico);

    public TokenUse Use => new(TokensIn, TokensOut) { Cached = TokensCached, CacheWritten = TokensCacheWritten, Reasoning = TokensReasoning };
}

internal sealed class ModelCallMap : IEntityTypeConfiguration<ModelCall>
{
    public void Configure(EntityTypeBuilder<ModelCall> builder)
    {
        builder.ToTable("model_calls");
        builder.HasIndex(c => c.At);
        builder.HasIndex(c => c.Cause);
        builder.HasIndex(c => c.Outcome);
        builder.Ignore(c => c.CostUsd);
        builder.Ignore(c => c.Use);
        foreach (var name in new[] { nameof(ModelCall.Provider), nameof(ModelCall.Tier), nameof(ModelCall.Domain), nameof(ModelCall.PrefixHash) }) builder.Property(name).HasMaxLength(64);
        foreach (var name in new[] { nameof(ModelCall.Cause), nameof(ModelCall.Model), nameof(ModelCall.Purpose), nameof(ModelCall.Function), nameof(ModelCall.ChosenFor) }) builder.Property(name).HasMaxLength(200);
    }
}
