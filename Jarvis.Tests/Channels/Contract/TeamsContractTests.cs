using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Jarvis.Bot.Channels.Teams;
using Jarvis.Tests.Counterparts;
using Jarvis.Tests.Rig;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jarvis.Tests.Channels.Contract;

/// <summary>Real calls with signed tokens in both directions; the other side is a stand-in for Microsoft's services.</summary>
public sealed class TeamsContractTests : RemoteChannelContract
{
    protected override RemotePlatform Remote() => new TeamsPlatform();
}

/// <summary>Ada's personal chat with Jarvis on Teams. She accepts every file that is offered.</summary>
internal sealed partial class TeamsPlatform : RemotePlatform
{
    public const string Chat = "a:1pL6i0oY3C0K8oAj8-ada-and-jarvis", Ada = "29:1ada-on-teams";

    private readonly TeamsService service = new();
    private readonly ConcurrentBag<Task> accepting = [];
    private readonly int port = Counterpart.FreePort();
    private TestJarvis jarvis = null!;
    private WebApplication? page;
    private JsonObject? last;
    private int written;

    public TeamsService Service => service;

    public override string Channel => TeamsChannel.ChannelName;

    public override int LongestText => 8000;

    public override Dictionary<string, string?> Settings => service.Settings;

    private string Bot => $"http://127.0.0.1:{port}";

    public override async Task StartedAsync(TestJarvis jarvis)
    {
        this.jarvis = jarvis;
        if (service.Offered is null)
        {
            service.Offered = (id, offer) => accepting.Add(Task.Run(() => AcceptAsync(id, offer)));
            await service.StartAsync();
        }
        page = await StartPageAsync(jarvis.Services, Bot);
        await jarvis.PairAsync(Channel, Ada, Chat);
        // As when the app is installed; Jarvis need not greet her in these tests.
        await jarvis.Get<TeamsConversations>().RememberAsync(System.Text.Json.JsonSerializer.Deserialize<Activity>(Make("conversationUpdate"), Activity.Json)!, TestContext.Current.CancellationToken);
    }

    /// <summary>A web server with nothing on it but what Teams calls.</summary>
    public static async Task<WebApplication> StartPageAsync(IServiceProvider services, string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddSingleton(services.GetRequiredService<TeamsConnection>()).AddSingleton(services.GetRequiredService<TeamsTokenCheck>()).AddSingleton(services.GetRequiredService<TeamsInbound>());
        var app = builder.Build();
        app.MapTeams();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    public override async Task StoppingAsync()
    {
        if (page is not null) await page.DisposeAsync();
        page = null;
    }

    public override Task WriteAsync(string text)
    {
        var message = Make("message");
        message["text"] = text;
        return BringAsync(message);
    }

    public override Task SendFileAsync(string name, byte[] content)
    {
        service.Put(name, content);
        var message = Make("message");
        message["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.teams.file.download.info", ["name"] = name, ["contentUrl"] = $"{service.Url}/personal/{name}",
            ["content"] = new JsonObject { ["downloadUrl"] = $"{service.Url}/drive/{name}", ["uniqueId"] = "1", ["fileType"] = "csv" },
        });
        return BringAsync(message);
    }

