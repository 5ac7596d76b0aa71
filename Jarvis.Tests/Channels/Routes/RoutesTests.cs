using Jarvis.Bot.Channels;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Tests.Channels.Routes;

/// <summary>Ada, who is paired on "test" and on "other", chooses where briefings and alerts go, and a channel fails.</summary>
public sealed class RoutesTests
{
    private static readonly Reply Briefing = new("# Briefing\n\nAll is well.") { IsReport = true };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_chosen_in_chat_counts_is_told_outlives_a_restart_and_can_be_undone()
    {
        var folder = Directory.CreateTempSubdirectory("jarvis-test-").FullName;
        await using (var jarvis = await TestJarvis.StartAsync(folder: folder))
        {
            Assert.Contains("wherever you are paired", await jarvis.SayAsync("where do briefings go?"), StringComparison.Ordinal);
            Assert.Contains("Briefings go to other from now on", await jarvis.SayAsync("send briefings to other"), StringComparison.Ordinal);
        }
        await using (var jarvis = await TestJarvis.StartAsync(folder: folder))
        {
            Assert.Contains("Briefings: to other", await jarvis.SayAsync("where do briefings go?"), StringComparison.Ordinal);
            await TellAsync(jarvis, "one", Briefing);
            await jarvis.Other.UntilAsync(s => s.Any(p => p.Markdown.Contains("All is well", StringComparison.Ordinal)));
            await SettledAsync(jarvis);
            Assert.DoesNotContain(jarvis.Channel.Shown, p => p.Markdown.Contains("All is well", StringComparison.Ordinal));
            await jarvis.SayAsync("undo");
            Assert.Contains("wherever you are paired", await jarvis.SayAsync("where do briefings go?"), StringComparison.Ordinal);
        }
        await TestFolder.RemoveAsync(folder);
    }

