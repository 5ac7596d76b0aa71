using Npgsql;

namespace Jarvis.Tests.Counterparts;

/// <summary>A PostgreSQL of its own on loopback, in a temporary folder.</summary>
public sealed class PostgresServer : Counterpart
{
    private readonly int _port = FreePort();
    private string? _folder;
    private ServerProcess? _process;

    /// <summary>To the server's first database, as its superuser.</summary>
    public string ConnectionString => Connection(Started(_process) is not null ? "postgres" : "");

    /// <summary>A new empty database of a test's own; the result is its connection string.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"jarvis_{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var create = source.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return Connection(name);
    }

    /// <summary>The server goes down at once, as in a crash; clients lose their connections.</summary>
    public async Task GoDownAsync() => await Started(_process).DisposeAsync();

    /// <summary>The server is there again, on the same port with the same data.</summary>
    public async Task ComeBackAsync()
    {
        _process = Run("postgres", "-D", _folder!, "-p", $"{_port}", "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-k", _folder!);
        await _process.WaitForLineAsync("database system is ready to accept connections");
    }

    protected override async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("jarvis-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            await ServerProcess.RunAsync("chown", "postgres:", _folder);
        }

        await using var create = Run("initdb", "-D", _folder, "-U", "jarvis", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
        Assert.True(await create.Exit == 0, create.Output);
        await ComeBackAsync();
    }

    protected override async Task StopAsync()
    {
        if (_process is not null)
        {
            // Killed at once, it would leave its shared memory behind.
            if (!_process.Exit.IsCompleted)
            {
                await _process.SignalAsync("INT");
                await _process.Exit;
            }

            await _process.DisposeAsync();
        }

        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static ServerProcess Run(string tool, params string[] arguments)
    {
        string[] folders = Directory.Exists("/usr/lib/postgresql")
            ? [.. Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))]
            : [];
        var command = NeedCommand(tool, folders);
        // PostgreSQL refuses to run as root.
        return Environment.IsPrivilegedProcess
            ? ServerProcess.Start("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", command, .. arguments], folder: "/")
            : ServerProcess.Start(command, arguments, folder: "/");
    }

    private string Connection(string database) => $"Host=127.0.0.1;Port={_port};Username=jarvis;Database={database}";
}
