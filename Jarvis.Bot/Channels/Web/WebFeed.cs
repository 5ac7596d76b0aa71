using System.Collections.Concurrent;

namespace Jarvis.Bot.Channels.Web;

/// <summary>Tells open pages that a conversation has something new to show. What there is to show is read from the store.</summary>
internal sealed class WebFeed(TimeProvider time)
{
    /// <summary>How long "is typing" stays without being renewed; channels renew it every four seconds or so.</summary>
    public static readonly TimeSpan TypingFor = TimeSpan.FromSeconds(6);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, ITimer End)> typing = new(StringComparer.Ordinal);

    /// <summary>Raised with the conversation's address. Handlers return at once.</summary>
    public event Action<string>? Changed;

    public bool IsTyping(string address) => typing.TryGetValue(address, out var now) && now.Until > time.GetUtcNow();

    public void Notify(string address) => Changed?.Invoke(address);

    /// <summary>A message was shown: nobody is typing it any more.</summary>
    public void Shown(string address)
    {
        if (typing.TryRemove(address, out var ended)) ended.End.Dispose();
        Notify(address);
    }

    public void Typing(string address)
    {
        var end = time.CreateTimer(_ => Notify(address), state: null, TypingFor, Timeout.InfiniteTimeSpan);
        typing.AddOrUpdate(address, _ => (time.GetUtcNow() + TypingFor, end), (_, old) =>
        {
            old.End.Dispose();
            return (time.GetUtcNow() + TypingFor, end);
        });
        Notify(address);
    }
}
