using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;

namespace Jarvis.Bot.Channels.Discord.Rest;

/// <summary>
/// Discord's rate limits, kept before they are reached. Each answer names its bucket, what is left in it and when it is full
/// again; several routes may share one. Over all there are 50 requests a second. Our own, because the limiters of
/// System.Threading.RateLimiting neither take a limit that comes with each answer nor a clock of the test's.
/// </summary>
internal sealed class RouteLimits(TimeProvider time)
{
    private const int PerSecond = 50;
    private readonly ConcurrentDictionary<string, Bucket> routes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Bucket> buckets = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private DateTimeOffset second;
    private int inSecond;
    private DateTimeOffset pausedUntil;

    /// <summary>The longest that a request waits here. What must wait longer is refused at once, and comes again later.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Waits until a request may go. Requests of one bucket go one by one: dispose the turn when the answer is noted.</summary>
    /// <exception cref="DiscordRefusedException">It would have to wait longer than <see cref="Patience"/>.</exception>
    public async Task<IDisposable> EnterAsync(string route, CancellationToken cancel)
    {
        var bucket = routes.GetOrAdd(route, _ => new Bucket());
        await bucket.OneByOne.WaitAsync(cancel);
        try
        {
            for (var wait = Ask(bucket); wait > TimeSpan.Zero; wait = Ask(bucket))
            {
                if (wait > Patience) throw new DiscordRefusedException("Discord asks to wait.") { Status = 429, RetryAfter = wait };
                await Task.Delay(wait, time, cancel);
            }
            return new InTurn(bucket.OneByOne);
        }
        catch
        {
            bucket.OneByOne.Release();
            throw;
        }
    }

    /// <summary>Takes in what an answer says about its limits.</summary>
    /// <param name="retryAfter">Set for a 429.</param>
    public void Note(string route, HttpResponseHeaders answer, TimeSpan? retryAfter)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (Read(answer, "X-RateLimit-Bucket") is { } name)
                routes[route] = buckets.GetOrAdd($"{name} {MajorOf(route)}", _ => routes[route]);
            var bucket = routes[route];
            if (int.TryParse(Read(answer, "X-RateLimit-Remaining"), CultureInfo.InvariantCulture, out var left)
                && double.TryParse(Read(answer, "X-RateLimit-Reset-After"), CultureInfo.InvariantCulture, out var after))
                (bucket.Left, bucket.FullAt) = (left, now + TimeSpan.FromSeconds(after));
            if (retryAfter is not { } wait) return;
            if (Read(answer, "X-RateLimit-Global") is not null || Read(answer, "X-RateLimit-Scope") is "global") pausedUntil = now + wait;
            else (bucket.Left, bucket.FullAt) = (0, now + wait);
        }
    }

    /// <summary>
    /// What a limit is kept for: method and path, with the ids that have limits of their own (channel, server, webhook) and without the others.
    /// </summary>
    public static string RouteOf(HttpMethod method, string path)
    {
        var parts = path.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        // Each interaction has an address of its own, which is used once.
        if (parts[0] == "interactions") return "POST /interactions";
        return $"{method} /{string.Join('/', parts.Select((p, i) => i > 1 && p.All(char.IsAsciiDigit) ? "id" : p))}";
    }

    private static string MajorOf(string route) => route.Split('/') is [_, "channels" or "guilds" or "webhooks", var id, ..] ? id : "";

    /// <summary>Zero and one less in the bucket, or how long to wait.</summary>
    private TimeSpan Ask(Bucket bucket)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (pausedUntil > now) return pausedUntil - now;
            if (bucket.Left == 0 && bucket.FullAt > now) return bucket.FullAt - now;
            if (now - second >= TimeSpan.FromSeconds(1)) (second, inSecond) = (now, 0);
            if (inSecond >= PerSecond) return second + TimeSpan.FromSeconds(1) - now;
            inSecond++;
            if (bucket.Left > 0) bucket.Left--;
            return TimeSpan.Zero;
        }
    }

    private static string? Read(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private sealed class Bucket
    {
        public SemaphoreSlim OneByOne { get; } = new(1, 1);

        /// <summary>-1 until Discord has said it.</summary>
        public int Left { get; set; } = -1;

        public DateTimeOffset FullAt { get; set; }
    }

    private sealed class InTurn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
