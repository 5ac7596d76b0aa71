using System.ClientModel;
using System.Net;
using Jarvis.Skills.Business.Models;
using Microsoft.Extensions.AI;
using Polly.Timeout;

namespace Jarvis.Bot.Models;

/// <summary>Why an attempt failed, and what to do about it.</summary>
/// <param name="What">For people; never a key, a prompt or a provider's text that could hold one.</param>
/// <param name="MayPass">Worth another try at the same provider.</param>
internal sealed record ModelFailure(ModelOutcome Outcome, string What, bool MayPass = false, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether it says something of the provider's health, rather than of this request.</summary>
    public bool IsProviders => Outcome is ModelOutcome.RateLimited or ModelOutcome.Unavailable or ModelOutcome.TimedOut or ModelOutcome.Cut;

    public static ModelFailure Of(Exception error, bool textCame) => error switch
    {
        AttemptFailedException known => known.Failure,
        TimeoutRejectedException => new(ModelOutcome.TimedOut, "no answer in time"),
        ClientResultException { Status: > 0 } openai => OfStatus(openai.Status, openai.Message, RetryAfterOf(openai)),
        _ when textCame => new(ModelOutcome.Cut, "its answer broke off", MayPass: true),
        HttpRequestException { StatusCode: { } status } http => OfStatus((int)status, http.Message, null),
        _ when AnthropicClients.StatusOf(error) is { } status => OfStatus(status, error.Message, null),
        _ when Causes(error).Any(e => e is HttpRequestException or IOException or System.Net.Sockets.SocketException) => new(ModelOutcome.Unavailable, "cannot be reached", MayPass: true),
        _ => new(ModelOutcome.Unavailable, $"gave an answer that cannot be read ({error.GetType().Name})", MayPass: true),
    };

    /// <summary>An answer that is none: the provider's filter took it.</summary>
    public static ModelFailure? Of(ChatFinishReason? reason) =>
        reason == ChatFinishReason.ContentFilter || reason?.Value is "refusal" or "SAFETY" ? new(ModelOutcome.Refused, "refused the content") : null;

    private static ModelFailure OfStatus(int status, string message, TimeSpan? after) => status switch
    {
        429 => new(ModelOutcome.RateLimited, "429, too many requests", MayPass: true, after),
        401 or 403 => new(ModelOutcome.NotAllowed, $"{status}, the key is not accepted"),
        408 or 504 => new(ModelOutcome.TimedOut, $"{status}, no answer in time"),
        >= 500 => new(ModelOutcome.Unavailable, $"{status}, {Words(status)}", MayPass: true, after),
        413 => TooLong,
        400 or 422 when Has(message, "context_length", "context length", "context window", "maximum context", "too long", "token count", "too many tokens") => TooLong,
        400 or 422 when Has(message, "content_filter", "content_policy", "content management policy", "safety", "blocked") => new(ModelOutcome.Refused, "refused the content"),
        404 => new(ModelOutcome.Rejected, "404, does not know this model or address"),
        _ => new(ModelOutcome.Rejected, $"{status}, {Words(status)}"),
    };

    private static ModelFailure TooLong => new(ModelOutcome.TooLong, "the request is too long for it");

    private static TimeSpan? RetryAfterOf(ClientResultException error) =>
        error.GetRawResponse()?.Headers.TryGetValue("Retry-After", out var text) == true && int.TryParse(text, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    private static string Words(int status) => Enum.IsDefined((HttpStatusCode)status) ? string.Concat(((HttpStatusCode)status).ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}")) : "an error of its own";

    private static bool Has(string message, params string[] signs) => signs.Any(s => message.Contains(s, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Exception> Causes(Exception error)
    {
        for (var e = error; e is not null; e = e.InnerException) yield return e;
    }
}

#pragma warning disable CA1032, CA1064 // Never leaves the router.
internal sealed class AttemptFailedException(ModelFailure failure) : Exception(failure.What)
{
    public ModelFailure Failure => failure;
}

/// <summary>A budget had no room for an attempt at this tier.</summary>
internal sealed class NoRoomException(BudgetRefusal refusal) : Exception("No room in a budget.")
{
    public BudgetRefusal Refusal => refusal;
}
