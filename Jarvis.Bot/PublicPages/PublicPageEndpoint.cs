using System.Threading.RateLimiting;
using Jarvis.Skills.Business.Pages;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Jarvis.Bot.PublicPages;

/// <summary>
/// GET and POST /{name}/{token}, for people who know no more than this address. What is not there, and what a token is not for, is the same short page.
/// Checks rate, token and size before a domain sees anything.
/// </summary>
internal sealed class PublicPageEndpoint : IAsyncDisposable
{
    private const int PerMinute = 120;
    private const int MostBytes = 16 * 1024;
    private const int MostFields = 20;
    private const int LongestToken = 64;
    private const int ShortestToken = 22;

    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string Nothing = """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>Nothing here</title>
        <style>body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem;color:#1b2230}</style></head>
        <body><h1>There is nothing here.</h1><p>The address may be wrong, or what it showed is no longer to be had.</p></body></html>
        """;

    /// <summary>What looks at links in mails and chats before a person does. A scanner that calls itself a browser counts as one.</summary>
    private static readonly string[] Robots = ["bot", "crawl", "spider", "preview", "scan", "fetch", "monitor", "curl", "wget", "python", "headless"];

    private readonly PartitionedRateLimiter<string> rates = PartitionedRateLimiter.Create<string, string>(from =>
        RateLimitPartition.GetFixedWindowLimiter(from, _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) }));

    public ValueTask DisposeAsync() => rates.DisposeAsync();

    public async Task ShowAsync(IPublicPage page, string token, HttpContext http)
    {
        if (!await MayAsync(http)) return;
        await WriteAsync(http, IsToken(token) ? await page.ShowAsync(token, Visitor(http.Request), http.RequestAborted) : null);
    }

    public async Task TakeAsync(IPublicPage page, string token, HttpContext http)
    {
        if (!await MayAsync(http)) return;
        if (!IsToken(token))
        {
            await WriteAsync(http, null);
            return;
        }
        if (await FieldsAsync(http) is { } fields) await WriteAsync(http, await page.TakeAsync(token, fields, Visitor(http.Request), http.RequestAborted));
        else http.Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    private async Task<bool> MayAsync(HttpContext http)
    {
        using var lease = await rates.AcquireAsync(http.Connection.RemoteIpAddress?.ToString() ?? "", 1, http.RequestAborted);
        if (lease.IsAcquired) return true;
        http.Response.Headers.RetryAfter = "60";
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        return false;
    }

    private static bool IsToken(string token) => token.Length is >= ShortestToken and <= LongestToken && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static async Task<IReadOnlyDictionary<string, string>?> FieldsAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MostBytes;
        if (http.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true) return null;
        try
        {
            using var reader = new FormReader(http.Request.Body) { ValueCountLimit = MostFields, KeyLengthLimit = 100, ValueLengthLimit = MostBytes };
            return (await reader.ReadFormAsync(http.RequestAborted)).ToDictionary(f => f.Key.ToLowerInvariant(), f => f.Value.ToString(), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException or ArgumentException)
        {
            return null;
        }
    }

    private static PublicVisitor Visitor(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        var early = request.Headers["Purpose"].Concat(request.Headers["Sec-Purpose"]).Any(p => p?.Contains("prefetch", StringComparison.OrdinalIgnoreCase) == true);
        return new PublicVisitor(agent.Length > 0 && !early && !Array.Exists(Robots, r => agent.Contains(r, StringComparison.OrdinalIgnoreCase)));
    }

    private static async Task WriteAsync(HttpContext http, PublicAnswer? answer)
    {
        var response = http.Response;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        // The address is the key: no other site is told it.
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        response.Headers.CacheControl = "no-store";
        if (answer == PublicAnswer.Again)
        {
            response.Headers.Location = http.Request.Path.ToUriComponent();
            response.StatusCode = answer.Status;
            return;
        }
        response.StatusCode = answer?.Status ?? StatusCodes.Status404NotFound;
        response.ContentType = "text/html; charset=utf-8";
        await response.WriteAsync(answer?.Html ?? Nothing, http.RequestAborted);
    }
}
