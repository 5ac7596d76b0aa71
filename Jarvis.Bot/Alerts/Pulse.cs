using System.Collections.Concurrent;

namespace Jarvis.Bot.Alerts;

/// <summary>
/// The heartbeat of loops: each says after a round when its next one is due at the latest. A loop that hangs falls
/// behind its own word; one that never began is not known here, which is why a loop beats once as it starts.
/// </summary>
public sealed class Pulse(TimeProvider time) : IHeartbeat
{
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, DateTimeOffset Due)> beats = new(StringComparer.Ordinal);

    /// <param name="part">For people: "service checks".</param>
    /// <param name="nextWithin">Generous: several rounds, or the next round and its time limit.</param>
    public void Beat(string part, TimeSpan nextWithin)
    {
        var now = time.GetUtcNow();
        beats[part] = (now, now + nextWithin);
    }

    /// <summary>The loop has ended in order, and is not missed.</summary>
    public void End(string part) => beats.TryRemove(part, out _);

    public Task<string?> TroubleAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var late = beats.Where(b => b.Value.Due < now).OrderBy(b => b.Key, StringComparer.Ordinal)
            .Select(b => $"{b.Key}: no sign of life for {(now - b.Value.At).TotalMinutes:0} min").ToList();
        return Task.FromResult(late.Count == 0 ? null : string.Join("; ", late));
    }
}
