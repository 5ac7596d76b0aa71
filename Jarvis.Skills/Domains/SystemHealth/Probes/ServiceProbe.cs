using System.Net.Sockets;
using Jarvis.Skills.Domains.SystemHealth.Containers;
using Jarvis.Skills.Domains.SystemHealth.Settings;

namespace Jarvis.Skills.Domains.SystemHealth.Probes;

/// <summary>Checks real services over the network and the Docker engine.</summary>
internal sealed class ServiceProbe(IContainerRuntime containers, TimeProvider time) : IServiceProbe, IAsyncDisposable
{
    private readonly HttpCheck http = new(time);
    private readonly Lazy<RedisCheck> redis = new(() => new(time));

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (redis.IsValueCreated) await redis.Value.DisposeAsync();
    }

    public async Task<ProbeResult> CheckAsync(WatchedService service, CancellationToken cancel)
    {
        try
        {
            return await (service.Kind switch
            {
                ServiceKind.Http => http.RunAsync(service.Target, cancel),
                ServiceKind.Tcp => TcpAsync(service.Target, cancel),
                ServiceKind.Postgres => PostgresCheck.RunAsync(service.Target, time, cancel),
                ServiceKind.Redis => redis.Value.RunAsync(service.Target, cancel),
                _ => ContainerAsync(service.Target, cancel),
            });
        }
        catch (ContainerRuntimeException e)
        {
            return ProbeResult.Failed(e.Message);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            return ProbeResult.Failed(FailureWords.Of(e));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Some clients answer a cancelled token with an exception of their own.
            throw new OperationCanceledException("The check was cancelled.", e, cancel);
        }
    }

    private async Task<ProbeResult> TcpAsync(string target, CancellationToken cancel)
    {
        ServiceTargets.TryHostPort(target, out var endPoint);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var start = time.GetTimestamp();
        await socket.ConnectAsync(endPoint, cancel);
        return ProbeResult.Good(time.GetElapsedTime(start));
    }

    private async Task<ProbeResult> ContainerAsync(string name, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        var container = await containers.InspectAsync(name, cancel);
        if (container is null) return ProbeResult.Failed("there is no such container");
        if (container.Restarting) return ProbeResult.Failed($"it keeps restarting (exit code {container.ExitCode})");
        if (!container.Running) return ProbeResult.Failed(container.OomKilled ? "it was killed for want of memory" : $"it has exited with code {container.ExitCode}");
        if (container.Paused) return ProbeResult.Failed("it is paused");
        return container.Unhealthy ? ProbeResult.Failed("its own health check fails") : ProbeResult.Good(time.GetElapsedTime(start));
    }
}
