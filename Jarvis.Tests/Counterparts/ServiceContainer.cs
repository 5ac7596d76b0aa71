using Docker.DotNet;
using Docker.DotNet.Models;

namespace Jarvis.Tests.Counterparts;

/// <summary>A service in a container, as its owner handles it.</summary>
public sealed class ServiceContainer(IDockerClient docker, string id, string name, int port)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };

    public string Id => id;

    public string Name => name;

    /// <summary>On loopback; the same after each restart.</summary>
    public int Port => port;

    public Uri HealthUrl { get; } = new($"http://127.0.0.1:{port}/cgi-bin/health");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The service goes wrong inside, as "500" or "hang"; its container runs on, and a restart mends it.</summary>
    public async Task BreakAsync(string state)
    {
        var command = new ContainerExecCreateParameters { Cmd = ["sh", "-c", $"echo {state} > /run/state"], AttachStdout = true };
        var exec = await docker.Exec.ExecCreateContainerAsync(id, command, Stop);
        using var output = await docker.Exec.StartAndAttachContainerExecAsync(exec.ID, tty: false, Stop);
        await output.ReadOutputToEndAsync(Stop);
        Assert.Equal(0, (await docker.Exec.InspectContainerExecAsync(exec.ID, Stop)).ExitCode);
    }

    /// <summary>The process dies, as in a crash.</summary>
    public Task KillAsync() => docker.Containers.KillContainerAsync(id, new ContainerKillParameters { Signal = "KILL" }, Stop);

    /// <summary>The owner stops it (docker stop).</summary>
    public Task StopAsync() => docker.Containers.StopContainerAsync(id, new ContainerStopParameters { WaitBeforeKillSeconds = 5 }, Stop);

    /// <summary>The owner starts it (docker start).</summary>
    public Task StartAsync() => docker.Containers.StartContainerAsync(id, new ContainerStartParameters(), Stop);

    public async Task<ContainerState> StateAsync() => (await docker.Containers.InspectContainerAsync(id, Stop)).State;

    /// <summary>The HTTP status of its health page, or null where it gives none within two seconds.</summary>
    public async Task<int?> StatusAsync()
    {
        try
        {
            using var response = await Http.GetAsync(HealthUrl, Stop);
            return (int)response.StatusCode;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException && !Stop.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Waits until the health page answers with this status.</summary>
    public Task WaitForStatusAsync(int status) => WaitAsync(async () => await StatusAsync() == status, $"HTTP {status}");

    /// <summary>Waits until the container's state fits, such as <c>it => !it.Running</c>.</summary>
    public Task WaitForStateAsync(Func<ContainerState, bool> fits) => WaitAsync(async () => fits(await StateAsync()), "the awaited state");

    private async Task WaitAsync(Func<Task<bool>> condition, string what)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (!await condition())
        {
            if (late.IsCancellationRequested)
            {
                var state = await StateAsync();
                throw new InvalidOperationException($"{name} did not come to {what}: it is {state.Status}, exit code {state.ExitCode}.");
            }

            // Docker tells of no change inside a container, so there is nothing to await but the next look.
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        }
    }
}
