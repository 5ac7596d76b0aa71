using System.Net.Http.Json;
using System.Text.Json;

namespace Jarvis.Tests.Counterparts;

/// <summary>
/// Language models on loopback: the npm package aimock, which speaks the wire formats of OpenAI and Anthropic (and Gemini at its
/// compatible address), with a front that notes what passes. One server serves many accounts that know nothing of each other.
/// </summary>
public sealed class ModelServer : Counterpart
{
    private ServerProcess? _process;
    private Uri? _url;

    public ModelAccount NewAccount() => new(new Uri(Started(_url), $"account/{Guid.NewGuid():N}/"));

    protected override async Task StartAsync()
    {
        var packages = Repository.At(".ci/node/node_modules");
        if (!Directory.Exists(Path.Combine(packages, "@copilotkit", "aimock")))
        {
            throw Missing("The npm package @copilotkit/aimock is not installed.");
        }

        _process = ServerProcess.Start(
            NeedCommand("node"),
            [Repository.At("Jarvis.Tests/Counterparts/models/server.js")],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["NODE_PATH"] = packages });
        var line = await _process.WaitForLineAsync(@"^listening on (?<port>\d+)$", TimeSpan.FromMinutes(3));
        _url = new Uri($"http://127.0.0.1:{line.Groups["port"].Value}/");
    }

    protected override async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}

/// <summary>A customer of the models' server: what it is answered, and what it asked.</summary>
public sealed class ModelAccount(Uri url)
{
    private static readonly HttpClient Http = new();

    /// <summary>Where a provider's own address would be.</summary>
    public string Url { get; } = url.ToString();

    /// <summary>
    /// Adds an answer, in aimock's own form: { match: { userMessage, model, hasToolResult, sequenceIndex }, response: { content | toolCalls | error, status }, … }.
    /// A message that tests share would mix their answers, so each says something of its own.
    /// </summary>
    public async Task AnswerAsync(params object[] fixtures)
    {
        using var answer = await Http.PostAsJsonAsync(new Uri(url, "_fixtures"), fixtures);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Stops a streamed answer after so many of its events, until it is released; one at a time, in the order in which they were asked for.</summary>
    /// <param name="containing">What the request must contain to be the one.</param>
    public async Task HoldAsync(int after, params string[] containing) => await PostAsync("_hold", new { after, containing });

    /// <summary>Lets the answer that is held go on, or cuts its connection.</summary>
    public async Task ReleaseAsync(bool cut = false) => await PostAsync("_release", new { cut });

    private async Task PostAsync(string path, object what)
    {
        using var answer = await Http.PostAsJsonAsync(new Uri(url, path), what);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What was asked so far, in order, with the tokens that the answers stated.</summary>
    public async Task<IReadOnlyList<ModelExchange>> ExchangesAsync() =>
        await Http.GetFromJsonAsync<List<ModelExchange>>(new Uri(url, "_requests"), new JsonSerializerOptions(JsonSerializerDefaults.Web)) ?? [];
}

/// <summary>One request and what the answer stated.</summary>
public sealed record ModelExchange(string Path, string Body, string Key, int Status, StatedUsage? Usage);

/// <summary>Tokens as they went over the wire.</summary>
public sealed record StatedUsage(int In, int Out, int CacheRead = 0, int CacheWritten = 0);
