using System.Collections.Concurrent;

namespace Jarvis.Bot.Channels;

/// <summary>A channel's state as people are told it.</summary>
/// <param name="Note">What is wrong and what to write where; empty when connected.</param>
public sealed record ChannelState(ChannelHealth Health, string Note, DateTimeOffset Since)
{
    public DateTimeOffset? LastIn { get; init; }
    public DateTimeOffset? LastOut { get; init; }
    public string? LastFailure { get; init; }
    public DateTimeOffset? LastFailureAt { get; init; }

    /// <summary>Since the start.</summary>
    public int Failures { get; init; }

    /// <summary>Since when nothing got through; null while it does.</summary>
    public DateTimeOffset? UnreachableSince { get; init; }
}

/// <summary>The state of every channel and alert target, kept by themselves and shown in chat and on the page.</summary>
public sealed class ChannelStates(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ChannelState> states = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, ChannelState> All => states;

    public void Set(string channel, ChannelHealth health, string note = "")
    {
        var now = time.GetUtcNow();
        Change(channel, old => old with
        {
            Health = health,
            Note = note,
            Since = old.Health == health ? old.Since : now,
            // A channel that is down starts again and again.
            UnreachableSince = health switch { ChannelHealth.Down => old.UnreachableSince ?? now, ChannelHealth.Starting => old.UnreachableSince, _ => null },
        });
    }

    public void Received(string channel) => Change(channel, s => s with { LastIn = time.GetUtcNow() });

    public void Delivered(string channel) => Change(channel, s => s with { LastOut = time.GetUtcNow(), UnreachableSince = null });

    public void Failed(string channel, string why)
    {
        var now = time.GetUtcNow();
        Change(channel, s => s with { LastFailure = why, LastFailureAt = now, Failures = s.Failures + 1, UnreachableSince = s.UnreachableSince ?? now });
    }

    private void Change(string channel, Func<ChannelState, ChannelState> change) =>
        states.AddOrUpdate(channel, _ => change(new ChannelState(ChannelHealth.Starting, "", time.GetUtcNow())), (_, old) => change(old));
}
