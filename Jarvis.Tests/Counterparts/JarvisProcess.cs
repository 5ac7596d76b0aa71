using System.Text.RegularExpressions;

namespace Jarvis.Tests.Counterparts;

/// <summary>
/// Jarvis as its owner runs it: the built program in a process of its own, with a folder for its data that outlives kills and
/// restarts and is deleted with this object. Not a fixture: a test says which settings it starts with.
/// </summary>
public sealed class JarvisProcess(IReadOnlyDictionary<string, string>? settings = null, params IReadOnlyList<string> arguments) : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Nothing = [];
    private ServerProcess? _process;

    /// <summary>Where the program was built or published to: JARVIS_PUBLISHED, or the build beside these tests.</summary>
    public static string ProgramFolder { get; } = Environment.GetEnvironmentVariable("JARVIS_PUBLISHED") is { Length: > 0 } folder
        ? folder
        : Repository.At($"Jarvis.Bot/bin/{Repository.Configuration}/net10.0");

    /// <summary>Setting Storage:Folder.</summary>
    public string DataFolder { get; } = Directory.CreateTempSubdirectory("jarvis-data-").FullName;

    /// <summary>Where its page is, at each start.</summary>
    public Uri Url { get; } = new($"http://127.0.0.1:{Counterpart.FreePort()}");

    /// <summary>What the process that runs now, or ran last, has printed.</summary>
    public string Output => Now.Output;

    /// <summary>Ends with the exit code of the process that runs now, or ran last.</summary>
    public Task<int> Exit => Now.Exit;

    /// <summary>Whether the process that runs now has loaded a library, such as "OpenAI.dll".</summary>
    public bool HasLoaded(string library) => File.ReadAllText($"/proc/{Now.Id}/maps").Contains($"/{library}", StringComparison.Ordinal);

    private ServerProcess Now => _process ?? throw new InvalidOperationException("Jarvis was not started.");

    /// <summary>Starts Jarvis, also again after it was killed. More settings are added to those of all starts, as environment variables (Section__Name).</summary>
    public async Task StartAsync(IReadOnlyDictionary<string, string>? more = null)
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        var address = Url.GetLeftPart(UriPartial.Authority);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Storage__Folder"] = DataFolder,
            ["Dashboard__Url"] = address,
            ["ASPNETCORE_URLS"] = address,
        };
        foreach (var (name, value) in (settings ?? Nothing).Concat(more ?? Nothing))
        {
            environment[name] = value;
        }

        _process = ServerProcess.Start(Counterpart.NeedCommand("dotnet"), [Path.Combine(ProgramFolder, "Jarvis.Bot.dll"), .. arguments], environment, ProgramFolder);
    }

    /// <summary>Waits until the process that runs now has printed a line that matches.</summary>
    public Task<Match> WaitForLineAsync(string pattern, TimeSpan? timeout = null) => Now.WaitForLineAsync(pattern, timeout);

    /// <summary>Types a line at its console.</summary>
    public void WriteLine(string line) => Now.WriteLine(line);

    /// <summary>kill -9, at whatever it is doing.</summary>
    public async Task KillAsync()
    {
        Now.Kill();
        await Now.Exit;
    }

    /// <summary>Asks it to stop, as systemd does, and waits until it has; the result is its exit code.</summary>
    public async Task<int> StopAsync()
    {
        await Now.SignalAsync("TERM");
        return await Now.Exit.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Directory.Delete(DataFolder, recursive: true);
    }
}
