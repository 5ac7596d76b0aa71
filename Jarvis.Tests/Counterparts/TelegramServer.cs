namespace Jarvis.Tests.Counterparts;

/// <summary>
/// Telegram's Bot API on loopback: the npm package telegram-test-api, with what telegram/server.js adds. One server serves many
/// bots that know nothing of each other, so tests share it and each makes a bot of its own.
/// </summary>
public sealed class TelegramServer : Counterpart
{
    private ServerProcess? _process;
    private Uri? _url;
    private int _bots;

    public Uri Url => Started(_url);

    public TelegramBot NewBot() => new(Url, $"{Interlocked.Increment(ref _bots)}:{Guid.NewGuid():N}");

    protected override async Task StartAsync()
    {
        var packages = Repository.At(".ci/node/node_modules");
        if (!Directory.Exists(Path.Combine(packages, "telegram-test-api")))
        {
            throw Missing("The npm package telegram-test-api is not installed.");
        }

        _process = ServerProcess.Start(
            NeedCommand("node"),
            [Repository.At("Jarvis.Tests/Counterparts/telegram/server.js")],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["NODE_PATH"] = packages });
        var line = await _process.WaitForLineAsync(@"^listening on (?<port>\d+)$");
        _url = new Uri($"http://127.0.0.1:{line.Groups["port"].Value}");
    }

    protected override async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
