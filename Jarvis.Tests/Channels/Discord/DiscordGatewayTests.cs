using Jarvis.Bot.Channels;
using Jarvis.Tests.Counterparts.Discord;

namespace Jarvis.Tests.Channels.Discord;

/// <summary>Connections that break, sessions that end, and Discord away: nothing is lost, nothing doubled, and the owner knows.</summary>
public sealed class DiscordGatewayTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task It_identifies_with_the_least_intents_and_compressed()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        Assert.Equal(1 << 12, (int)rig.Discord.Gateway.Heard.Single(h => h.What == "identify").Said!["intents"]!);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("reconnect")]
    [InlineData("4000")]
    [InlineData("invalid, resumable")]
    [InlineData("rubbish")]
    public async Task A_session_cut_mid_stream_resumes_with_nothing_lost_or_doubled(string how)
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        for (var i = 0; i < 12; i++)
        {
            rig.Ada.Say("what time is it?");
            if (i == 4) Break(rig.Discord, how);
        }
        await PassUntilAsync(rig, () => rig.Ada.Sees.Count(m => m.Author == DiscordServer.Bot) == 12);
        rig.Ada.Say("what time is it?");
        await PassUntilAsync(rig, () => rig.Ada.Sees.Count(m => m.Author == DiscordServer.Bot) == 13);
        Assert.Equal(13, rig.Ada.Sees.Count(m => m.Author == DiscordServer.Bot));
        Assert.Equal(1, rig.Discord.Gateway.Count("identify"));
        Assert.InRange(rig.Discord.Gateway.Count("resume"), 1, 3);
    }

    [Fact]
    public async Task Where_the_session_is_over_what_was_written_meanwhile_is_read()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        rig.Ada.Say("what time is it?");
        await rig.SaysAsync(rig.Ada, "It is");
        rig.Discord.Gateway.Forget();
        rig.Ada.Say("what time is it?");
        rig.Ada.Say("what time is it?");
        rig.Discord.Gateway.Cut();
        await PassUntilAsync(rig, () => rig.Ada.Sees.Count(m => m.Author == DiscordServer.Bot) == 3);
        Assert.Equal(2, rig.Discord.Gateway.Count("identify"));
    }

    [Fact]
    public async Task A_restart_resumes_and_takes_what_came_in_between()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        rig.Ada.Say("what time is it?");
        await rig.SaysAsync(rig.Ada, "It is");
        await rig.RestartAsync(() =>
        {
            rig.Ada.Say("what time is it?");
            return Task.CompletedTask;
        });
        await rig.Discord.UntilAsync(() => rig.Ada.Sees.Count(m => m.Author == DiscordServer.Bot) == 2, "the second answer");
        Assert.Equal((1, 1), (rig.Discord.Gateway.Count("identify"), rig.Discord.Gateway.Count("resume")));
    }

    [Fact]
    public async Task A_connection_on_which_nobody_answers_is_left_and_the_session_resumed()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        rig.Discord.Gateway.AnswersHeartbeats = false;
        await PassUntilAsync(rig, () => rig.Discord.Gateway.Count("resume") == 1);
        rig.Discord.Gateway.AnswersHeartbeats = true;
        Assert.InRange(rig.Discord.Gateway.Count("heartbeat"), 1, 2);
        rig.Ada.Say("what time is it?");
        await rig.SaysAsync(rig.Ada, "It is");
    }

    [Fact]
    public async Task It_beats_as_often_as_it_was_told_and_when_asked_with_the_last_number()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        var began = rig.Jarvis.Clock.GetUtcNow();
        for (var beats = 1; beats <= 4; beats++)
        {
            await PassUntilAsync(rig, () => rig.Discord.Gateway.Count("heartbeat") >= beats);
            // What comes after the acknowledgement is answered: so that was heard too, before more time passes.
            rig.Ada.Say("what time is it?");
            await rig.Discord.UntilAsync(() => rig.Ada.Sees.Count == 2 * beats, "an answer");
        }
        Assert.InRange((rig.Jarvis.Clock.GetUtcNow() - began).TotalSeconds, 3 * 41, 5 * 60);
        rig.Discord.Gateway.Send(1);
        await rig.Discord.UntilAsync(() => rig.Discord.Gateway.Count("heartbeat") == 5, "a beat");
        // READY, and of each of the four rounds what Ada wrote and what Jarvis answered.
        Assert.Equal(9, (int)rig.Discord.Gateway.Heard.Last(h => h.What == "heartbeat").Said!);
        Assert.Equal(0, rig.Discord.Gateway.Count("resume"));
    }

    [Theory]
    [InlineData(4004, "Reset Token")]
    [InlineData(4014, "intents")]
    [InlineData(4012, "newer Jarvis")]
    public async Task A_close_for_good_is_told_to_the_owner_elsewhere_and_not_tried_again(int code, string advice)
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        rig.Discord.Gateway.Close(code);
        await rig.Discord.UntilAsync(() => rig.State.Health == ChannelHealth.Down, "the state");
        await PassUntilAsync(rig, () => rig.Jarvis.Channel.Shown.Any(p => p.Markdown.Contains(advice, StringComparison.Ordinal)));
        Assert.Contains(advice, rig.State.Note, StringComparison.Ordinal);
        Assert.DoesNotContain(DiscordServer.Token[..20], rig.State.Note, StringComparison.Ordinal);
        await rig.Jarvis.PassAsync(TimeSpan.FromMinutes(10), () => false);
        Assert.Equal(0, rig.Discord.Gateway.Count("resume"));
    }

    [Theory]
    [InlineData(4007)]
    [InlineData(4009)]
    public async Task A_session_that_timed_out_begins_anew(int code)
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        rig.Discord.Gateway.Close(code);
        await PassUntilAsync(rig, () => rig.Discord.Gateway.Count("identify") == 2);
    }

    [Fact]
    public async Task An_outage_of_ten_minutes_loses_and_doubles_nothing()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        rig.Discord.Down = true;
        var outbox = rig.Jarvis.Get<Bot.Conversations.Outbox>();
        for (var i = 0; i < 5; i++) await outbox.SayAsync($"out:{i}", "discord", rig.Ada.Direct, new($"message {i}"), TestContext.Current.CancellationToken);
        await rig.Jarvis.PassAsync(TimeSpan.FromMinutes(10), () => false);
        Assert.Equal(ChannelHealth.Down, rig.State.Health);
        rig.Ada.Say("what time is it?");
        rig.Discord.Down = false;
        await PassUntilAsync(rig, () => rig.Ada.Sees.Count(m => m.Author == DiscordServer.Bot) == 6, minutes: 15);
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"message {i}"), rig.Ada.Sees.Where(m => m.Content.StartsWith("message", StringComparison.Ordinal)).Select(m => m.Content));
        Assert.Equal(ChannelHealth.Connected, rig.State.Health);
    }

    [Fact]
    public async Task When_no_more_sessions_may_begin_today_it_says_so_and_waits()
    {
        await using var rig = await DiscordRig.StartAsync(prepare: d => d.Rest.SessionsLeft = 0);
        await rig.Discord.UntilAsync(() => rig.State.Health == ChannelHealth.Down, "the state");
        Assert.Contains("no more new connections for 10 minutes", rig.State.Note, StringComparison.Ordinal);
        Assert.Equal(0, rig.Discord.Gateway.Count("identify"));
    }

    private static void Break(DiscordServer discord, string how)
    {
        switch (how)
        {
            case "cut": discord.Gateway.Cut(); break;
            case "reconnect": discord.Gateway.Send(7); break;
            case "invalid, resumable": discord.Gateway.Send(9, true); break;
            case "rubbish": discord.Gateway.SendRubbish(); break;
            default: discord.Gateway.Close(int.Parse(how)); break;
        }
    }

    private static async Task PassUntilAsync(DiscordRig rig, Func<bool> so, int minutes = 5)
    {
        await rig.Jarvis.PassAsync(minutes * Minute, so);
        await rig.Discord.UntilAsync(so, "what time had to pass for");
    }
}
