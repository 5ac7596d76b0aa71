using Microsoft.Playwright;

namespace Jarvis.Tests.Counterparts;

/// <summary>
/// Microsoft's own client for testing bots (npm: m365agentsplayground), which looks and behaves like Teams. Its licence is for
/// evaluation: it is installed for tests, and nothing of it is part of Jarvis.
/// </summary>
public sealed class TeamsPlayground : IAsyncDisposable
{
    private ServerProcess? _process;

    /// <summary>Where a browser finds it.</summary>
    public string Url { get; private set; } = "";

    /// <param name="bot">The bot's endpoint, which must listen already: it is told at once that it was installed.</param>
    public async Task StartAsync(string bot)
    {
        var program = Repository.At(".ci/node/node_modules/@microsoft/m365agentsplayground/cli.js");
        if (!File.Exists(program)) throw Counterpart.Missing("The npm package @microsoft/m365agentsplayground is not installed.");
        var port = Counterpart.FreePort();
        _process = ServerProcess.Start(
            Counterpart.NeedCommand("node"), [program, "start", "-e", bot, "-c", "msteams", "-p", $"{port}", "--dt"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["NODE_OPTIONS"] = $"--require {SharedFolder.Need("contracts/tools/loopback.js")}", ["BROWSER"] = "none" });
        // A busy port silently becomes another.
        var line = await _process.WaitForLineAsync(@"Listening on (?<port>\d+)", TimeSpan.FromMinutes(3));
        Url = $"http://localhost:{line.Groups["port"].Value}";
    }

    /// <summary>Writes as the person who sits there.</summary>
    public static async Task WriteAsync(IPage page, string text)
    {
        var box = page.Locator("[role=textbox][contenteditable=true]").First;
        await box.ClickAsync();
        await page.Keyboard.TypeAsync(text);
        await page.Keyboard.PressAsync("Enter");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
    }
}
