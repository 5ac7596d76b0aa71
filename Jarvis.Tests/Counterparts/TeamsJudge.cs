using System.Text.Json.Nodes;

namespace Jarvis.Tests.Counterparts;

/// <summary>Whether activities and cards are well formed: Microsoft's own packages, and the published schema of Adaptive Cards 1.5.</summary>
public sealed class TeamsJudge : Counterpart
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private ServerProcess? _process;
    private int _asked;

    /// <summary>What is wrong with a card; empty when nothing is.</summary>
    public Task<IReadOnlyList<string>> CardAsync(JsonNode card) =>
        AskAsync(new JsonObject { ["card"] = card.DeepClone(), ["schema"] = SharedFolder.Need("contracts/adaptivecards/adaptive-card-1.5.0.json") });

    /// <summary>What is wrong with an activity; empty when nothing is.</summary>
    public Task<IReadOnlyList<string>> ActivityAsync(JsonNode activity) => AskAsync(new JsonObject { ["activity"] = activity.DeepClone() });

    protected override async Task StartAsync()
    {
        var packages = Repository.At(".ci/node/node_modules");
        if (!Directory.Exists(Path.Combine(packages, "@microsoft/agents-activity"))) throw Missing("The npm package @microsoft/agents-activity is not installed.");
        _process = ServerProcess.Start(NeedCommand("node"), [Repository.At("Jarvis.Tests/Counterparts/teams/judge.js")], new Dictionary<string, string>(StringComparer.Ordinal) { ["NODE_PATH"] = packages });
        await _process.WaitForLineAsync("^ready$");
    }

    protected override async Task StopAsync()
    {
        _one.Dispose();
        if (_process is not null) await _process.DisposeAsync();
    }

    private async Task<IReadOnlyList<string>> AskAsync(JsonObject asked)
    {
        var process = Started(_process);
        await _one.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            var number = ++_asked;
            asked["number"] = number;
            process.WriteLine(asked.ToJsonString());
            var line = await process.WaitForLineAsync($@"^judged {number} (?<said>.*)$");
            return [.. JsonNode.Parse(line.Groups["said"].Value)!["wrong"]!.AsArray().Select(w => (string)w!)];
        }
        finally
        {
            _one.Release();
        }
    }
}
