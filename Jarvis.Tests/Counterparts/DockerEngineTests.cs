using Docker.DotNet.Models;

namespace Jarvis.Tests.Counterparts;

public sealed class DockerEngineTests(DockerEngine docker) : IClassFixture<DockerEngine>
{
    [Theory]
    [InlineData("500")]
    [InlineData("hang")]
    public async Task A_service_that_broke_is_well_again_after_a_restart_on_the_same_port(string state)
    {
        var service = await docker.HealthyAsync();
        await service.BreakAsync(state);
        Assert.NotEqual(200, await service.StatusAsync());
        await docker.Client.Containers.RestartContainerAsync(service.Id, new ContainerRestartParameters(), TestContext.Current.CancellationToken);
        await service.WaitForStatusAsync(200);
    }

    [Fact]
    public async Task A_failing_service_answers_500_also_after_a_restart()
    {
        var service = await docker.FailingAsync();
        await docker.Client.Containers.RestartContainerAsync(service.Id, new ContainerRestartParameters(), TestContext.Current.CancellationToken);
        await service.WaitForStatusAsync(500);
    }

    [Fact]
    public async Task A_hanging_service_takes_connections_and_answers_nothing()
    {
        var service = await docker.HangingAsync();
        Assert.Null(await service.StatusAsync());
        Assert.True((await service.StateAsync()).Running);
    }

    [Fact]
    public async Task A_crash_loop_ends_with_code_1_at_each_start()
    {
        var service = await docker.CrashLoopAsync();
        for (var start = 0; start < 2; start++)
        {
            await service.WaitForStateAsync(state => state is { Running: false, ExitCode: 1 });
            await service.StartAsync();
        }
    }

    [Fact]
    public async Task A_kill_can_be_told_from_the_owners_stop()
    {
        var service = await docker.HealthyAsync();
        await service.KillAsync();
        await service.WaitForStateAsync(state => state is { Running: false, ExitCode: 137 });
        await service.StartAsync();
        await service.WaitForStatusAsync(200);
        await service.StopAsync();
        Assert.Equal((false, 0), ((await service.StateAsync()).Running, (await service.StateAsync()).ExitCode));
    }

    [Fact]
    public async Task Containers_are_gone_when_the_engine_is_let_go()
    {
        ServiceContainer service;
        await using (var engine = new DockerEngine())
        {
            await engine.InitializeAsync();
            service = await engine.RunAsync("ok");
        }

        await Assert.ThrowsAsync<Docker.DotNet.DockerContainerNotFoundException>(
            () => docker.Client.Containers.InspectContainerAsync(service.Id, TestContext.Current.CancellationToken));
    }
}
