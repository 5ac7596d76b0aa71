namespace Jarvis.Tests.Counterparts;

/// <summary>
/// Prism between Jarvis and a server: it refuses (HTTP 422) what the vendor's own description does not allow. Not for streams. A test that starts it
/// also sends one bad request, since Prism lets pass what it cannot read a rule for.
/// </summary>
public sealed class WireCheck : IAsyncDisposable
{
    private readonly ServerProcess process;

    private WireCheck(ServerProcess process, string url) => (this.process, Url) = (process, url);

    public string Url { get; }

    /// <param name="description">An OpenAPI file, such as "contracts/openai/openai.json".</param>
    /// <param name="upstream">Where requests go that are right.</param>
    public static async Task<WireCheck> StartAsync(string description, string upstream)
    {
        var file = SharedFolder.Need(description);
        var prism = Repository.At(".ci/node/node_modules/@stoplight/prism-cli/dist/index.js");
        if (!File.Exists(prism)) throw Counterpart.Missing("The npm package @stoplight/prism-cli is not installed.");
        var port = Counterpart.FreePort();
        var prismProxy = ServerProcess.Start(Counterpart.NeedCommand("node"), [prism, "proxy", "--errors", "-h", "127.0.0.1", "-p", $"{port}", file, upstream]);
        await prismProxy.WaitForLineAsync("Prism is listening", TimeSpan.FromMinutes(5));
        return new WireCheck(prismProxy, $"http://127.0.0.1:{port}");
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
