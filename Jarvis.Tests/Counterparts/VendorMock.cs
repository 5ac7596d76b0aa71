using System.Collections.Concurrent;

namespace Jarvis.Tests.Counterparts;

/// <summary>
/// Prism in a vendor's place: its answers are made up from the vendor's own description, and it says of each request what the description does not allow. A test that
/// uses it also sends one bad request per endpoint, since Prism lets pass what it cannot read a rule for.
/// </summary>
public sealed class VendorMock : IAsyncDisposable
{
    private readonly ServerProcess process;

    private VendorMock(ServerProcess process, string url) => (this.process, Url) = (process, url);

    public string Url { get; }

    /// <summary>Method and path of each request that was sent through <see cref="Watch"/>.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>What was wrong with them.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    /// <param name="description">An OpenAPI file, such as "contracts/hubspot/hubspot-contacts.json".</param>
    public static async Task<VendorMock> StartAsync(string description)
    {
        var file = SharedFolder.Need(description);
        var prism = Repository.At(".ci/node/node_modules/@stoplight/prism-cli/dist/index.js");
        if (!File.Exists(prism)) throw Counterpart.Missing("The npm package @stoplight/prism-cli is not installed.");
        var port = Counterpart.FreePort();
        var prismMock = ServerProcess.Start(Counterpart.NeedCommand("node"), [prism, "mock", "-h", "127.0.0.1", "-p", $"{port}", file]);
        await prismMock.WaitForLineAsync("Prism is listening", TimeSpan.FromMinutes(5));
        return new VendorMock(prismMock, $"http://127.0.0.1:{port}");
    }

    /// <summary>A handler that keeps what Prism says of each request.</summary>
    public DelegatingHandler Watch() => new Watcher(this);

    /// <summary>What is wrong with a request; empty when nothing is.</summary>
    public static IReadOnlyList<string> ViolationsOf(HttpResponseMessage answer)
    {
        if (!answer.Headers.TryGetValues("sl-violations", out var said)) return [];
        // The answers are made up; only what is said of the request counts. Where there is much to say, the list has words before it.
        return [.. string.Concat(said).Split("{\"location\":").Where(v => v.StartsWith("[\"request\"", StringComparison.Ordinal))];
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private sealed class Watcher(VendorMock mock) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            var what = $"{request.Method} {request.RequestUri!.AbsolutePath}";
            mock.Requests.Enqueue(what);
            foreach (var violation in ViolationsOf(answer)) mock.Violations.Enqueue($"{what}: {violation}");
            if ((int)answer.StatusCode is 401 or 403 or 404 or 405 or 422) mock.Violations.Enqueue($"{what}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            return answer;
        }
    }
}