    public override async Task PressAsync(string button)
    {
        var message = service.Messages(Chat).Last(m => Actions(m.Card).Any(a => (string?)a["title"] == button));
        var action = Actions(message.Card).First(a => (string?)a["title"] == button);
        var press = Make("invoke");
        press["name"] = "adaptiveCard/action";
        press["replyToId"] = message.Id;
        press["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "press", ["data"] = action["data"]!.DeepClone() }, ["trigger"] = "manual" };
        var answer = JsonNode.Parse(await BringAsync(press))!;
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)answer["type"]);
        service.Show(Chat, message.Id, new JsonObject { ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = answer["value"]!.DeepClone() }) });
    }

    public override async Task RedeliverAsync() => await BringAsync((JsonObject)last!.DeepClone());

    public override Task BreakAsync()
    {
        service.Broken = true;
        return Task.CompletedTask;
    }

    public override Task HealAsync()
    {
        service.Broken = false;
        return Task.CompletedTask;
    }

    public override Task LimitAsync(TimeSpan wait)
    {
        service.Fail(429, wait);
        return Task.CompletedTask;
    }

    public override async Task<IReadOnlyList<ShownMessage>> ShownAsync()
    {
        await Task.WhenAll(accepting);
        return [.. service.Messages(Chat).Select(Read)];
    }

    public override async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>An activity of Ada's, as Teams sends it.</summary>
    public JsonObject Make(string type) => new()
    {
        ["type"] = type,
        ["id"] = $"{1_795_100_000_000 + Interlocked.Increment(ref written)}",
        ["timestamp"] = jarvis.Clock.GetUtcNow().ToString("o"),
        ["channelId"] = "msteams",
        ["serviceUrl"] = service.ServiceUrl,
        ["from"] = new JsonObject { ["id"] = Ada, ["name"] = "Ada", ["aadObjectId"] = Guid.Empty.ToString() },
        ["recipient"] = new JsonObject { ["id"] = TeamsService.Bot, ["name"] = "Jarvis" },
        ["conversation"] = new JsonObject { ["id"] = Chat, ["conversationType"] = "personal", ["tenantId"] = TeamsService.Tenant },
        ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = TeamsService.Tenant } },
    };

    /// <summary>Brings it with a token that is good; the answer's body.</summary>
    public async Task<string> BringAsync(JsonObject activity)
    {
        if (activity["name"]?.ToString() != "fileConsent/invoke") last = activity;
        using var answer = await service.BringAsync(Bot, activity, service.Token(jarvis.Clock.GetUtcNow()));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public static IEnumerable<JsonNode> Actions(JsonNode? card) =>
        card?["body"]?.AsArray().Where(e => (string?)e?["type"] == "ActionSet").SelectMany(s => s!["actions"]!.AsArray()).OfType<JsonNode>() ?? [];

    private async Task AcceptAsync(string id, JsonNode offer)
    {
        var attachment = offer["attachments"]![0]!;
        var name = (string)attachment["name"]!;
        var accept = Make("invoke");
        accept["name"] = "fileConsent/invoke";
        accept["replyToId"] = id;
        accept["value"] = new JsonObject
        {
            ["type"] = "fileUpload", ["action"] = "accept", ["context"] = attachment["content"]!["acceptContext"]!.DeepClone(),
            ["uploadInfo"] = new JsonObject { ["contentUrl"] = $"{service.Url}/personal/{name}", ["name"] = name, ["uploadUrl"] = $"{service.Url}/drive/{name}", ["uniqueId"] = "7", ["fileType"] = name.Split('.')[^1] },
        };
        // Its row must say that it was sent before anybody can answer it.
        await BringAsync(accept);
    }

    private ShownMessage Read(TeamsMessageSeen message)
    {
        var activity = message.Activity;
        if (message.Card is { } card) return ReadCard(card);
        if (activity["attachments"]?[0] is { } file) return new ShownMessage((string?)file["content"]?["description"] ?? "file") { FileName = (string?)file["name"], File = service.File((string)file["name"]!) };
        var html = (string?)activity["text"] ?? "";
        Assert.Equal("xml", (string?)activity["textFormat"]);
        Assert.Null(activity["entities"]);
        var text = Tags().Replace(html.Replace("<br/>", "\n", StringComparison.Ordinal), "");
        return new ShownMessage(WebUtility.HtmlDecode(text)) { Live = [.. Links().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups["url"].Value))] };
    }

    private static ShownMessage ReadCard(JsonNode card)
    {
        var elements = card["body"]!.AsArray().SelectMany(e => (string?)e!["type"] == "Container" ? e["items"]!.AsArray() : new JsonArray(e.DeepClone())).OfType<JsonNode>().ToList();
        List<JsonNode> Of(string type) => elements.FindAll(e => (string?)e["type"] == type);
        return new ShownMessage(string.Join('\n', Of("RichTextBlock").Select(Words)))
        {
            Buttons = [.. Actions(card).Select(a => (string)a["title"]!)],
            Picture = Of("Image").Any(i => ((string)i["url"]!).StartsWith("data:image/", StringComparison.Ordinal)),
            Cells = [.. Of("Table").SelectMany(t => t["rows"]!.AsArray()).SelectMany(r => r!["cells"]!.AsArray()).Select(c => Words(c!["items"]![0]!))],
            Live = [.. Of("RichTextBlock").SelectMany(b => b["inlines"]!.AsArray()).Select(r => (string?)r!["selectAction"]?["url"]).OfType<string>()],
        };
    }

    private static string Words(JsonNode block) => string.Concat(block["inlines"]!.AsArray().Select(r => (string?)r!["text"]));

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("<[a-z]+[^>]* (href|src)=\"(?<url>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Links();
}
