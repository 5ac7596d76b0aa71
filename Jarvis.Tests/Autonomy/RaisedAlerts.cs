using System.Collections.Concurrent;
using Jarvis.Skills.Business;

namespace Jarvis.Tests.Autonomy;

/// <summary>The alerts that are open, as they were raised.</summary>
internal sealed class RaisedAlerts : IAlerts
{
    public ConcurrentDictionary<string, AlertSignal> Open { get; } = new(StringComparer.Ordinal);

    public Task RaiseAsync(AlertSignal signal, CancellationToken cancel)
    {
        Open[signal.Key] = signal;
        return Task.CompletedTask;
    }

    public Task ResolveAsync(string key, string how, CancellationToken cancel)
    {
        Open.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    public Task SilenceAsync(string keyPrefix, DateTimeOffset? until, CancellationToken cancel) => Task.CompletedTask;
}
