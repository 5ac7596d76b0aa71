using System.Collections.Concurrent;

namespace Jarvis.Bot.Channels;

/// <summary>A channel's state as people are told it.</summary>
/// <param name="Note">What is wrong and what to write where; empty when connected.</param>
public sealed record ChannelState(ChannelHealth Health, string Note, DateTimeOffset Since)
{
    public DateTimeOffset? LastIn { get; init; }
    public DateTimeOffset? LastOut { get; init; }
    public string? LastFailure { get; init; }
}

/// <summary>The state of every channel and alert target, kept by themselves and shown in chat and on the page.</summary>
public sealed class ChannelStates(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ChannelState> states = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, ChannelState> All => states;

    public void Set(string channel, ChannelHealth health, string note = "")
    {
        var now = time.GetUtcNow();
        states.AddOrUpdate(channel, _ => new ChannelState(health, note, now),
            (_, old) => old with { Health = health, Note = note, Since = old.Health == health ? old.Since : now });
    }

    public void Received(string channel) => Change(channel, s => s with { LastIn = time.GetUtcNow() });

    public void Delivered(string channel) => Change(channel, s => s with { LastOut = time.GetUtcNow() });

    public void Failed(string channel, string why) => Change(channel, s => s with { LastFailure = why });

    private void Change(string channel, Func<ChannelState, ChannelState> change) =>
        states.AddOrUpdate(channel, _ => change(new ChannelState(ChannelHealth.Starting, "", time.GetUtcNow())), (_, old) => change(old));
}
