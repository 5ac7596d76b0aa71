namespace Jarvis.Tests.Counterparts;

/// <summary>A Redis of its own on loopback, without files.</summary>
public sealed class RedisServer : Counterpart
{
    private readonly int _port = FreePort();
    private ServerProcess? _process;

    public int Port => Started(_process) is not null ? _port : 0;

    /// <summary>As StackExchange.Redis takes it.</summary>
    public string ConnectionString => $"127.0.0.1:{Port}";

    /// <summary>The server goes down, as a monitored service does; clients are refused.</summary>
    public async Task GoDownAsync() => await Started(_process).DisposeAsync();

    /// <summary>The server is there again, on the same port.</summary>
    public Task ComeBackAsync() => StartAsync();

    protected override async Task StartAsync()
    {
        _process = ServerProcess.Start(
            NeedCommand("redis-server"),
            ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath()]);
        await _process.WaitForLineAsync("Ready to accept connections");
    }

    protected override async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
