using Docker.DotNet;
using Docker.DotNet.Models;

namespace Jarvis.Tests.Counterparts;

/// <summary>
/// A Docker engine with containers that behave and misbehave as monitored services do. They run a busybox image that is made on
/// the machine (.ci/docker image), as nothing can be pulled there. All of them are removed at the end.
/// </summary>
public sealed class DockerEngine : Counterpart
{
    private const string Image = "jarvis-test:busybox";
    private const string RunLabel = "jarvis-test-run";
    private static readonly SemaphoreSlim Importing = new(1);
    private readonly string _run = Guid.NewGuid().ToString("N");
    private DockerClient? _client;

    /// <summary>Where the engine listens, as settings name it.</summary>
    public Uri Endpoint { get; } = new(Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host ? host : "unix:///var/run/docker.sock");

    public IDockerClient Client => Started(_client);

    /// <summary>A service that is well until a test breaks it; a restart mends it. Answers when this returns.</summary>
    public async Task<ServiceContainer> HealthyAsync()
    {
        var service = await RunAsync("ok");
        await service.WaitForStatusAsync(200);
        return service;
    }

    /// <summary>A service that answers HTTP 500, also after a restart.</summary>
    public async Task<ServiceContainer> FailingAsync()
    {
        var service = await RunAsync("500");
        await service.WaitForStatusAsync(500);
        return service;
    }

    /// <summary>A service that accepts connections and never answers, also after a restart.</summary>
    public Task<ServiceContainer> HangingAsync() => RunAsync("hang");

    /// <summary>A service that ends with code 1 at once, however often it is started.</summary>
    public Task<ServiceContainer> CrashLoopAsync() => RunAsync("sh", "-c", "echo 'FATAL: cannot open the database'; exit 1");

    /// <summary>A container with a command of its own; its port 80 is published on loopback, on a port that it keeps over restarts.</summary>
    public async Task<ServiceContainer> RunAsync(params string[] command)
    {
        var port = FreePort();
        var name = $"jarvis-test-{Guid.NewGuid():N}";
        var created = await Client.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Image = Image,
                Name = name,
                Cmd = command,
                Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [RunLabel] = _run },
                ExposedPorts = new Dictionary<string, EmptyStruct>(StringComparer.Ordinal) { ["80/tcp"] = default },
                HostConfig = new HostConfig
                {
                    PortBindings = new Dictionary<string, IList<PortBinding>>(StringComparer.Ordinal)
                    {
                        ["80/tcp"] = [new PortBinding { HostIP = "127.0.0.1", HostPort = $"{port}" }],
                    },
                },
            },
            TestContext.Current.CancellationToken);
        await Client.Containers.StartContainerAsync(created.ID, new(), TestContext.Current.CancellationToken);
        return new ServiceContainer(Client, created.ID, name, port);
    }

    protected override async Task StartAsync()
    {
        using var configuration = new DockerClientConfiguration(Endpoint);
        var client = configuration.CreateClient();
        try
        {
            await client.System.PingAsync(TestContext.Current.CancellationToken);
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or TimeoutException or DockerApiException)
        {
            client.Dispose();
            throw Missing($"No Docker engine answers at {Endpoint}.");
        }

        _client = client;
        await Importing.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await client.Images.InspectImageAsync(Image, TestContext.Current.CancellationToken);
        }
        catch (DockerImageNotFoundException)
        {
            NeedCommand("busybox");
            await ServerProcess.RunAsync(Repository.At(".ci/docker"), "image", Image);
        }
        finally
        {
            Importing.Release();
        }
    }

    protected override async Task StopAsync()
    {
        if (_client is null)
        {
            return;
        }

        var mine = await _client.Containers.ListContainersAsync(new ContainersListParameters
        {
            All = true,
            Filters = new Dictionary<string, IDictionary<string, bool>>(StringComparer.Ordinal)
            {
                ["label"] = new Dictionary<string, bool>(StringComparer.Ordinal) { [$"{RunLabel}={_run}"] = true },
            },
        });
        foreach (var container in mine)
        {
            await _client.Containers.RemoveContainerAsync(container.ID, new ContainerRemoveParameters { Force = true });
        }

        _client.Dispose();
    }
}
