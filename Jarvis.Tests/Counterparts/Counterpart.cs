using System.Net;
using System.Net.Sockets;
using Xunit.Sdk;

namespace Jarvis.Tests.Counterparts;

/// <summary>
/// A real server that tests talk to, as a fixture. Where it cannot be had, a test that uses it is skipped with the reason;
/// with JARVIS_REQUIRE_COUNTERPARTS=1, as in CI, it fails instead.
/// </summary>
public abstract class Counterpart : IAsyncLifetime
{
    private SkipException? _missing;

    /// <summary>Whether a missing counterpart is a failure.</summary>
    public static bool AreRequired { get; } = Environment.GetEnvironmentVariable("JARVIS_REQUIRE_COUNTERPARTS") is "1";

    /// <summary>What to throw where a counterpart is missing: skips the test, or fails it where counterparts are required.</summary>
    public static Exception Missing(string reason) => Missing(reason, AreRequired);

    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch (SkipException missing)
        {
            // xUnit lets a test skip, not a fixture: it is thrown again when a test asks for the server.
            _missing = missing;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    internal static Exception Missing(string reason, bool required) => required
        ? new InvalidOperationException($"{reason} It is required here (JARVIS_REQUIRE_COUNTERPARTS=1); .ci/install and .ci/docker start provide it.")
        : SkipException.ForSkip(reason);

    internal static string NeedCommand(string name, params string[] folders) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(folders)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw Missing($"{name} is not installed.");

    internal static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Starts the server; throws <see cref="Missing(string)"/> where that cannot be done on this machine.</summary>
    protected abstract Task StartAsync();

    /// <summary>Stops what was started, which may be nothing.</summary>
    protected abstract Task StopAsync();

    /// <summary>Hands out what belongs to the started server, or skips the test that asks.</summary>
    protected T Started<T>(T? value)
        where T : class => _missing is null ? value ?? throw new InvalidOperationException($"{GetType().Name} was not started.") : throw _missing;
}
