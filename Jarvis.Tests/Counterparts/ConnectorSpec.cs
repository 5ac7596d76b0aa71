using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jarvis.Tests.Counterparts;

/// <summary>The published description of the Bot Connector's REST API, held against what is sent by Prism (npm: @stoplight/prism-cli).</summary>
public sealed class ConnectorSpec : Counterpart
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private ServerProcess? _process;
    private Uri? _url;

    /// <summary>What is wrong with posting this activity; null when nothing is.</summary>
    public async Task<string?> ViolationAsync(JsonNode activity)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Started(_url), "v3/conversations/a/activities")) { Content = JsonContent.Create(activity) };
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        if (!answer.Headers.TryGetValues("sl-violations", out var said)) return null;
        using var violations = JsonDocument.Parse(string.Concat(said));
        // The answers are made up; only what is said of the request counts.
        return violations.RootElement.EnumerateArray().Where(v => v.GetProperty("location")[0].GetString() == "request").Select(v => v.ToString()).FirstOrDefault();
    }

    protected override async Task StartAsync()
    {
        var program = Repository.At(".ci/node/node_modules/@stoplight/prism-cli/dist/index.js");
        if (!File.Exists(program)) throw Missing("The npm package @stoplight/prism-cli is not installed.");
        var port = FreePort();
        _process = ServerProcess.Start(NeedCommand("node"), [program, "mock", "-h", "127.0.0.1", "-p", $"{port}", SharedFolder.Need("contracts/botframework/ConnectorAPI.json")]);
        await _process.WaitForLineAsync("Prism is listening", TimeSpan.FromMinutes(3));
        _url = new Uri($"http://127.0.0.1:{port}/");
    }

    protected override async Task StopAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
    }
}
