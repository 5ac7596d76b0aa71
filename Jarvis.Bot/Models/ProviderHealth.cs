using System.Collections.Concurrent;
using Jarvis.Skills.Business.Models;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Jarvis.Bot.Models;

/// <summary>Around each provider: another try for what may pass by itself, and a circuit breaker. A provider whose key is wrong is left alone for a while.</summary>
internal sealed class ProviderHealth(IOptions<ModelsOptions> options, TimeProvider time)
{
    private static readonly TimeSpan WrongKeyFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, ResiliencePipeline> pipelines = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, CircuitBreakerStateProvider> states = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, DateTimeOffset> wrongKeys = new(StringComparer.OrdinalIgnoreCase);

    public ResiliencePipeline For(string provider) => pipelines.GetOrAdd(provider, Build);

    /// <summary>True for a while after a provider did not accept its key.</summary>
    public bool HasWrongKey(string provider) => wrongKeys.TryGetValue(provider, out var until) && until > time.GetUtcNow();

    /// <summary>How a provider does, for people; null when nothing is wrong.</summary>
    public string? Trouble(string provider) =>
        HasWrongKey(provider) ? "does not accept its key"
        : states.TryGetValue(provider, out var state) && state.CircuitState is CircuitState.Open or CircuitState.HalfOpen ? "failed repeatedly, left alone for a while"
        : null;

    /// <summary>The sentence that says what to mend.</summary>
    public string KeyIsWrong(string provider)
    {
        wrongKeys[provider] = time.GetUtcNow() + WrongKeyFor;
        return $"{provider} does not accept its key; mend Models:Providers:{provider}:Key (Models__Providers__{provider}__Key as an environment variable).";
    }

    private ResiliencePipeline Build(string provider)
    {
        var failure = options.Value.Failure;
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        if (failure.Retries > 0)
            builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<AttemptFailedException>(e => e.Failure.MayPass && !(e.Failure.RetryAfter > LongestWait)),
                MaxRetryAttempts = failure.Retries,
                Delay = failure.Pause,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                MaxDelay = LongestWait,
                DelayGenerator = args => ValueTask.FromResult((args.Outcome.Exception as AttemptFailedException)?.Failure.RetryAfter),
            });
        return builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<AttemptFailedException>(e => e.Failure.IsProviders),
            FailureRatio = 0.5,
            MinimumThroughput = failure.BreakAfter,
            SamplingDuration = failure.BreakFor,
            BreakDuration = failure.BreakFor,
            StateProvider = states.GetOrAdd(provider, _ => new CircuitBreakerStateProvider()),
        }).Build();
    }
}
