using System.Net.Sockets;
using Docker.DotNet;
using Jarvis.Skills.Domains.SystemHealth.Containers;
using Jarvis.Skills.Domains.SystemHealth.Settings;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Connectors.Docker;

/// <summary>One client for the engine that the settings name. Connects at the first call; without an engine each call says what to do.</summary>
internal sealed class DockerEngine(IOptions<HealthOptions> options) : IDisposable
{
    private readonly Lazy<DockerClient> client = new(() => new DockerClientConfiguration(Address(options.Value.DockerEndpoint)).CreateClient());

    public void Dispose()
    {
        if (client.IsValueCreated) client.Value.Dispose();
    }

    /// <exception cref="ContainerRuntimeException">There is no engine, or it refused.</exception>
    public async Task<T> AskAsync<T>(Func<DockerClient, Task<T>> ask, CancellationToken cancel)
    {
        try
        {
            return await ask(client.Value);
        }
        catch (DockerContainerNotFoundException e)
        {
            throw new ContainerRuntimeException("There is no container of that name.", e);
        }
        catch (DockerApiException e)
        {
            throw new ContainerRuntimeException($"Docker refuses ({(int)e.StatusCode}).", e);
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException or TimeoutException or UnauthorizedAccessException && !cancel.IsCancellationRequested)
        {
            throw new ContainerRuntimeException(NotConnected(e), e);
        }
    }

    private static string NotConnected(Exception error)
    {
        for (var e = error; e is not null; e = e.InnerException)
            if (e is SocketException { SocketErrorCode: SocketError.AccessDenied } or UnauthorizedAccessException)
                return "Docker is not connected: Jarvis may not use its socket. Add Jarvis's user to the group docker and start Jarvis again.";
        return "Docker is not connected: no engine answers. Start Docker, or write its address to Health:DockerEndpoint in appsettings.json.";
    }

    private static Uri Address(string setting)
    {
        var address = setting.Length > 0 ? setting : Environment.GetEnvironmentVariable("DOCKER_HOST");
        if (string.IsNullOrWhiteSpace(address)) address = OperatingSystem.IsWindows() ? "npipe://./pipe/docker_engine" : "unix:///var/run/docker.sock";
        return new Uri(address);
    }
}
