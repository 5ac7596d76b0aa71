using Jarvis.Bot.Conversations;

namespace Jarvis.Bot.Channels.Web;

/// <summary>
/// The chat on Jarvis's own page. The stored outbox row is the delivery: open pages show it at once, others when they are opened.
/// Messages come in by <see cref="WebInbound"/>.
/// </summary>
internal sealed class WebChannel(WebFeed feed, ChannelStates states) : IChannel
{
    public const string ChannelName = "web";

    /// <summary>Whoever holds the link or the password is the owner: sender, and address of the one conversation.</summary>
    public const string Owner = "owner";

    public string Name => ChannelName;

    public ChannelTraits Traits { get; } = new() { MaxText = 100_000, MaxCaption = 100_000, TablesAsPictures = false, ChartsAsPictures = false, EditEvery = TimeSpan.FromMilliseconds(500) };

    public async Task RunAsync(CancellationToken cancel)
    {
        states.Set(Name, ChannelHealth.Connected);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
    }

    public Task<string?> SendAsync(OutboundPart part, CancellationToken cancel)
    {
        feed.Shown(part.Address);
        return Task.FromResult<string?>(part.Key);
    }

    public Task EditAsync(string externalId, OutboundPart part, CancellationToken cancel)
    {
        feed.Notify(part.Address);
        return Task.CompletedTask;
    }

    public Task TypingAsync(string address, CancellationToken cancel)
    {
        feed.Typing(address);
        return Task.CompletedTask;
    }

    /// <summary>What is stored is shown, so it arrived.</summary>
    public Task<string?> FindAsync(OutboundPart part, string? baseline, CancellationToken cancel) => Task.FromResult<string?>(part.Key);

    public Task<string?> BaselineAsync(string address, CancellationToken cancel) => Task.FromResult<string?>(null);
}
