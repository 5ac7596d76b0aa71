using System.Text;
using System.Text.Json.Nodes;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Channels.Teams;
using Jarvis.Bot.Conversations;
using Jarvis.Skills.Answers;
using Jarvis.Tests.Channels.Contract;
using Jarvis.Tests.Channels.Rendering;
using Jarvis.Tests.Counterparts;

namespace Jarvis.Tests.Channels.Teams;

/// <summary>What goes out: well formed, says Microsoft's own code; valid, says the published schema; and small enough for Teams.</summary>
public sealed class TeamsOutTests(TeamsJudge judge, ConnectorSpec spec) : IClassFixture<TeamsJudge>, IClassFixture<ConnectorSpec>
{
    /// <summary>Teams' limit for a message with everything in it.</summary>
    private const int MostBytes = 28 * 1024;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Questions_alerts_reports_and_files_are_well_formed_valid_and_small_enough()
    {
        var platform = new TeamsPlatform();
        await using var stage = await ContractStage.StartAsync(platform);
        foreach (var reply in Everything()) await stage.SayAsync(reply);
        await stage.ProposeAsync(new("shop.pay", ("to", "the landlord"), ("amount", "250")));
        foreach (var attack in ChannelContract.Attacks) await stage.ProposeAsync(new("shop.note", ("text", attack)), untrusted: true);
        await stage.SettledAsync();
        await platform.PressAsync("Approve");
        await stage.SettledAsync();

        var sent = platform.Service.Sent.ToList();
        Assert.InRange(sent.Count, 30, 100);
        foreach (var activity in sent)
        {
            Assert.Empty(await judge.ActivityAsync(activity));
            Assert.InRange(Encoding.UTF8.GetByteCount(activity.ToJsonString(Activity.Json)), 1, MostBytes);
            if (new TeamsMessageSeen("", "", activity, 0).Card is { } card) Assert.Empty(await judge.CardAsync(card));
            Assert.Null(await spec.ViolationAsync(activity));
        }
    }

    [Fact]
    public async Task The_judges_refuse_what_is_wrong()
    {
        Assert.NotEmpty(await judge.CardAsync(new JsonObject { ["type"] = "AdaptiveCard", ["version"] = "1.5", ["body"] = new JsonArray(new JsonObject { ["type"] = "TextBlock" }) }));
        Assert.NotEmpty(await judge.CardAsync(new JsonObject { ["type"] = "AdaptiveCard", ["version"] = "1.5", ["body"] = new JsonArray(new JsonObject { ["type"] = "Blink", ["text"] = "x" }) }));
        Assert.NotEmpty(await judge.ActivityAsync(new JsonObject { ["type"] = "message", ["attachments"] = "none" }));
        Assert.NotNull(await spec.ViolationAsync(new JsonObject { ["type"] = "message", ["attachments"] = "none" }));
    }

