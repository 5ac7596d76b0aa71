using Jarvis.Bot.Conversations;

namespace Jarvis.Tests.Channels.Contract;

/// <summary>What a person may rely on when the network, or the platform, does not play along.</summary>
public abstract class RemoteChannelContract : ChannelContract
{
    [Fact]
    public async Task A_rate_limit_is_waited_out_and_the_message_comes_once()
    {
        var platform = Remote();
        await using var stage = await ContractStage.StartAsync(platform);
        await platform.LimitAsync(TimeSpan.FromSeconds(20));
        await stage.SayAsync(new Reply("The report."));
        await stage.Jarvis.PassAsync(TimeSpan.FromSeconds(16), () => false);
        Assert.Empty(await platform.ShownAsync());
        await stage.Jarvis.PassAsync(TimeSpan.FromMinutes(2), async () => (await platform.ShownAsync()).Count > 0);
        await stage.SettledAsync();
        Assert.Equal("The report.", Assert.Single(await platform.ShownAsync()).Text.Trim());
    }

    [Fact]
    public async Task After_ten_minutes_without_connection_everything_comes_once_and_in_order()
    {
        var platform = Remote();
        await using var stage = await ContractStage.StartAsync(platform);
        await stage.SayAsync(new Reply("Before."));
        await stage.SettledAsync();
        await platform.BreakAsync();
        var missed = Enumerable.Range(1, 5).Select(i => $"Message {i}.").ToList();
        foreach (var text in missed) await stage.SayAsync(new Reply(text));
        await stage.Jarvis.PassAsync(TimeSpan.FromMinutes(10), () => false);
        await platform.HealAsync();
        await stage.Jarvis.PassAsync(TimeSpan.FromMinutes(12), async () => (await platform.ShownAsync()).Count > missed.Count);
        await stage.SettledAsync();
        Assert.Equal(["Before.", .. missed], (await platform.ShownAsync()).Select(m => m.Text.Trim()));
        await platform.WriteAsync("what needs me?");
        await stage.Jarvis.PassAsync(TimeSpan.FromMinutes(12), async () => (await platform.ShownAsync()).Count > missed.Count + 1);
        Assert.Equal(missed.Count + 2, (await platform.ShownAsync()).Count);
    }

    protected abstract RemotePlatform Remote();

    protected sealed override ContractPlatform Platform() => Remote();
}
