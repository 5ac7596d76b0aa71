using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Counterparts.Discord;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Tests.Channels.Discord;

/// <summary>What somebody notices who talks with Jarvis on Discord. The other side is the stand-in that discord.js has judged.</summary>
public sealed class DiscordTests
{
    private static readonly FunctionCall Restart = new("shop.restart", ("service", "backend"));
    private static readonly FunctionCall Mail = new("shop.mail", ("to", "ann@example.org"), ("text", "hello"));

    [Fact]
    public async Task A_stranger_with_the_code_is_the_owner_and_is_told_by_name()
    {
        await using var rig = await DiscordRig.StartAsync(paired: false);
        await rig.ConnectedAsync();
        var code = await rig.Jarvis.Get<Pairing>().RenewCurrentCodeAsync(TestContext.Current.CancellationToken);
        rig.Ada.Say("hello?");
        await rig.SaysAsync(rig.Ada, "I talk only with people who are paired");
        rig.Ada.Say(code.Code);
        await rig.SaysAsync(rig.Ada, "This account is paired");
        rig.Ada.Say("status");
        await rig.Discord.UntilAsync(() => rig.Ada.Sees.Count(m => m.Author == DiscordServer.Bot) >= 3, "the status");
    }

    [Theory]
    [InlineData("status")]
    [InlineData("/status")]
    public async Task Status_is_answered_once_although_the_event_comes_twice(string words)
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        rig.Ada.Say(words);
        rig.Ada.Redeliver();
        await rig.SaysAsync(rig.Ada, "Nothing waits for you");
        rig.Ada.Say("what time is it?");
        await rig.SaysAsync(rig.Ada, "It is");
        Assert.Single(rig.Ada.Sees, m => m.Content.Contains("Nothing waits for you", StringComparison.Ordinal));
        Assert.All(rig.Ada.Sees.Where(m => m.Author == DiscordServer.Bot), m => Assert.False(m.MayNotify));
    }

    [Fact]
    public async Task A_prompt_is_decided_by_button_and_changes_here_and_elsewhere()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        await AskAsync(rig, Restart);
        await rig.SaysAsync(rig.Ada, "Restart backend");
        var press = rig.Ada.Press("Approve");

        await rig.Discord.UntilAsync(() => (int?)rig.Discord.Rest.AnswerTo(press)?["type"] == 6, "the acknowledgement");
        var decided = await rig.SaysAsync(rig.Ada, "Approved by Ada on discord");
        Assert.Empty(decided.Buttons.Except(["Undo"]));
        Assert.Equal("Restart backend", Assert.Single(rig.Jarvis.Floor.Done).What);
        await rig.Jarvis.Channel.UntilAsync(s => s.Any(p => p.Markdown.Contains("Approved by Ada on discord", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_prompt_is_decided_by_word_and_what_was_decided_elsewhere_is_shown_here()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        var first = await AskAsync(rig, Restart);
        await rig.SaysAsync(rig.Ada, $"#{first}");
        rig.Ada.Say($"ok {first}");
        await rig.SaysAsync(rig.Ada, "Approved by Ada on discord");

        var second = await AskAsync(rig, Mail);
        await rig.SaysAsync(rig.Ada, "Write to");
        await rig.Jarvis.SayAsync($"reject {second} because not today");
        var shown = await rig.SaysAsync(rig.Ada, "Rejected by Ada on test: not today");
        Assert.Empty(shown.Buttons);
    }

    [Fact]
    public async Task Edit_opens_a_form_with_what_stands_there_and_the_prompt_shows_what_was_changed()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        var number = await AskAsync(rig, Mail);
        await rig.SaysAsync(rig.Ada, "Write to");
        var press = rig.Ada.Press("Edit");
        await rig.Discord.UntilAsync(() => (int?)rig.Discord.Rest.AnswerTo(press)?["type"] == 9, "a form");
        Assert.Contains("ann@example.org", rig.Discord.Rest.AnswerTo(press)!.ToJsonString(), StringComparison.Ordinal);

        rig.Ada.Submit(press, ("to", "ben@example.org"));
        await rig.SaysAsync(rig.Ada, "ben@example.org".Replace("@", "\\@", StringComparison.Ordinal));
        Assert.Equal(("ben@example.org", "hello"), ((await rig.Jarvis.ActionAsync(number)).Call.Arguments["to"], (await rig.Jarvis.ActionAsync(number)).Call.Arguments["text"]));
    }

    [Fact]
    public async Task Reject_asks_for_the_reason_and_keeps_it()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        var number = await AskAsync(rig, Mail);
        await rig.SaysAsync(rig.Ada, "Write to");
        var press = rig.Ada.Press("Reject");
        await rig.Discord.UntilAsync(() => rig.Discord.Rest.AnswerTo(press) is not null, "a form");
        var filled = rig.Ada.Submit(press, ("reason", "too pushy"));
        await rig.SaysAsync(rig.Ada, "Rejected by Ada on discord: too pushy");
        Assert.Equal("too pushy", (await rig.Jarvis.ActionAsync(number)).DecisionReason);
        Assert.Equal(6, (int)rig.Discord.Rest.AnswerTo(filled)!["type"]!);
    }

    [Fact]
    public async Task A_slash_command_is_acknowledged_at_once_and_its_answer_takes_that_place()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        Assert.Equal(["status", "pending", "approve", "report", "pause"], rig.Discord.Rest.Commands.Select(c => (string)c!["name"]!));
        var number = await AskAsync(rig, Restart);
        await rig.SaysAsync(rig.Ada, "Restart backend");

        var interaction = rig.Ada.Command("approve", ("number", number));
        await rig.Discord.UntilAsync(() => rig.Ada.Sees.Any(m => m.Interaction == interaction && m.Content.Contains("done", StringComparison.Ordinal)), "the answer in its place");
        Assert.Equal(5, (int)rig.Discord.Rest.AnswerTo(interaction)!["type"]!);
        Assert.Single(rig.Jarvis.Floor.Done);

        foreach (var (command, options, says) in new (string, (string, System.Text.Json.Nodes.JsonNode)[], string)[] { ("pending", [], "Nothing needs you"), ("report", [("kind", "daily")], "Briefing"), ("pause", [], "aused") })
        {
            var asked = rig.Ada.Command(command, options);
            await rig.Discord.UntilAsync(() => rig.Ada.Sees.Any(m => m.Interaction == asked && !m.IsThinking && (m.Content + m.Embeds.ToJsonString()).Contains(says, StringComparison.Ordinal)), $"/{command}");
        }
        Assert.DoesNotContain(rig.Ada.Sees, m => m.IsThinking);
    }

    [Fact]
    public async Task An_answer_that_comes_after_its_quarter_of_an_hour_is_a_message_of_its_own()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        rig.Discord.Rest.AnswersHaveRunOut = true;
        rig.Ada.Command("status");
        await rig.Discord.UntilAsync(() => rig.Ada.Sees.Any(m => m is { Interaction: null, Content.Length: > 0 } && m.Author == DiscordServer.Bot), "an answer");
    }

    [Fact]
    public async Task A_report_is_an_embed_under_its_headline_and_an_alert_has_the_colour_of_its_severity()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        rig.Ada.Say("daily report");
        var report = await rig.SaysAsync(rig.Ada, "Briefing");
        Assert.Single(report.Embeds);

        var alert = new Reply("🔴 **backend is down** (critical, alert 3)\n\nNo answer since 09:02.") { Alert = new AlertNotice(3, "backend is down", "critical", "open") { OpenedAt = rig.Jarvis.Clock.GetUtcNow() }, Buttons = [[new Button("Acknowledge", "a:ack:3")]] };
        await rig.Jarvis.Get<Outbox>().SayAsync("alert", "discord", rig.Ada.Direct, alert, TestContext.Current.CancellationToken);
        var shown = await rig.SaysAsync(rig.Ada, "backend is down");
        Assert.Equal(("No answer since 09:02.", 0xC62828), ((string)shown.Embeds[0]!["description"]!, (int)shown.Embeds[0]!["color"]!));
        Assert.Equal(["Acknowledge"], shown.Buttons);
    }

    [Fact]
    public async Task In_a_server_only_the_allowed_channel_is_heard_and_only_the_role_decides_there()
    {
        await using var rig = await DiscordRig.StartAsync(settings: [("ChannelId", DiscordRig.Channel), ("DeciderRoleId", DiscordRig.Role)]);
        await rig.ConnectedAsync();
        var number = await AskAsync(rig, Restart);
        var plain = new DiscordUser(rig.Discord, rig.Ada.Id, "Ada") { Channel = DiscordRig.Channel };
        var decider = new DiscordUser(rig.Discord, rig.Ada.Id, "Ada") { Channel = DiscordRig.Channel, Roles = [DiscordRig.Role] };
        var elsewhere = new DiscordUser(rig.Discord, rig.Ada.Id, "Ada") { Channel = "700000000000000002", Roles = [DiscordRig.Role] };
        var stranger = new DiscordUser(rig.Discord, "99", "Eve") { Channel = DiscordRig.Channel, Roles = [DiscordRig.Role] };

        stranger.Say($"@Jarvis approve {number}");
        elsewhere.Say($"@Jarvis approve {number}");
        plain.Say($"approve {number}");
        plain.Say($"@Jarvis approve {number}");
        await rig.SaysAsync(plain, "not decide");
        Assert.Empty(rig.Jarvis.Floor.Done);
        Assert.Equal(1, plain.Sees.Count(m => m.Author == DiscordServer.Bot));

        decider.Say($"@Jarvis, approve {number}");
        await rig.SaysAsync(decider, "done");
        Assert.Single(rig.Jarvis.Floor.Done);
        Assert.DoesNotContain(elsewhere.Sees, m => m.Author == DiscordServer.Bot);
    }

    [Fact]
    public async Task A_file_is_kept_and_a_chart_and_a_long_text_come_whole()
    {
        await using var rig = await DiscordRig.StartAsync();
        await rig.ConnectedAsync();
        rig.Ada.Say("", ("prices.csv", "a,b"u8.ToArray()), ("more.csv", "c,d"u8.ToArray()));
        var received = await rig.Discord.UntilAsync(() =>
        {
            using var db = rig.Jarvis.Database();
            return db.Set<InboxMessage>().AsNoTracking().Where(m => m.Channel == "discord" && m.FilePath != null).ToList() is { Count: 2 } both ? both : null;
        }, "two files");
        Assert.Equal("a,b", await File.ReadAllTextAsync(Path.Combine(rig.Jarvis.Folder, received[0].FilePath!), TestContext.Current.CancellationToken));

        var lines = Enumerable.Range(1, 120).Select(i => $"{i}. line with_marks *and* <@4711> @everyone {i}").ToList();
        await rig.Jarvis.Get<Outbox>().SayAsync("long", "discord", rig.Ada.Direct, new Reply(string.Join("\n\n", lines.Select(PromptText.Escape))) { Files = [new("all rows.csv", "text/csv", "x"u8.ToArray())] }, TestContext.Current.CancellationToken);
        await rig.Discord.UntilAsync(() => rig.Ada.Sees.Any(m => m.Files.Any(f => f.Name == "all_rows.csv")), "the file after the text");
        var text = string.Concat(rig.Ada.Sees.Where(m => m.Author == DiscordServer.Bot).Select(m => m.Content));
        Assert.All(lines, l => Assert.Contains(l.Replace("_", "\\_", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("<", "\\<", StringComparison.Ordinal).Replace("@", "\\@", StringComparison.Ordinal), text, StringComparison.Ordinal));
    }

    private static async Task<int> AskAsync(DiscordRig rig, FunctionCall call)
    {
        var number = (await rig.Jarvis.ActAsync(call)).Number;
        await rig.Jarvis.Get<PromptDesk>().AnnounceAsync([number], TestContext.Current.CancellationToken);
        return number;
    }
}
