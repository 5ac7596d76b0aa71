using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Jarvis.Tests.Counterparts;

/// <summary>
/// A real issuer of tokens on loopback (npm: oauth2-mock-server), with keys published as Microsoft publishes them; and Microsoft's
/// own judge of the tokens (npm: botframework-connector).
/// </summary>
public sealed class TeamsIssuer : Counterpart
{
    private static readonly HttpClient Http = new();
    private ServerProcess? _process;
    private Uri? _url;
    private string? _login;

    /// <summary>Where the keys are published.</summary>
    public string Metadata => $"{Started(_url)}metadata";

    /// <summary>Where a bot gets its own tokens.</summary>
    public string Login => Started(_login);

    /// <param name="age">How long ago it was made; it is good for an hour.</param>
    public async Task<string> TokenAsync(object claims, TimeSpan age = default, string? kid = null) =>
        (string)(await PostAsync("token", new { claims, age = age.TotalSeconds, kid }))["token"]!;

    /// <summary>Publishes a further key, and returns its id.</summary>
    public async Task<string> RotateAsync() => (string)(await PostAsync("rotate", new { }))["kid"]!;

    /// <summary>What Microsoft's own library says of a call: null when it would be taken, else why not.</summary>
    public async Task<string?> JudgeAsync(string token, JsonObject activity, string appId)
    {
        var said = await PostAsync("judge", new { token, activity, appId });
        return (bool)said["taken"]! ? null : (string?)said["why"];
    }

    /// <summary>How bots that sign in are answered from now on.</summary>
    public Task SignInsAsync(bool refused, int seconds = 3600) => PostAsync("signin", new { refused, seconds });

    /// <summary>What bots gave when they signed in.</summary>
    public async Task<JsonArray> SignedInAsync() =>
        (await Http.GetFromJsonAsync<JsonNode>(new Uri(Started(_url), "signins"), TestContext.Current.CancellationToken))!.AsArray();

    protected override async Task StartAsync()
    {
        var packages = Repository.At(".ci/node/node_modules");
        if (!Directory.Exists(Path.Combine(packages, "oauth2-mock-server"))) throw Missing("The npm package oauth2-mock-server is not installed.");
        _process = ServerProcess.Start(NeedCommand("node"), [Repository.At("Jarvis.Tests/Counterparts/teams/issuer.mjs")], new Dictionary<string, string>(StringComparer.Ordinal) { ["PACKAGES"] = packages });
        var line = await _process.WaitForLineAsync(@"^listening on (?<port>\d+), sign-in at (?<login>\S+)$");
        (_url, _login) = (new Uri($"http://127.0.0.1:{line.Groups["port"].Value}/"), line.Groups["login"].Value);
    }

    protected override async Task StopAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
    }

    private async Task<JsonNode> PostAsync(string path, object body)
    {
        using var answer = await Http.PostAsJsonAsync(new Uri(Started(_url), path), body, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException(text);
    }
}
