using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.SystemHealth.Containers;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;
using Jarvis.Tests.Counterparts;
using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.Domains.SystemHealth;

/// <summary>Real containers on a real engine; only the clock is the test's.</summary>
public sealed class RealContainerTests(DockerEngine docker) : IClassFixture<DockerEngine>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_container_that_is_killed_is_noticed_restarted_verified_and_told()
    {
        var backend = await docker.HealthyAsync();
        await using var rig = Watch(backend);
        await rig.RoundsAsync(1);
        Assert.Equal(ServiceStatus.Up, rig.State("backend").Status);
        await backend.KillAsync();
        await backend.WaitForStateAsync(s => !s.Running);
        await rig.RoundsAsync(3);
        Assert.Equal("the connection is refused", rig.State("backend").Incident!.Cause);
        Assert.Equal("backend is down", Assert.Single(rig.Alerts.Open.Values).Title);

        var proposal = Assert.Single(await rig.HandleEventsAsync());
        await rig.CommitAsync("recover", ("service", proposal.Call.Arguments["service"]));
        await backend.WaitForStatusAsync(200);
        await rig.RoundsAsync(2);
        Assert.Equal(ServiceStatus.Up, rig.State("backend").Status);
        Assert.Equal(("service:backend:down", "Up again after 1 restart by Jarvis."), Assert.Single(rig.Alerts.Resolved));
    }

    [Theory]
    [InlineData("500", "HTTP 500")]
    [InlineData("hang", "no answer within 2 s")]
    public async Task A_service_that_goes_wrong_inside_is_mended_by_a_restart(string state, string why)
    {
        var backend = await docker.HealthyAsync();
        await using var rig = Watch(backend, ("Timeout", "00:00:02"));
        await rig.RoundsAsync(1);
        await backend.BreakAsync(state);
        for (var i = 0; i < 3; i++)
        {
            await rig.Monitor.RunAsync(Stop);
            if (state == "hang") rig.Time.Advance(TimeSpan.FromSeconds(3));
            await rig.Monitor.SettleAsync();
            rig.Time.Advance(TimeSpan.FromSeconds(30));
        }
        Assert.Equal(why, rig.State("backend").Incident!.Cause);
        Assert.Single(await rig.HandleEventsAsync());
        await rig.CommitAsync("recover", ("service", "backend"));
        await backend.WaitForStatusAsync(200);
        await rig.RoundsAsync(2);
        Assert.Equal(ServiceStatus.Up, rig.State("backend").Status);
    }

    [Fact]
    public async Task A_crash_loop_gets_exactly_three_attempts_and_then_one_critical_alert()
    {
        var broken = await docker.CrashLoopAsync();
        await broken.WaitForStateAsync(s => !s.Running);
        await using var rig = Watch(broken);
        for (var round = 0; round < 20; round++)
        {
            foreach (var proposal in await rig.HandleEventsAsync())
            {
                await rig.CommitAsync("recover", ("service", proposal.Call.Arguments["service"]));
                await broken.WaitForStateAsync(s => !s.Running);
            }
            await rig.RoundsAsync(1);
        }
        var attempts = await rig.Store.AllAsync<RecoveryAttempt>();
        Assert.Equal(3, attempts.Count);
        Assert.Equal("backend is down, and restarting does not help", Assert.Single(rig.Alerts.Raised, a => a.Severity == Severity.Critical).Title);
        Assert.Equal(ServiceStatus.Down, rig.State("backend").Status);

        var errors = (Answer)await rig.CallAsync("log_errors", ("service", "backend"), ("period", "last 24 hours"));
        Assert.True(errors.Untrusted);
        Assert.Contains(errors.Table!.Rows, r => r[0] == "4" && r[1].Contains("cannot open the database", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_container_that_the_owner_stops_is_left_alone_until_the_owner_starts_it()
    {
        var backend = await docker.HealthyAsync();
        await using var rig = Watch(backend);
        await rig.RoundsAsync(1);
        await backend.StopAsync();
        await rig.RoundsAsync(8);
        Assert.Equal(ServiceStatus.Stopped, rig.State("backend").Status);
        Assert.Empty(await rig.HandleEventsAsync());
        Assert.Equal("backend was stopped by hand", Assert.Single(rig.Alerts.Raised).Title);
        Assert.False((await backend.StateAsync()).Running);

        await backend.StartAsync();
        await backend.WaitForStatusAsync(200);
        await rig.RoundsAsync(2);
        Assert.Equal(ServiceStatus.Up, rig.State("backend").Status);
    }

    [Fact]
    public async Task A_stopped_container_is_started_by_the_owners_word_and_watched_again()
    {
        var backend = await docker.HealthyAsync();
        await using var rig = Watch(backend);
        await rig.RoundsAsync(1);
        await backend.StopAsync();
        await rig.RoundsAsync(3);
        var outcome = await rig.CommitAsync("restart", ("service", "backend"));
        Assert.Equal($"Restarted backend ({backend.Name}).", outcome.Said);
        await backend.WaitForStatusAsync(200);
        await rig.RoundsAsync(2);
        Assert.Equal(ServiceStatus.Up, rig.State("backend").Status);
        await backend.KillAsync();
        await backend.WaitForStateAsync(s => !s.Running);
        await rig.RoundsAsync(3);
        Assert.Equal(ServiceStatus.Down, rig.State("backend").Status);
    }

    [Fact]
    public async Task A_container_that_ends_by_itself_is_failed_and_not_stopped()
    {
        var job = await docker.RunAsync("sh", "-c", "exit 0");
        await job.WaitForStateAsync(s => !s.Running);
        await using var rig = new HealthRig(HealthRig.Services([("Name", "job"), ("Kind", "Docker"), ("Target", job.Name)]), real: true, time: Now());
        await rig.RoundsAsync(3);
        Assert.Equal((ServiceStatus.Down, "it has exited with code 0"), (rig.State("job").Status, rig.State("job").Incident!.Cause));
    }

    [Fact]
    public async Task Containers_are_shown_with_what_they_use()
    {
        var backend = await docker.HealthyAsync();
        await using var rig = Watch(backend);
        var answer = (Answer)await rig.CallAsync("containers");
        var row = Assert.Single(answer.Table!.Rows, r => r[0] == backend.Name);
        Assert.EndsWith("%", row[2], StringComparison.Ordinal);
        Assert.Matches("^[0-9.]+ (KB|MB)$", row[3]);

        await rig.MeasureAsync();
        var series = await rig.Get<MetricStore>().ListAsync($"health.container.{backend.Name}.", Stop);
        Assert.Superset(new HashSet<string> { "cpu_percent", "memory_bytes", "memory_percent", "disk_bytes" }, series.Select(s => s.Name.Split('.')[^1]).ToHashSet(StringComparer.Ordinal));
        Assert.NotEmpty(await rig.Get<MetricStore>().ListAsync("health.disk.", Stop));
    }

    [Fact]
    public async Task Images_that_nothing_uses_are_found_and_removed()
    {
        if (!Counterpart.AreRequired) Assert.Skip("It removes every unnamed image of the engine, so it runs only where the engine is the tests' own.");
        await using var rig = new HealthRig([], real: true, time: Now());
        var folder = Directory.CreateTempSubdirectory("jarvis-image-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "file"), Guid.NewGuid().ToString(), Stop);
        var id = (await ServerProcess.RunAsync("sh", "-c", $"tar -C {folder.FullName} -c . | docker import -")).Trim();
        folder.Delete(recursive: true);
        Assert.NotNull(docker.Client);
        Assert.True((await rig.Get<IContainerRuntime>().DiskAsync(Stop))!.Reclaimable > 0);
        var outcome = await rig.CommitAsync("prune");
        Assert.StartsWith("Removed what nothing used", outcome.Said, StringComparison.Ordinal);
        Assert.DoesNotContain((await docker.Client.Images.ListImagesAsync(new Docker.DotNet.Models.ImagesListParameters(), Stop)), i => i.ID == id);
    }

    [Fact]
    public async Task Without_an_engine_every_question_says_what_to_do()
    {
        var settings = HealthRig.Services([("Name", "backend"), ("Kind", "Docker"), ("Target", "backend-1")]);
        settings["Health:DockerEndpoint"] = "unix:///tmp/no-such-docker.sock";
        await using var rig = new HealthRig(settings, real: true, time: Now());
        await rig.RoundsAsync(1);
        const string Said = "Docker is not connected: no engine answers. Start Docker, or write its address to Health:DockerEndpoint in appsettings.json.";
        Assert.Equal(Said, rig.State("backend").LastResult.Words);
        Assert.Equal(Said, ((Answer)await rig.CallAsync("containers")).Sentence);
        await rig.MeasureAsync();
        Assert.Contains(Said, ((Answer)await rig.CallAsync("status")).Sentence, StringComparison.Ordinal);
    }

    private static HealthRig Watch(ServiceContainer container, params (string Key, string Value)[] more) => new(HealthRig.Services(
        [("Name", "backend"), ("Kind", "Http"), ("Target", container.HealthUrl.ToString()), ("Container", container.Name), ("StartGrace", "00:00:00"), .. more]), real: true, time: Now());

    /// <summary>The engine's clock is real: its logs and events begin now.</summary>
    private static FakeTimeProvider Now() => new(TimeProvider.System.GetUtcNow());
}