    [Fact]
    public async Task Each_severity_has_its_own_channels_and_one_that_nobody_is_paired_on_is_refused_with_those_that_are()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        await jarvis.SayAsync("critical alerts to test and other");
        await jarvis.SayAsync("send warning alerts to other");
        Assert.Contains("You are paired on", await jarvis.SayAsync("send info alerts to pigeon"), StringComparison.Ordinal);
        var said = await jarvis.SayAsync("where do alerts go?");
        Assert.Contains("Info alerts: wherever you are paired", said, StringComparison.Ordinal);
        Assert.Contains("Warning alerts: to other", said, StringComparison.Ordinal);
        Assert.Contains("Critical alerts: to test and other", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_chosen_channel_is_down_another_gets_it_once_and_says_since_when_and_no_stale_copy_follows()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        await jarvis.SayAsync("critical alerts to test");
        jarvis.Get<ChannelStates>().Set("test", ChannelHealth.Connected);
        jarvis.Channel.Refuse = _ => new DeliveryException("The network is gone.");
        await TellAsync(jarvis, "alert:1:chat", Alert("critical"));
        await jarvis.PassAsync(TimeSpan.FromSeconds(100), () => false);
        Assert.DoesNotContain(jarvis.Other.Shown, IsAlert);

        await jarvis.PassAsync(TimeSpan.FromMinutes(3), () => jarvis.Other.Shown.Any(IsAlert));
        var shown = Assert.Single(jarvis.Other.Shown, IsAlert);
        Assert.Matches(@"^🔴 backend is down\n\n\*Test could not be reached since \d\d:\d\d, so here it is\.\*$", shown.Markdown);
        Assert.Contains("nothing sent since", await ChannelsAsync(jarvis), StringComparison.Ordinal);

        jarvis.Channel.Refuse = null;
        await jarvis.PassAsync(TimeSpan.FromMinutes(10), () => false);
        await SettledAsync(jarvis);
        Assert.DoesNotContain(jarvis.Channel.Shown, IsAlert);
        Assert.Single(jarvis.Other.Shown, IsAlert);
        await using var db = jarvis.Database();
        var stale = await db.Set<OutboxMessage>().SingleAsync(m => m.Channel == "test" && m.Key.StartsWith("alert:1:"), Stop);
        Assert.Equal((OutboxState.Elsewhere, null), (stale.State, stale.SentAt));
        Assert.Contains("it went to other", stale.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_it_on_the_other_chosen_channel_gets_no_second_copy()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        await jarvis.SayAsync("briefings to test and other");
        jarvis.Channel.Refuse = _ => new DeliveryException("The network is gone.");
        await TellAsync(jarvis, "one", Briefing);
        await jarvis.PassAsync(TimeSpan.FromMinutes(5), async () => await StateAsync(jarvis) == OutboxState.Elsewhere);
        Assert.Equal(OutboxState.Elsewhere, await StateAsync(jarvis));
        Assert.Equal(Briefing.Markdown, Assert.Single(jarvis.Other.Shown, p => p.IsReport).Markdown);
    }

    [Fact]
    public async Task What_the_platform_will_never_take_goes_another_way_at_once()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        await jarvis.SayAsync("briefings to test");
        jarvis.Channel.Refuse = _ => new DeliveryException("The bot was blocked.") { Permanent = true };
        await TellAsync(jarvis, "one", Briefing);
        await jarvis.Other.UntilAsync(s => s.Any(p => p.Markdown.StartsWith("*Test does not take it (The bot was blocked), so here it is.*", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task While_nothing_else_works_it_waits_for_the_chosen_channel()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        await jarvis.SayAsync("briefings to test");
        jarvis.Channel.Refuse = _ => new DeliveryException("The network is gone.");
        jarvis.Get<ChannelStates>().Set("other", ChannelHealth.Down, "Nobody answers.");
        await TellAsync(jarvis, "one", Briefing);
        await jarvis.PassAsync(TimeSpan.FromMinutes(5), () => false);
        Assert.True(await StateAsync(jarvis) is OutboxState.Queued or OutboxState.Sending);
        Assert.Contains("down since", await ChannelsAsync(jarvis), StringComparison.Ordinal);
        jarvis.Channel.Refuse = null;
        await jarvis.PassAsync(TimeSpan.FromMinutes(10), () => jarvis.Channel.Shown.Any(p => p.IsReport));
        await SettledAsync(jarvis);
        Assert.Single(jarvis.Channel.Shown, p => p.IsReport);
        Assert.DoesNotContain(jarvis.Other.Shown, p => p.IsReport);
    }

    private static Reply Alert(string severity) => new("🔴 backend is down") { Alert = new AlertNotice(1, "backend is down", severity, "open") };

    private static bool IsAlert(OutboundPart part) => part.Alert is not null;

    private static Task<int> TellAsync(TestJarvis jarvis, string key, Reply reply) => jarvis.Get<Outbox>().TellAsync(key, Audience.Owners, reply, Stop);

    private static async Task<OutboxState> StateAsync(TestJarvis jarvis)
    {
        await using var db = jarvis.Database();
        return (await db.Set<OutboxMessage>().SingleAsync(m => m.Channel == "test" && m.Key.StartsWith("one@"), Stop)).State;
    }

    /// <summary>What "/channels" shows.</summary>
    private static async Task<string> ChannelsAsync(TestJarvis jarvis)
    {
        var table = ((Jarvis.Skills.Answers.Answer)await jarvis.CallAsync(new("jarvis.channels"))).Table!;
        return string.Join('\n', table.Rows.Select(r => string.Join(" | ", r)));
    }

    private static Task SettledAsync(TestJarvis jarvis) => jarvis.UntilAsync(async () =>
    {
        await using var db = jarvis.Database();
        return !await db.Set<OutboxMessage>().AnyAsync(m => m.State == OutboxState.Queued || m.State == OutboxState.Sending, Stop);
    }, () => Task.FromResult("The outbox is not empty."));
}
