using Jarvis.Bot.Channels.Discord;
using Jarvis.Bot.Conversations;
using Jarvis.Tests.Counterparts.Discord;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Tests.Channels.Discord;

/// <summary>What Jarvis says arrives once, whatever the network does to the answer, and within Discord's limits.</summary>
public sealed class DiscordOnceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_whose_answer_got_lost_is_found_and_not_sent_again()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        rig.Ada.Say("what time is it?");
        await rig.SaysAsync(rig.Ada, "It is");
        rig.Discord.LoseAnswer("POST .*/messages");
        await rig.Jarvis.Get<Outbox>().SayAsync("once", "discord", rig.Ada.Direct, new Reply("**once** and for_all"), Stop);
        await SentAsync(rig, "once:0");
        Assert.Single(rig.Ada.Sees, m => m.Content.Contains("once", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_crash_between_sending_and_writing_it_down_the_next_process_finds_it()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        rig.Ada.Say("what time is it?");
        await rig.SaysAsync(rig.Ada, "It is");
        var part = new OutboundPart { Address = rig.Ada.Direct, Markdown = "a *crash* of `it`", Key = "crash:0" };
        var channel = rig.Jarvis.Get<DiscordChannel>();
        var baseline = await channel.BaselineAsync(rig.Ada.Direct, Stop);
        var id = await channel.SendAsync(part, Stop);
        Assert.Equal(id, await channel.FindAsync(part, baseline, Stop));
        Assert.Null(await channel.FindAsync(part with { Markdown = "another" }, baseline, Stop));
    }

    [Fact]
    public async Task A_retry_within_minutes_is_no_second_message()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        var part = new OutboundPart { Address = rig.Ada.Direct, Markdown = "hello", Key = "again:0" };
        var channel = rig.Jarvis.Get<DiscordChannel>();
        Assert.Equal(await channel.SendAsync(part, Stop), await channel.SendAsync(part, Stop));
    }

    [Fact]
    public async Task A_restart_between_receipt_and_reply_of_a_command_answers_it_in_its_place()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        // The answer is not taken, so that it is still to be sent when the next process begins.
        rig.Discord.Fail("PATCH .*@original", 503, times: 1000);
        var command = rig.Ada.Command("status");
        await rig.Discord.UntilAsync(() => rig.Discord.Requests.Any(r => r.StartsWith("PATCH /webhooks", StringComparison.Ordinal)), "a try");
        await rig.RestartAsync(() =>
        {
            rig.Discord.Mend();
            return Task.CompletedTask;
        });
        await rig.Jarvis.PassAsync(TimeSpan.FromMinutes(2), () => rig.Ada.Sees.Any(m => m.Interaction == command && !m.IsThinking));
        Assert.Single(rig.Ada.Sees, m => m.Author == DiscordServer.Bot);
        Assert.NotEmpty(rig.Ada.Sees[0].Content);
    }

    [Fact]
    public async Task Limits_are_kept_before_they_are_reached()
    {
        await using var rig = await DiscordRig.StartAsync(prepare: d => d.MessageLimit = (3, TimeSpan.FromSeconds(5)));
        await rig.ConnectedAsync();
        for (var i = 0; i < 10; i++) await rig.Jarvis.Get<Outbox>().SayAsync($"many:{i}", "discord", rig.Ada.Direct, new Reply($"message {i}"), Stop);
        await rig.Jarvis.PassAsync(TimeSpan.FromMinutes(2), () => rig.Ada.Sees.Count == 10);
        await SentAsync(rig, "many:9:0");
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"message {i}"), rig.Ada.Sees.Select(m => m.Content));
        Assert.Equal(10, rig.Discord.Requests.Count(r => r == $"POST /channels/{rig.Ada.Direct}/messages"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(300)]
    public async Task A_429_is_waited_out_as_long_as_it_says(int seconds)
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        rig.Discord.Fail("POST .*/messages", 429, new { message = "You are being rate limited.", retry_after = (double)seconds, global = true }, 1, ("X-RateLimit-Global", "true"), ("Retry-After", $"{seconds}"));
        var before = rig.Jarvis.Clock.GetUtcNow();
        await rig.Jarvis.Get<Outbox>().SayAsync("wait", "discord", rig.Ada.Direct, new Reply("patience"), Stop);
        await rig.Jarvis.PassAsync(TimeSpan.FromMinutes(10), () => rig.Ada.Sees.Count == 1);
        Assert.Single(rig.Ada.Sees);
        Assert.InRange((rig.Jarvis.Clock.GetUtcNow() - before).TotalSeconds, seconds, seconds + 60);
    }

    [Fact]
    public async Task What_Discord_will_never_take_is_marked_with_its_reason()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        rig.Discord.Fail("POST .*/messages", 403, new { code = 50007, message = "Cannot send messages to this user" });
        await rig.Jarvis.Get<Outbox>().SayAsync("never", "discord", rig.Ada.Direct, new Reply("hello"), Stop);
        var row = await rig.Discord.UntilAsync(() => RowOf(rig, "never:0") is { State: OutboxState.Failed } failed ? failed : null, "the failure");
        Assert.Contains("takes no messages from the bot", row.Error, StringComparison.Ordinal);
    }

    private static OutboxMessage? RowOf(DiscordRig rig, string key)
    {
        using var db = rig.Jarvis.Database();
        return db.Set<OutboxMessage>().AsNoTracking().FirstOrDefault(m => m.Key == key);
    }

    private static async Task SentAsync(DiscordRig rig, string key)
    {
        bool Sent() => RowOf(rig, key) is { State: OutboxState.Sent };
        await rig.Jarvis.PassAsync(TimeSpan.FromMinutes(5), Sent);
        Assert.True(Sent());
    }
}
