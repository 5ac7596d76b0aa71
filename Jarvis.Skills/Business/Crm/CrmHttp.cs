using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.RateLimiting;

namespace Jarvis.Skills.Business.Crm;

/// <summary>
/// How all connectors speak to their vendor: not faster than it allows, again after a while where that is safe, and not at all for a minute after all attempts of a call have failed.
/// </summary>
internal static class CrmHttp
{
    private const int Retries = 4;
    private const int Waiting = 10_000;

    /// <summary>Marks a request that may be sent again although it writes, because it does the same twice.</summary>
    public const string Repeatable = "X-Repeatable";

    /// <summary>Longer than this no vendor's Retry-After is heeded within a look: the next look tries again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <param name="perSecond">How many requests the vendor allows.</param>
    /// <param name="searchCosts">As how many of them it counts a search.</param>
    public static IHttpClientBuilder AddCrmResilience(this IHttpClientBuilder client, int perSecond, int searchCosts = 1)
    {
        // Attempts have limits of their own, and waits between them must not count.
        client.ConfigureHttpClient(http => http.Timeout = Timeout.InfiniteTimeSpan);
        client.AddResilienceHandler("crm", (pipeline, context) =>
        {
            var time = context.ServiceProvider.GetRequiredService<TimeProvider>();
            var limiter = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions { TokenLimit = perSecond, TokensPerPeriod = perSecond, ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = Waiting });
            context.OnPipelineDisposed(limiter.Dispose);
            pipeline.TimeProvider = time;
            pipeline
                .AddRetry(new HttpRetryStrategyOptions
                {
                    MaxRetryAttempts = Retries, Delay = TimeSpan.FromSeconds(1), BackoffType = DelayBackoffType.Exponential, UseJitter = true,
                    ShouldHandle = attempt => ValueTask.FromResult(MayRepeat(attempt.Outcome, time)),
                    DelayGenerator = attempt => ValueTask.FromResult(attempt.Outcome.Result is { } answer ? Asked(answer, time) : null),
                })
                .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
                {
                    FailureRatio = 0.8, MinimumThroughput = Retries + 1, SamplingDuration = TimeSpan.FromMinutes(5), BreakDuration = TimeSpan.FromMinutes(1),
                    ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome is { Result.StatusCode: >= HttpStatusCode.InternalServerError } or { Exception: HttpRequestException or Polly.Timeout.TimeoutRejectedException }),
                })
                .AddRateLimiter(new RateLimiterStrategyOptions { RateLimiter = attempt => limiter.AcquireAsync(IsSearch(attempt.Context) ? searchCosts : 1, attempt.Context.CancellationToken) })
                .AddTimeout(TimeSpan.FromSeconds(60));
        });
        return client;
    }

    /// <summary>What the vendor turned away untouched may always be repeated; what it may have begun, only where twice is once.</summary>
    private static bool MayRepeat(Outcome<HttpResponseMessage> outcome, TimeProvider time) => outcome switch
    {
        { Result: { StatusCode: HttpStatusCode.TooManyRequests } answer } => Asked(answer, time) is not { } wait || wait <= LongestWait,
        { Result: { StatusCode: >= HttpStatusCode.InternalServerError, RequestMessage: { } request } } => request.Method != HttpMethod.Post || request.Headers.Contains(Repeatable),
        { Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } } => true,
        _ => false,
    };

    /// <summary>How long the vendor asks to wait; null when it does not say, and then the wait doubles with each attempt.</summary>
    private static TimeSpan? Asked(HttpResponseMessage answer, TimeProvider time) => answer.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } until } => until - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero,
        _ => null,
    };

    private static bool IsSearch(ResilienceContext context) => context.GetRequestMessage()?.RequestUri?.AbsolutePath.EndsWith("/search", StringComparison.Ordinal) == true;
}
