using System.Net;
using System.Text.Json;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;
using Refit;

namespace Jarvis.Skills.Business.Crm;

/// <summary>A call of a vendor, and in words for the owner what went wrong with it. Refit's own exceptions hold the request with its key, and go no further.</summary>
internal static class CrmCall
{
    /// <exception cref="CrmException">It failed; says why and what to do, without the key.</exception>
    public static async Task<T> RunAsync<T>(string vendor, Func<Task<T>> call)
    {
        CrmException failed;
        try
        {
            return await call();
        }
        catch (Exception e) when (Failure(vendor, e) is { } failure)
        {
            failed = failure;
        }
        throw failed;
    }

    private static CrmException? Failure(string vendor, Exception error) => error switch
    {
        CrmException e => e,
        ApiRequestException { InnerException: { } inner } => Failure(vendor, inner),
        ApiException e when (int)e.StatusCode < 300 || e.InnerException is JsonException => Cut(vendor),
        ApiException e => Refused(vendor, e.StatusCode, e.Content),
        JsonException or IOException or HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } => Cut(vendor),
        HttpRequestException e => new CrmException($"{vendor} cannot be reached ({e.HttpRequestError}). The next look tries again."),
        TimeoutRejectedException => new CrmException($"{vendor} did not answer in time. The next look tries again."),
        BrokenCircuitException => new CrmException($"{vendor} failed too often just now, and is left alone for a minute. The next look tries again."),
        RateLimiterRejectedException => new CrmException($"More is to be asked of {vendor} than it allows. The next look goes on."),
        _ => null,
    };

    private static CrmException Cut(string vendor) => new($"{vendor} broke off in the middle of an answer, or sent one that cannot be read. Nothing of it was taken; the next look reads it again.");

    /// <summary>What an answer that is no success means, in words.</summary>
    public static CrmException Refused(string vendor, HttpStatusCode status, string? content) => (int)status switch
    {
        403 when content?.Contains("REQUEST_LIMIT_EXCEEDED", StringComparison.Ordinal) == true => new CrmException($"{vendor} allows no more requests today. A later look goes on where this one stopped."),
        401 or 403 => new CrmException($"{vendor} refuses the key ({(int)status}). Write a valid one to Crm:{vendor}:Token (as environment variable: Crm__{vendor}__Token), with the rights to read and write contacts, deals and notes."),
        404 or 410 => new CrmException($"{vendor} no longer has it.") { Gone = true, OnlyThis = true },
        429 => new CrmException($"{vendor} asks to slow down, and went on asking. The next look tries again."),
        >= 500 => new CrmException($"{vendor} has trouble of its own ({(int)status}). The next look tries again."),
        _ => new CrmException($"{vendor} refused it ({(int)status}): {Short(content)}") { OnlyThis = true },
    };

    private static string Short(string? text) => string.IsNullOrWhiteSpace(text) ? "it does not say why" : text.Length <= 200 ? text : string.Concat(text.AsSpan(0, 199), "…");
}
