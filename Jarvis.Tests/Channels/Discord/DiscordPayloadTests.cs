using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Jarvis.Bot.Channels.Discord;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Tests.Counterparts;

namespace Jarvis.Tests.Channels.Discord;

/// <summary>What Jarvis sends, judged by Discord's own description of its API (OpenAPI, in Prism). Prism takes what it cannot compile, so that each kind is also sent wrong.</summary>
public sealed class DiscordPayloadTests(DiscordPrism prism) : IClassFixture<DiscordPrism>
{
    private static readonly Button[] Buttons = [new("Approve", "d:approve:12"), new("Reject", "d:reject:12"), new("Edit", "d:edit:12")];
    private static readonly DecisionForm Form = new("Change #12", "d:edit:12", [new("to", "to", "ann@example.org"), new("text", "text", "hello\nAnn")]);

    private static OutboundPart Text => new() { Address = "5001", Markdown = "**hello** <@1>", Buttons = [Buttons] };

    private static OutboundPart Alert => Text with { Markdown = "**backend is down**\n\nSince 09:02.", Alert = new AlertNotice(1, "backend is down", "critical", "open") { Domain = "health", OpenedAt = DateTimeOffset.UnixEpoch } };

    [Fact]
    public async Task A_new_message_is_well_formed()
    {
        foreach (var part in new[] { Text, Alert, Text with { IsReport = true, Markdown = "## Briefing\n\nAll is well." } })
        {
            var body = DiscordPayload.Of(part);
            (body["nonce"], body["enforce_nonce"]) = ("0123456789abcdef01234567", true);
            await GoodAsync(HttpMethod.Post, "/channels/5001/messages", body);
        }
        await BadAsync(HttpMethod.Post, "/channels/5001/messages", new JsonObject { ["content"] = new string('x', 4001) });
    }

    [Fact]
    public async Task An_edit_is_well_formed()
    {
        await GoodAsync(HttpMethod.Patch, "/channels/5001/messages/7001", DiscordPayload.Of(Alert));
        await BadAsync(HttpMethod.Patch, "/channels/5001/messages/7001", new JsonObject { ["embeds"] = new JsonArray(new JsonObject { ["color"] = "red" }) });
    }

    [Fact]
    public async Task The_commands_are_well_formed()
    {
        await GoodAsync(HttpMethod.Put, "/applications/1001/commands", DiscordCommands.All());
        await BadAsync(HttpMethod.Put, "/applications/1001/commands", new JsonArray(new JsonObject { ["description"] = "has no name" }));
    }

    [Fact]
    public async Task Answers_to_interactions_are_well_formed()
    {
        const string Callback = "/interactions/8001/a-token/callback";
        await GoodAsync(HttpMethod.Post, Callback, new JsonObject { ["type"] = 5 });
        await GoodAsync(HttpMethod.Post, Callback, new JsonObject { ["type"] = 6 });
        await GoodAsync(HttpMethod.Post, Callback, new JsonObject { ["type"] = 9, ["data"] = DiscordModal.Of(Form) });
        await GoodAsync(HttpMethod.Patch, "/webhooks/1001/a-token/messages/@original", DiscordPayload.Of(Text));
        await BadAsync(HttpMethod.Post, Callback, new JsonObject { ["type"] = "modal" });
    }

    private async Task GoodAsync(HttpMethod method, string path, JsonNode body) => Assert.Equal("", await prism.ViolationsAsync(method, path, body));

    private async Task BadAsync(HttpMethod method, string path, JsonNode body) => Assert.NotEqual("", await prism.ViolationsAsync(method, path, body));
}

/// <summary>Discord's description of its REST API in Prism, which answers and says what is wrong with a request.</summary>
public sealed class DiscordPrism : Counterpart
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private ServerProcess? process;
    private Uri? url;

    /// <summary>What is wrong with a request; empty when nothing is.</summary>
    public async Task<string> ViolationsAsync(HttpMethod method, string path, JsonNode body)
    {
        using var request = new HttpRequestMessage(method, new Uri(Started(url), path)) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Authorization", "Bot token");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        if ((int)response.StatusCode is 404 or 405) return $"{(int)response.StatusCode}";
        // Its own examples of answers are judged too, and are not ours; a long list is cut, after those of the request.
        var found = response.Headers.TryGetValues("sl-violations", out var said) ? string.Concat(said) : "";
        return found.Contains("""{"location":["request""", StringComparison.Ordinal) ? found : "";
    }

    protected override async Task StartAsync()
    {
        var packages = Repository.At(".ci/node/node_modules");
        if (!Directory.Exists(Path.Combine(packages, "@stoplight/prism-cli"))) throw Missing("The npm package @stoplight/prism-cli is not installed.");
        var port = FreePort();
        process = ServerProcess.Start(NeedCommand("node"), [Path.Combine(packages, "@stoplight/prism-cli/dist/index.js"), "mock", "-h", "127.0.0.1", "-p", $"{port}", SharedFolder.Need("contracts/discord/openapi.json")]);
        await process.WaitForLineAsync("Prism is listening", TimeSpan.FromMinutes(5));
        url = new Uri($"http://127.0.0.1:{port}");
    }

    protected override async Task StopAsync()
    {
        http.Dispose();
        if (process is not null) await process.DisposeAsync();
    }
}
