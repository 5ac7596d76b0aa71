using Jarvis.Bot.Channels;
using Jarvis.Bot.Conversations;
using Jarvis.Tests.Rig;

namespace Jarvis.Tests.Conversations;

/// <summary>A send was cut off, and what it had handed over may still be on its way.</summary>
public sealed class LateArrivalTests
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_message_that_arrives_after_it_was_looked_for_is_not_sent_again()
    {
        var (jarvis, part) = await CutOffAsync();
        await using var _ = jarvis;
        // Looked for after two seconds, in vain.
        await jarvis.PassAsync(Within / 2, () => false);
        Assert.Empty(jarvis.Channel.Shown);
        jarvis.Channel.Arrive(part);
        await jarvis.Get<Outbox>().SayAsync("next", "test", "ada", new Reply("next"), TestContext.Current.CancellationToken);
        await jarvis.PassAsync(Within * 2, () => jarvis.Channel.Shown.Count > 1);
        Assert.Equal(["hello", "next"], jarvis.Channel.Shown.Select(p => p.Markdown));
    }

    [Fact]
    public async Task A_message_that_did_not_arrive_in_time_is_sent_again()
    {
        var (jarvis, _) = await CutOffAsync();
        await using var __ = jarvis;
        await jarvis.PassAsync(Within * 2, () => jarvis.Channel.Shown.Count > 0);
        Assert.Equal("hello", Assert.Single(jarvis.Channel.Shown).Markdown);
    }

    [Fact]
    public async Task A_process_that_starts_long_after_the_crash_does_not_wait()
    {
        var (first, _) = await CutOffAsync(folder: Directory.CreateTempSubdirectory("jarvis-test-").FullName);
        await first.DisposeAsync();
        first.Clock.Advance(Within);
        first.Channel.Refuse = null;
        await using var next = await TestJarvis.StartAsync(folder: first.Folder, clock: first.Clock, channel: first.Channel);
        Assert.Equal("hello", Assert.Single(await next.Channel.UntilAsync(shown => shown.Count > 0)).Markdown);
    }

    private static async Task<(TestJarvis Jarvis, OutboundPart Part)> CutOffAsync(string? folder = null)
    {
        var jarvis = await TestJarvis.StartAsync(folder: folder, channel: new RecordingChannel("test") { Traits = new ChannelTraits { MaxText = 4096, ArrivesWithin = Within } });
        var handed = new TaskCompletionSource<OutboundPart>();
        jarvis.Channel.Refuse = part =>
        {
            handed.TrySetResult(part);
            jarvis.Channel.Refuse = null;
            return new HttpRequestException("connection reset");
        };
        await jarvis.Get<Outbox>().SayAsync("hello", "test", "ada", new Reply("hello"), TestContext.Current.CancellationToken);
        return (jarvis, await handed.Task);
    }
}
