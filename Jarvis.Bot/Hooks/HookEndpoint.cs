using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Jarvis.Skills.Business.Hooks;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Hooks;

/// <summary>
/// POST /hooks/{name}/{key}. Checks size, key, signature and rate, in this order, before anything is read; a wrong name and a wrong key are
/// the same answer. A robot that fills the hidden field is told that all went well, and nothing is kept.
/// </summary>
internal sealed partial class HookEndpoint(IOptions<HookOptions> options, IEnumerable<IInboundHook> hooks, ILogger<HookEndpoint> log) : IAsyncDisposable
{
    private readonly Dictionary<string, IInboundHook> byName = hooks.ToDictionary(h => h.Name, StringComparer.Ordinal);
    private readonly PartitionedRateLimiter<string> rates = PartitionedRateLimiter.Create<string, string>(source => RateLimitPartition.GetFixedWindowLimiter(source,
        _ => new FixedWindowRateLimiterOptions { PermitLimit = options.Value.Sources[source].PerMinute, Window = TimeSpan.FromMinutes(1) }));

    public ValueTask DisposeAsync() => rates.DisposeAsync();

    public async Task<IResult> TakeAsync(string name, string key, HttpRequest request, CancellationToken cancel)
    {
        if (Find(name, key) is not { } found) return Say(StatusCodes.Status404NotFound, "There is no such hook, or the key is wrong.");
        var (source, settings) = found;
        if (await BodyAsync(request, cancel) is not { } body) return Say(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {options.Value.MaxKilobytes} KB.");
        if (!IsSigned(settings, request, body)) return Say(StatusCodes.Status401Unauthorized, "X-Signature is missing or wrong; it is \"sha256=\" and the hex HMAC-SHA256 of the body.");
        using var lease = rates.AttemptAcquire(source);
        if (!lease.IsAcquired)
        {
            request.HttpContext.Response.Headers.RetryAfter = "60";
            return Say(StatusCodes.Status429TooManyRequests, $"More than {settings.PerMinute} posts in a minute; wait one.");
        }
        if (HookBody.Read(body, request.ContentType, out var wrong) is not { } fields) return Say(StatusCodes.Status400BadRequest, wrong);
        if (settings.Honeypot is { Length: > 0 } trap && fields.GetValueOrDefault(trap.ToLowerInvariant(), "").Length > 0)
        {
            LogRobot(source);
            return Thank(settings, request);
        }
        var id = request.Headers["Idempotency-Key"].ToString() is { Length: > 0 and <= 100 } header ? header : fields.GetValueOrDefault("id") is { Length: > 0 and <= 100 } field ? field : null;
        var answer = await byName[name].TakeAsync(new HookPost(source, fields, Convert.ToHexStringLower(SHA256.HashData(body)), id), cancel);
        return answer.Errors.Count > 0 ? Results.Json(new { ok = false, errors = answer.Errors }, statusCode: StatusCodes.Status422UnprocessableEntity) : Thank(settings, request);
    }

    private (string Name, HookSource Settings)? Find(string name, string key)
    {
        (string, HookSource)? found = null;
        // All are compared, so that the time taken says nothing of how near a guess was.
        foreach (var (source, settings) in options.Value.Sources)
            if (settings.Hook == name & CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(settings.Key)), SHA256.HashData(Encoding.UTF8.GetBytes(key)))) found = (source, settings);
        return found;
    }

    private async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken cancel)
    {
        var most = options.Value.MaxKilobytes * 1024;
        if (request.ContentLength > most) return null;
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancel)) > 0;)
        {
            if (body.Length + read > most) return null;
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }

    private static bool IsSigned(HookSource settings, HttpRequest request, byte[] body)
    {
        if (string.IsNullOrEmpty(settings.Secret)) return true;
        var right = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(settings.Secret), body));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(right), Encoding.UTF8.GetBytes(request.Headers["X-Signature"].ToString()));
    }

    private static IResult Thank(HookSource settings, HttpRequest request) =>
        !string.IsNullOrEmpty(settings.Thanks) && request.HasFormContentType ? new SeeOther(settings.Thanks) : Results.Json(new { ok = true });

    private static IResult Say(int status, string error) => Results.Json(new { ok = false, error }, statusCode: status);

    /// <summary>303: the browser gets the page instead of posting again.</summary>
    private sealed class SeeOther(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.Location = address;
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            return Task.CompletedTask;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A robot filled the hidden field of hook source {Source}; its post was dropped.")]
    private partial void LogRobot(string source);
}