    [Fact]
    public async Task Any_text_makes_a_valid_card_that_shows_its_letters()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var markdown = MarkdownCutter.Cut(Hostile.Text(seed), 6000)[0];
            var card = TeamsCard.Of(new OutboundPart { Address = "a", Markdown = markdown });
            Assert.Empty(await judge.CardAsync(card));
            var shown = string.Concat(card["body"]!.AsArray().SelectMany(b => b!["inlines"]!.AsArray()).Select(r => (string?)r!["text"]));
            Assert.Equal(MarkdownCutter.Letters(PlainText.Visible(markdown)).Replace("│", "", StringComparison.Ordinal), MarkdownCutter.Letters(shown).Replace("│", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_refused_token_is_got_anew_once_and_a_refusal_for_good_is_not_repeated()
    {
        var platform = new TeamsPlatform();
        await using var stage = await ContractStage.StartAsync(platform);
        await stage.SayAsync(new Reply("One."));
        await stage.SettledAsync();
        var signIns = platform.Service.SignIns.Count;
        platform.Service.Fail(401);
        await stage.SayAsync(new Reply("Two."));
        await stage.SettledAsync();
        Assert.Equal(signIns + 1, platform.Service.SignIns.Count);
        platform.Service.Fail(403);
        await stage.SayAsync(new Reply("Three."));
        await stage.SayAsync(new Reply("Four."));
        await stage.SettledAsync();
        Assert.Equal(["One.", "Two.", "Four."], (await platform.ShownAsync()).Select(m => m.Text));
    }

    [Fact]
    public async Task In_a_channel_a_file_is_named_since_a_bot_cannot_put_it_there()
    {
        var platform = new TeamsPlatform();
        await using var stage = await ContractStage.StartAsync(platform);
        var mention = platform.Make("message");
        (mention["text"], mention["conversation"]) = ("<at>Jarvis</at> help", new JsonObject { ["id"] = "19:x@thread.tacv2", ["conversationType"] = "channel" });
        mention["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<at>Jarvis</at>", ["mentioned"] = new JsonObject { ["id"] = TeamsService.Bot } });
        await platform.BringAsync(mention);
        await stage.Jarvis.Get<Outbox>().SayAsync("file", "teams", "19:x@thread.tacv2", new Reply("Here.") { Files = [new AnswerFile("a_b.csv", "text/csv", [1])] }, Stop);
        await stage.SettledAsync();
        Assert.Single(platform.Service.Messages("19:x@thread.tacv2"), m => ((string?)m.Activity["text"])?.Contains("a_b.csv: Teams takes files from me only in our personal chat.", StringComparison.Ordinal) == true);
    }

    private static IEnumerable<Reply> Everything()
    {
        var at = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
        var random = new Random(7);
        yield return new Reply("Good **morning**, see [the page](https://jarvis.example/a?b=1&c=2).\n\n- one\n- two\n\n> quoted\n\n```sql\nselect 1 < 2\n```");
        yield return new Reply(string.Join("\n\n", Enumerable.Range(0, 60).Select(i => $"Пункт {i}: **жирный** текст, 漢字, и ещё немного слов, чтобы строка была длинной.")));
        yield return new Reply("Which of these do you mean?") { Buttons = [[new Button("Status", "s:status")], [new Button("Report", "s:report")]] };
        yield return new Reply("## Daily report\n\n**Sales** 1,200 EUR\n\n| Service | p95 |\n|---|---|\n| web | 120 ms |") { Table = new Table(["Service", "p95"], [["website", "120 ms"], ["checkout", "512 ms"]]) { Title = "Services" } };
        yield return new Reply("Wide.") { Table = new Table([.. Enumerable.Range(0, 14).Select(i => $"Column {i}")], [.. Enumerable.Range(0, 60).Select(r => (IReadOnlyList<string>)[.. Enumerable.Range(0, 14).Select(c => $"{{{{cell}}}} {r}/{c} {new string('x', 100)}")])]) };
        yield return new Reply("Busy.") { Chart = new Chart("p95 of all services", ChartKind.Line, [.. Enumerable.Range(0, 8).Select(s => new ChartSeries($"service {s}", [.. Enumerable.Range(0, 300).Select(i => new ChartPoint(random.NextDouble() * 500) { At = at.AddMinutes(i) })]))]) { Unit = "ms" } };
        yield return new Reply("Bars.") { Chart = new Chart("Revenue", ChartKind.Bar, [new("EUR", [.. Enumerable.Range(0, 12).Select(i => new ChartPoint(i * 100) { Label = $"month {i}" })])]) };
        foreach (var severity in new[] { "info", "warning", "critical" })
            yield return new Reply($"🔴 **backend is down** ({severity}, alert 7)\n\nNo answer for 30 seconds.") { Alert = new AlertNotice(7, "backend is down", severity, "open"), Buttons = [[new Button("Acknowledge", "a:ack:7")]] };
        yield return new Reply("✅ **backend is back** after 4 minutes") { Alert = new AlertNotice(7, "backend is back", "critical", "resolved") };
        yield return new Reply("The rows.") { Files = [new AnswerFile("rows.csv", "text/csv", "a,b"u8.ToArray()), new AnswerFile("bad.png", "image/png", [1, 2, 3])] };
    }
}
