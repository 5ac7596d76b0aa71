using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Jarvis.Skills.Domains.SystemHealth.Probes;

/// <summary>PING over one connection for each target, which reconnects by itself.</summary>
internal sealed class RedisCheck(TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ConnectionMultiplexer>>> connections = new(StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections.Values.Where(c => c is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
            await (await connection.Value).DisposeAsync();
    }

    public async Task<ProbeResult> RunAsync(string target, CancellationToken cancel)
    {
        var connection = await connections.GetOrAdd(target, t => new(() => ConnectAsync(t))).Value.WaitAsync(cancel);
        var start = time.GetTimestamp();
        await connection.GetDatabase().PingAsync().WaitAsync(cancel);
        return ProbeResult.Good(time.GetElapsedTime(start));
    }

    private static Task<ConnectionMultiplexer> ConnectAsync(string target)
    {
        var options = ConfigurationOptions.Parse(target);
        // Connects in the background for as long as it takes: a Redis that is down is a failed check, not an exception here.
        options.AbortOnConnectFail = false;
        options.ConnectRetry = 0;
        options.ReconnectRetryPolicy = new LinearRetry(1000);
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ClientName = "jarvis-check";
        return ConnectionMultiplexer.ConnectAsync(options);
    }
}
