using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.SystemHealth.Containers;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;
using Jarvis.Skills.Governance;

namespace Jarvis.Tests.Domains.SystemHealth;

public sealed class RecoveryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_that_goes_down_is_proposed_for_a_restart_at_once_and_urgently()
    {
        await using var rig = await DownAsync();
        var proposal = Assert.Single(await rig.HandleEventsAsync());
        Assert.Equal("health.recover(service=backend)", proposal.Call.ToString());
        Assert.True(proposal.Urgent);
        Assert.False(proposal.Untrusted);
        Assert.Equal("backend is down: HTTP 500.", proposal.Why);
        Assert.Equal(Severity.Warning, Assert.Single(rig.Alerts.Open.Values).Severity);
    }

    [Fact]
    public async Task Three_restarts_that_do_not_help_end_in_one_critical_alert_and_no_fourth()
    {
        await using var rig = await DownAsync();
        for (var round = 0; round < 40; round++)
        {
            foreach (var proposal in await rig.HandleEventsAsync()) await rig.CommitAsync("recover", ("service", proposal.Call.Arguments["service"]));
            await rig.RoundsAsync(1);
        }
        Assert.Equal(["backend-1", "backend-1", "backend-1"], rig.Containers.Restarted);
        var attempts = await rig.Store.AllAsync<RecoveryAttempt>();
        Assert.All(attempts.Zip(attempts.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= TimeSpan.FromSeconds(30)));
        Assert.True(attempts[^1].At - attempts[0].At <= TimeSpan.FromMinutes(5));
        var critical = rig.Alerts.Raised.Where(a => a.Severity == Severity.Critical).ToList();
        Assert.Equal("backend is down, and restarting does not help", Assert.Single(critical).Title);
        await Assert.ThrowsAsync<BadRequestException>(() => rig.CallAsync("recover", ("service", "backend")));
    }

    [Fact]
    public async Task A_restart_that_helps_is_verified_and_told_with_its_count()
    {
        await using var rig = await DownAsync();
        rig.Containers.OnRestart = _ => rig.Probe.Mend("backend");
        await rig.CommitAsync("recover", ("service", "backend"));
        await rig.RoundsAsync(2);
        Assert.Equal(ServiceStatus.Up, rig.State("backend").Status);
        Assert.Equal(("service:backend:down", "Up again after 1 restart by Jarvis."), Assert.Single(rig.Alerts.Resolved));
        Assert.Empty(rig.Alerts.Open);
    }

    [Fact]
    public async Task A_second_attempt_waits_for_thirty_seconds_and_a_failed_check()
    {
        await using var rig = await DownAsync();
        await rig.CommitAsync("recover", ("service", "backend"));
        var said = await Assert.ThrowsAsync<BadRequestException>(() => rig.CallAsync("recover", ("service", "backend")));
        Assert.Contains("look first whether it helped", said.Message, StringComparison.Ordinal);
        rig.Time.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<BadRequestException>(() => rig.CallAsync("recover", ("service", "backend")));
        await rig.RoundsAsync(1);
        Assert.IsType<PlannedAction>(await rig.CallAsync("recover", ("service", "backend")));
    }

    [Fact]
    public async Task An_attempt_that_a_crash_interrupted_runs_again_and_counts_once()
    {
        await using var rig = await DownAsync();
        var id = Guid.NewGuid();
        var plan = (PlannedAction)await rig.CallAsync("recover", ("service", "backend"));
        await plan.Commit(rig.Action(id), Stop);
        await rig.RestartJarvisAsync();
        await rig.Monitor.LoadAsync(Stop);
        await plan.Commit(rig.Action(id), Stop);
        Assert.Single(await rig.Store.AllAsync<RecoveryAttempt>());
    }

    [Fact]
    public async Task Attempts_survive_a_restart_of_Jarvis()
    {
        await using var rig = await DownAsync();
        await rig.CommitAsync("recover", ("service", "backend"));
        await rig.RestartJarvisAsync();
        await rig.Monitor.LoadAsync(Stop);
        Assert.Equal(1, rig.State("backend").AttemptsInIncident);
        await Assert.ThrowsAsync<BadRequestException>(() => rig.CallAsync("recover", ("service", "backend")));
    }

    [Fact]
    public async Task The_owners_restart_gives_three_new_attempts()
    {
        await using var rig = await DownAsync();
        for (var round = 0; round < 8; round++)
        {
            foreach (var proposal in await rig.HandleEventsAsync()) await rig.CommitAsync("recover", ("service", proposal.Call.Arguments["service"]));
            await rig.RoundsAsync(1);
        }
        Assert.True(rig.State("backend").Incident!.GivenUp);
        await rig.CommitAsync("restart", ("service", "backend"));
        Assert.False(rig.State("backend").Incident!.GivenUp);
        await rig.RoundsAsync(2);
        Assert.IsType<PlannedAction>(await rig.CallAsync("recover", ("service", "backend")));
    }

    [Fact]
    public async Task A_container_that_the_owner_stopped_is_left_alone_and_that_is_said_once()
    {
        await using var rig = Backend();
        await rig.RoundsAsync(1);
        rig.Probe.Break("backend", "the connection is refused");
        rig.Containers.Facts["backend-1"] = new ContainerFacts("backend-1", "1") { ExitCode = 137, FinishedAt = rig.Time.GetUtcNow(), StopAskedFor = true };
        await rig.RoundsAsync(20);
        Assert.Equal(ServiceStatus.Stopped, rig.State("backend").Status);
        Assert.Empty(await rig.HandleEventsAsync());
        var alert = Assert.Single(rig.Alerts.Raised);
        Assert.Equal((Severity.Info, "backend was stopped by hand"), (alert.Severity, alert.Title));
        rig.Containers.Facts["backend-1"] = new ContainerFacts("backend-1", "1") { Running = true };
        rig.Probe.Mend("backend");
        await rig.RoundsAsync(2);
        Assert.Equal(ServiceStatus.Up, rig.State("backend").Status);
        Assert.Empty(rig.Alerts.Open);
    }

    [Fact]
    public async Task A_stop_that_the_engine_forgets_later_stays_a_stop()
    {
        await using var rig = Backend();
        await rig.RoundsAsync(1);
        rig.Probe.Break("backend");
        var stopped = new ContainerFacts("backend-1", "1") { ExitCode = 137, FinishedAt = rig.Time.GetUtcNow(), StopAskedFor = true };
        rig.Containers.Facts["backend-1"] = stopped;
        await rig.RoundsAsync(1);
        rig.Containers.Facts["backend-1"] = stopped with { StopAskedFor = null };
        await rig.RoundsAsync(3);
        Assert.Equal(ServiceStatus.Stopped, rig.State("backend").Status);
    }

    [Theory]
    [InlineData(false, null, 143, false, true)]
    [InlineData(false, null, 1, true, true)]
    [InlineData(false, null, 1, false, false)]
    [InlineData(false, false, 143, true, false)]
    [InlineData(true, true, 0, false, false)]
    public void Who_stopped_a_container_follows_the_rule(bool running, bool? asked, int code, bool restartsByItself, bool byOwner) =>
        Assert.Equal(byOwner, FailureCause.StoppedByOwner(
            new ContainerFacts("c", "1") { Running = running, StopAskedFor = asked, ExitCode = code, RestartsByItself = restartsByItself }, ownStop: false));

    [Fact]
    public async Task Without_Docker_the_restart_says_what_to_do_and_three_failed_tries_are_enough()
    {
        await using var rig = await DownAsync();
        rig.Containers.NotConnected = "Docker is not connected: no engine answers.";
        for (var round = 0; round < 20; round++)
        {
            foreach (var proposal in await rig.HandleEventsAsync())
            {
                var said = await Assert.ThrowsAsync<ActionFailedException>(() => rig.CommitAsync("recover", ("service", proposal.Call.Arguments["service"])));
                Assert.Equal("backend could not be restarted: Docker is not connected: no engine answers.", said.Message);
            }
            await rig.RoundsAsync(1);
        }
        Assert.Equal(3, (await rig.Store.AllAsync<RecoveryAttempt>()).Count);
        Assert.Single(rig.Alerts.Raised, a => a.Severity == Severity.Critical);
    }

    [Fact]
    public async Task In_maintenance_nobody_is_called_and_nothing_restarted_and_afterwards_it_is()
    {
        await using var rig = Backend(("Maintenance:0", "Sun 12:00-12:30"));
        await rig.RoundsAsync(1);
        rig.Probe.Break("backend");
        await rig.RoundsAsync(58);
        Assert.Empty(rig.Alerts.Raised);
        Assert.Empty(await rig.HandleEventsAsync());
        await rig.RoundsAsync(4);
        Assert.Single(await rig.HandleEventsAsync());
        Assert.Equal("backend is down", rig.Alerts.Open["service:backend:down"].Title);
    }

    [Fact]
    public async Task A_failed_service_that_nobody_restarts_becomes_critical_after_five_minutes()
    {
        await using var rig = await DownAsync();
        await rig.RoundsAsync(10);
        Assert.Equal(Severity.Critical, rig.Alerts.Open["service:backend:down"].Severity);
    }

    [Fact]
    public async Task Failures_within_the_start_grace_do_not_count()
    {
        await using var rig = Backend(("StartGrace", "00:02:00"));
        await rig.RoundsAsync(1);
        rig.Containers.OnRestart = _ => rig.Probe.Break("backend", "still starting");
        await rig.CommitAsync("restart", ("service", "backend"));
        await rig.RoundsAsync(4);
        rig.Probe.Mend("backend");
        await rig.RoundsAsync(1);
        Assert.Equal(ServiceStatus.Up, rig.State("backend").Status);
        Assert.Empty(rig.Alerts.Raised);
    }

    private static HealthRig Backend(params (string Key, string Value)[] more)
    {
        var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend", [("Container", "backend-1"), .. more])));
        rig.Containers.Facts["backend-1"] = new ContainerFacts("backend-1", "1") { Running = true };
        return rig;
    }

    private static async Task<HealthRig> DownAsync()
    {
        var rig = Backend();
        await rig.RoundsAsync(1);
        rig.Probe.Break("backend");
        await rig.RoundsAsync(3);
        return rig;
    }
}
