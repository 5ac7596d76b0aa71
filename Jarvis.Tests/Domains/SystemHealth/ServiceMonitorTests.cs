using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;

namespace Jarvis.Tests.Domains.SystemHealth;

public sealed class ServiceMonitorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Status_names_each_service_and_how_it_does()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend"), HealthRig.Http("shop")));
        await rig.RoundsAsync(1);
        rig.Probe.Break("shop");
        await rig.RoundsAsync(3);
        var answer = (Answer)await rig.CallAsync("status");
        Assert.Equal("1 service of 2 is not up: **shop** (down for 90 s: HTTP 500).", answer.Sentence.Replace("2 min", "90 s", StringComparison.Ordinal));
        Assert.Equal(["shop", "backend"], answer.Table!.Rows.Select(r => r[0]));
        Assert.Equal("20 ms", answer.Table.Rows[1][2]);
    }

    [Fact]
    public async Task Two_failed_checks_make_nobody_move_and_the_third_makes_it_down()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend")));
        await rig.RoundsAsync(1);
        rig.Probe.Break("backend");
        await rig.RoundsAsync(2);
        Assert.Equal(ServiceStatus.Up, rig.State("backend").Status);
        Assert.Empty(rig.Alerts.Raised);
        await rig.RoundsAsync(1);
        Assert.Equal(ServiceStatus.Down, rig.State("backend").Status);
        var alert = Assert.Single(rig.Alerts.Open.Values);
        Assert.Equal(("service:backend:down", Severity.Critical, "backend is down"), (alert.Key, alert.Severity, alert.Title));
        Assert.Equal(["service.down"], (await rig.Store.AllAsync<BusinessEvent>()).Select(e => e.Type));
    }

    [Fact]
    public async Task One_good_check_is_not_enough_to_be_up_again()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend")));
        rig.Probe.Break("backend");
        await rig.RoundsAsync(3);
        rig.Probe.Mend("backend");
        await rig.RoundsAsync(1);
        Assert.Equal(ServiceStatus.Down, rig.State("backend").Status);
        rig.Probe.Break("backend");
        await rig.RoundsAsync(1);
        rig.Probe.Mend("backend");
        await rig.RoundsAsync(2);
        Assert.Equal(ServiceStatus.Up, rig.State("backend").Status);
        Assert.Empty(rig.Alerts.Open);
        Assert.Equal(["service.down", "service.recovered"], (await rig.Store.AllAsync<BusinessEvent>()).Select(e => e.Type));
        var incident = Assert.Single(await rig.Store.AllAsync<Incident>());
        Assert.Equal(TimeSpan.FromSeconds(150), incident.Until - incident.From);
    }

    [Fact]
    public async Task Failures_and_successes_in_turn_are_no_outage()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend")));
        for (var i = 0; i < 10; i++)
        {
            rig.Probe.Break("backend");
            await rig.RoundsAsync(2);
            rig.Probe.Mend("backend");
            await rig.RoundsAsync(1);
        }
        Assert.Empty(rig.Alerts.Raised);
        Assert.Empty(await rig.Store.AllAsync<Incident>());
    }

    [Fact]
    public async Task A_service_that_hangs_holds_up_no_other_and_fails_after_its_timeout()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("hangs", ("FailuresDown", "1"), ("Timeout", "00:00:05")), HealthRig.Http("backend")));
        rig.Probe.Hang("hangs");
        await rig.Monitor.RunAsync(Stop);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await rig.Monitor.RunAsync(Stop);
        await rig.State("backend").Running!;
        Assert.Equal(ServiceStatus.Up, rig.State("backend").Status);
        Assert.Equal(ServiceStatus.Unknown, rig.State("hangs").Status);
        rig.Time.Advance(TimeSpan.FromSeconds(4));
        await rig.Monitor.SettleAsync();
        Assert.Equal(ServiceStatus.Down, rig.State("hangs").Status);
        Assert.Equal("no answer within 5 s", rig.State("hangs").Incident!.Cause);
    }

    [Fact]
    public async Task What_was_down_before_a_restart_of_Jarvis_is_still_down_after_it_and_told_once()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend")));
        rig.Probe.Break("backend");
        await rig.RoundsAsync(3);
        await rig.RestartJarvisAsync();
        await rig.RoundsAsync(1);
        Assert.Equal(ServiceStatus.Down, rig.State("backend").Status);
        Assert.Single(await rig.Store.AllAsync<Incident>());
        Assert.Single(await rig.Store.AllAsync<BusinessEvent>());
        rig.Probe.Mend("backend");
        await rig.RoundsAsync(2);
        Assert.Empty(rig.Alerts.Open);
        Assert.NotNull(Assert.Single(await rig.Store.AllAsync<Incident>()).Until);
    }

    [Fact]
    public async Task A_child_of_a_failed_parent_is_shown_under_it_and_not_alone()
    {
        await using var rig = new HealthRig(HealthRig.Services(
            HealthRig.Http("shop", ("Parent", "database")), HealthRig.Http("database"), HealthRig.Http("api", ("Parent", "shop"), ("Container", "api-1"))));
        await rig.RoundsAsync(1);
        foreach (var name in new[] { "database", "shop", "api" }) rig.Probe.Break(name);
        await rig.RoundsAsync(4);
        Assert.Equal(ServiceStatus.Unreachable, rig.State("shop").Status);
        Assert.Equal(ServiceStatus.Unreachable, rig.State("api").Status);
        Assert.All(rig.Alerts.Raised.Where(a => a.Key != "service:database:down"), a => Assert.Equal("service:database:down", a.Parent));
        Assert.Empty(await rig.HandleEventsAsync());
        Assert.Contains("waiting for database", ((Answer)await rig.CallAsync("status", ("service", "api"))).Sentence, StringComparison.Ordinal);
        foreach (var name in new[] { "database", "shop", "api" }) rig.Probe.Mend(name);
        await rig.RoundsAsync(2);
        Assert.Empty(rig.Alerts.Open);
    }

    [Fact]
    public async Task A_child_that_still_fails_when_its_parent_is_back_is_down_by_itself()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("shop", ("Parent", "database")), HealthRig.Http("database")));
        rig.Probe.Break("database");
        rig.Probe.Break("shop");
        await rig.RoundsAsync(4);
        rig.Probe.Mend("database");
        await rig.RoundsAsync(3);
        Assert.Equal(ServiceStatus.Unreachable, rig.State("shop").Status);
        await rig.RoundsAsync(3);
        Assert.Equal(ServiceStatus.Down, rig.State("shop").Status);
        Assert.Null(rig.Alerts.Open["service:shop:down"].Parent);
    }

    [Fact]
    public async Task Thousands_of_services_are_spread_over_their_interval_and_nothing_is_written_while_all_is_well()
    {
        await using var rig = new HealthRig(HealthRig.Services([.. Enumerable.Range(0, 5000).Select(i => HealthRig.Http($"s{i}"))]));
        await rig.RoundsAsync(1, seconds: 1);
        var before = rig.Probe.Checks;
        for (var second = 1; second < 30; second++)
        {
            await rig.RoundsAsync(1, seconds: 1);
            Assert.InRange(rig.Probe.Checks - before, 160, 175);
            before = rig.Probe.Checks;
        }
        Assert.InRange(rig.Probe.Checks, 4800, 5000);
        await rig.RoundsAsync(1);
        Assert.Empty(await rig.Store.AllAsync<BusinessEvent>());
        Assert.All(rig.Board.All, s => Assert.Equal(ServiceStatus.Up, s.Status));
    }

    [Fact]
    public async Task After_a_night_of_sleep_nothing_is_caught_up()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend")));
        await rig.RoundsAsync(1);
        rig.Time.Advance(TimeSpan.FromHours(8));
        await rig.RoundsAsync(1, seconds: 1);
        await rig.RoundsAsync(1, seconds: 1);
        Assert.Equal(2, rig.Probe.Checks);
    }
}
