using System.Text.Json.Nodes;
using Jarvis.Bot.Conversations;
using Jarvis.Tests.Channels.Contract;
using Jarvis.Tests.Counterparts;

namespace Jarvis.Tests.Channels.Teams;

/// <summary>What comes in beyond what every channel knows: installations, channels with their mentions, edits, pasted pictures.</summary>
public sealed class TeamsInTests
{
    private const string Channel = "19:general@thread.tacv2", Thread = Channel + ";messageid=1795000000001";

    [Fact]
    public async Task Whoever_installs_Jarvis_is_greeted_once_though_Teams_tells_it_twice()
    {
        var platform = new TeamsPlatform();
        await using var stage = await ContractStage.StartAsync(platform);
        await platform.BringAsync(Installed(platform, "add"));
        var joined = platform.Make("conversationUpdate");
        joined["membersAdded"] = new JsonArray(new JsonObject { ["id"] = TeamsService.Bot }, new JsonObject { ["id"] = TeamsPlatform.Ada });
        await platform.BringAsync(joined);
        await stage.SettledAsync();
        Assert.Single(await platform.ShownAsync());
    }

    [Fact]
    public async Task A_stranger_who_installs_it_is_told_what_a_pairing_code_is_and_is_known_after_sending_it()
    {
        var platform = new TeamsPlatform();
        await using var stage = await ContractStage.StartAsync(platform);
        await platform.BringAsync(AsBen(Installed(platform, "add")));
        var code = await stage.Jarvis.Get<Jarvis.Bot.People.Pairing>().RenewCurrentCodeAsync(TestContext.Current.CancellationToken);
        var sent = AsBen(platform.Make("message"));
        sent["text"] = code.Code;
        await platform.BringAsync(sent);
        await stage.SettledAsync();
        var shown = platform.Service.Messages("a:ben");
        Assert.Contains("pairing code", (string?)shown[0].Activity["text"], StringComparison.Ordinal);
        Assert.Contains("paired", (string?)shown[1].Activity["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_channel_only_what_mentions_Jarvis_counts_and_the_answer_stands_in_the_same_thread()
    {
        var platform = new TeamsPlatform();
        await using var stage = await ContractStage.StartAsync(platform);
        await platform.BringAsync(InChannel(platform, "just talking"));
        var asked = InChannel(platform, "<at>Jarvis</at> what needs me?\u00A0");
        asked["entities"] = new JsonArray(
            new JsonObject { ["type"] = "clientInfo", ["locale"] = "en-US" },
            new JsonObject { ["type"] = "mention", ["text"] = "<at>Jarvis</at>", ["mentioned"] = new JsonObject { ["id"] = TeamsService.Bot, ["name"] = "Jarvis" } });
        await platform.BringAsync(asked);
        await stage.SettledAsync();
        await using var db = stage.Jarvis.Database();
        Assert.Equal(("what needs me?", Thread), (Assert.Single(db.Set<InboxMessage>().ToList()).Text, db.Set<InboxMessage>().First().Address));
        Assert.Single(platform.Service.Messages(Thread));
    }

    [Fact]
    public async Task An_edited_message_is_not_done_but_asked_about()
    {
        var platform = new TeamsPlatform();
        await using var stage = await ContractStage.StartAsync(platform);
        var number = await stage.ProposeAsync(new("shop.pay", ("to", "the landlord"), ("amount", "250")));
        var first = platform.Make("message");
        first["text"] = "what needs me?";
        await platform.BringAsync(first);
        var edit = (JsonObject)first.DeepClone();
        (edit["type"], edit["text"], edit["channelData"]!["eventType"]) = ("messageUpdate", $"approve {number}", "editMessage");
        await platform.BringAsync(edit);
        await platform.BringAsync((JsonObject)edit.DeepClone());
        await stage.SettledAsync();
        Assert.Empty(stage.Jarvis.Floor.Done);
        Assert.Single(await platform.ShownAsync(), m => m.Text.StartsWith("You changed what you had written. I went by \"what needs me?\"", StringComparison.Ordinal));
        await platform.PressAsync("Take the new words");
        await stage.SettledAsync();
        Assert.Single(stage.Jarvis.Floor.Done);
    }

    [Fact]
    public async Task A_reason_that_was_written_on_the_card_goes_with_the_rejection()
    {
        var platform = new TeamsPlatform();
        await using var stage = await ContractStage.StartAsync(platform);
        var number = await stage.ProposeAsync(new("shop.pay", ("to", "the landlord"), ("amount", "250")));
        await stage.ShowsAsync(m => m.Buttons.Count > 0);
        var press = platform.Make("invoke");
        (press["name"], press["replyToId"]) = ("adaptiveCard/action", platform.Service.Messages(TeamsPlatform.Chat)[^1].Id);
        press["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "press", ["data"] = new JsonObject { ["press"] = $"d:reject:{number}", ["reason"] = "too\nexpensive" } } };
        var answer = JsonNode.Parse(await platform.BringAsync(press))!;
        Assert.Contains("Rejected by Ada on teams: too expensive.", answer["value"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pasted_picture_is_fetched_from_the_service_and_one_that_lies_elsewhere_is_not()
    {
        var platform = new TeamsPlatform();
        await using var stage = await ContractStage.StartAsync(platform);
        platform.Service.Put("pasted", [1, 2, 3]);
        var message = platform.Make("message");
        message["text"] = "what is this?";
        message["attachments"] = new JsonArray(
            new JsonObject { ["contentType"] = "image/png", ["contentUrl"] = $"{platform.Service.Url}/drive/pasted" },
            new JsonObject { ["contentType"] = "image/png", ["contentUrl"] = "https://evil.example/steal-the-token.png" },
            new JsonObject { ["contentType"] = "text/html", ["content"] = "<p>what is this?</p>" });
        await platform.BringAsync(message);
        await stage.SettledAsync();
        await using var db = stage.Jarvis.Database();
        var stored = db.Set<InboxMessage>().OrderBy(m => m.Id).ToList();
        Assert.Equal(["what is this?", "[The file \"picture.png\" was not received: it lies at evil.example, which is not allowed.]"], stored.Select(m => m.Text));
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(stage.Jarvis.Get<FileShelf>().PathOf(new StoredFile(stored[0].FilePath!, "", "")), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Briefings_and_alerts_reach_a_person_after_a_restart_without_a_word_from_them()
    {
        var platform = new TeamsPlatform();
        await using var stage = await ContractStage.StartAsync(platform);
        await platform.BringAsync(AsBen(Installed(platform, "add")));
        await stage.Jarvis.AddPersonAsync("Ben", Jarvis.Bot.People.Role.Owner, "a:ben", "teams");
        await stage.SettledAsync();
        await stage.RestartAsync();
        await stage.Jarvis.Get<Outbox>().SayAsync("briefing", "teams", "a:ben", new Reply("Good morning."), TestContext.Current.CancellationToken);
        await stage.SettledAsync();
        Assert.Equal("Good morning.", (string?)platform.Service.Messages("a:ben")[^1].Activity["text"]);
    }

    [Fact]
    public async Task Where_Jarvis_was_removed_a_message_is_given_up_and_says_why()
    {
        var platform = new TeamsPlatform();
        await using var stage = await ContractStage.StartAsync(platform);
        await platform.BringAsync(Installed(platform, "remove"));
        await stage.SayAsync(new Reply("Good morning."));
        await stage.SettledAsync();
        await using var db = stage.Jarvis.Database();
        var given = Assert.Single(db.Set<OutboxMessage>().ToList());
        Assert.Equal(OutboxState.Failed, given.State);
        Assert.Contains("removed", given.Error, StringComparison.Ordinal);
    }

    private static JsonObject Installed(TeamsPlatform platform, string action)
    {
        var update = platform.Make("installationUpdate");
        update["action"] = action;
        return update;
    }

    private static JsonObject AsBen(JsonObject activity)
    {
        activity["from"] = new JsonObject { ["id"] = "29:ben", ["name"] = "Ben" };
        activity["conversation"] = new JsonObject { ["id"] = "a:ben", ["conversationType"] = "personal" };
        return activity;
    }

    private static JsonObject InChannel(TeamsPlatform platform, string text)
    {
        var message = platform.Make("message");
        message["text"] = text;
        message["conversation"] = new JsonObject { ["id"] = Thread, ["conversationType"] = "channel", ["isGroup"] = true };
        return message;
    }
}
