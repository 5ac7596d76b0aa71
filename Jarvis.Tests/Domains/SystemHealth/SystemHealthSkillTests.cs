using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;

namespace Jarvis.Tests.Domains.SystemHealth;

public sealed class SystemHealthSkillTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_no_service_in_the_settings_the_owner_is_told_where_to_write_them()
    {
        await using var rig = new HealthRig([]);
        Assert.Contains("Health:Services in appsettings.json", ((Answer)await rig.CallAsync("status")).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_answered_with_those_that_do()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend"), HealthRig.Http("shop")));
        var said = await Assert.ThrowsAsync<BadRequestException>(() => rig.CallAsync("status", ("service", "bakend")));
        Assert.Equal("There is no service \"bakend\". I watch backend, shop.", said.Message);
    }

    [Fact]
    public async Task History_has_a_line_the_outage_and_where_slow_begins()
    {
        await using var rig = await OutageAsync();
        var answer = (Answer)await rig.CallAsync("history", ("service", "backend"));
        Assert.Equal("**backend** over the last 24 hours: up 99.82 % of the time, 1 outage (150 s in all, the longest 150 s), p95 usually 20 ms, at worst 20 ms.", answer.Sentence.Replace("2 min", "150 s", StringComparison.Ordinal));
        Assert.Equal(ChartKind.Line, answer.Chart!.Kind);
        Assert.Equal(TimeSpan.FromSeconds(150), Assert.Single(answer.Chart.Spans).To - answer.Chart.Spans[0].From);
        Assert.Equal(new ChartMark("slow for this service", 40), Assert.Single(answer.Chart.Marks));
        Assert.True(Assert.Single(answer.Chart.Series).Points.Count >= 6);
    }

    [Fact]
    public async Task Incidents_say_when_how_long_why_and_what_was_done()
    {
        await using var rig = await OutageAsync();
        var answer = (Answer)await rig.CallAsync("incidents", ("service", "backend"));
        Assert.Equal("1 incident of backend over the last 7 days, all over.", answer.Sentence);
        Assert.Equal(["backend", "Sun 22 Nov 12:15", "2 min", "HTTP 500", "1 restart by Jarvis"], Assert.Single(answer.Table!.Rows));
    }

    [Fact]
    public async Task Uptime_leaves_maintenance_out()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend"), HealthRig.Http("shop")));
        await rig.RoundsAsync(1);
        await rig.CommitAsync("start_maintenance", ("service", "backend"), ("duration", "1 hour"));
        rig.Probe.Break("backend");
        await rig.RoundsAsync(20);
        rig.Probe.Mend("backend");
        await rig.RoundsAsync(3);
        var answer = (Answer)await rig.CallAsync("uptime", ("period", "last 24 hours"));
        Assert.Equal("All 2 services were up without an outage over the last 24 hours.", answer.Sentence);
    }

    [Fact]
    public async Task Check_looks_at_once()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend"), HealthRig.Http("shop")));
        rig.Probe.Break("shop");
        Assert.Equal("**backend** answers in 20 ms.", ((Answer)await rig.CallAsync("check", ("service", "backend"))).Sentence);
        Assert.Equal("1 of 2 services fails: **shop** (HTTP 500).", ((Answer)await rig.CallAsync("check")).Sentence);
    }

    [Fact]
    public async Task Restart_plans_one_target_that_may_be_repeated_and_touches_nothing_yet()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend", ("Container", "backend-1")), HealthRig.Http("shop", ("Parent", "backend"))));
        var plan = (PlannedAction)await rig.CallAsync("restart", ("service", "backend"));
        Assert.Equal(("Restart backend", ClearanceLevel.ModifyProduction, true), (plan.What, plan.Needs, plan.Idempotent));
        Assert.Equal(["backend"], plan.Targets);
        Assert.Contains("shop depends on it", plan.RiskNote, StringComparison.Ordinal);
        Assert.Empty(rig.Containers.Restarted);
        var said = await Assert.ThrowsAsync<BadRequestException>(() => rig.CallAsync("restart", ("service", "shop")));
        Assert.Contains("write its name to Container", said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recover_refuses_a_service_that_is_up()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend", ("Container", "backend-1"))));
        await rig.RoundsAsync(1);
        var said = await Assert.ThrowsAsync<BadRequestException>(() => rig.CallAsync("recover", ("service", "backend")));
        Assert.StartsWith("backend is up, so there is nothing to recover.", said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silence_reaches_all_alerts_of_the_service_and_can_be_ended()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend")));
        await rig.RoundsAsync(1, seconds: 1);
        var plan = (PlannedAction)await rig.CallAsync("silence", ("service", "backend"), ("duration", "2 hours"));
        Assert.Equal(("Silence alerts of backend for 2 h", ClearanceLevel.ModifySafe), (plan.What, plan.Needs));
        var outcome = await plan.Commit(rig.Action(), Stop);
        Assert.Equal("No alerts of backend until Sun 22 Nov 14:00. I go on watching.", outcome.Said);
        Assert.Equal(("service:backend:", rig.Time.GetUtcNow() + TimeSpan.FromHours(2)), Assert.Single(rig.Alerts.Silences));
        Assert.Contains("up, silenced", ((Answer)await rig.CallAsync("status", ("service", "backend"))).Sentence, StringComparison.Ordinal);
        await rig.CommitAsync("unsilence", ("service", outcome.Undo!.Arguments["service"]));
        Assert.Null(rig.Alerts.Silences[^1].Until);
    }

    [Fact]
    public async Task A_silence_of_everything_names_every_target_so_that_it_is_asked_for()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend"), HealthRig.Http("shop")));
        Assert.Equal(["backend", "shop"], ((PlannedAction)await rig.CallAsync("silence", ("service", "everything"))).Targets);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("900 days")]
    public async Task A_duration_that_makes_no_sense_is_refused(string duration)
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend")));
        await Assert.ThrowsAsync<BadRequestException>(() => rig.CallAsync("silence", ("service", "backend"), ("duration", duration)));
    }

    [Fact]
    public async Task Maintenance_clears_the_alert_and_its_end_brings_it_back()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend")));
        rig.Probe.Break("backend");
        await rig.RoundsAsync(3);
        await rig.CommitAsync("start_maintenance", ("service", "backend"), ("duration", "2 hours"), ("reason", "new disks"));
        Assert.Empty(rig.Alerts.Open);
        await rig.RestartJarvisAsync();
        await rig.RoundsAsync(3);
        Assert.Empty(rig.Alerts.Open);
        Assert.Equal("Maintenance of backend is over; I watch and mend again.", (await rig.CommitAsync("end_maintenance", ("service", "backend"))).Said);
        await rig.RoundsAsync(1);
        Assert.Single(rig.Alerts.Open);
    }

    [Fact]
    public async Task Errors_of_a_log_are_grouped_counted_and_marked_untrusted()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend", ("Container", "backend-1"))));
        var now = rig.Time.GetUtcNow();
        rig.Containers.Logs["backend-1"] = [.. Enumerable.Range(1, 30).Select(i => new LogLineOf(now.AddMinutes(-i), i % 3 == 0 ? "INFO ok" : $"ERROR timeout after {i} ms on 10.0.0.{i}").Line)];
        var answer = (Answer)await rig.CallAsync("log_errors", ("service", "backend"));
        Assert.True(answer.Untrusted);
        Assert.Equal("20 error lines in the log of **backend** over the last 1 hour, of 1 kind (30 lines read).", answer.Sentence);
        Assert.Equal("20", Assert.Single(answer.Table!.Rows)[0]);
    }

    [Fact]
    public async Task Five_minutes_of_checks_become_metrics()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend")));
        await rig.RoundsAsync(5);
        rig.Probe.Break("backend");
        await rig.RoundsAsync(5);
        await rig.MeasureAsync();
        var now = rig.Time.GetUtcNow();
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var series in await rig.Get<MetricStore>().ListAsync("health.backend.", Stop))
            values[series.Name.Split('.')[^1]] = (await rig.Get<MetricStore>().ReadAsync(series.Name, now.AddMinutes(-1), now, Stop)).Single().Value;
        Assert.Equal((50.0, 20.0, 20.0, 50.0), (values["uptime"], values["p50_ms"], values["p95_ms"], values["error_rate"]));
    }

    [Fact]
    public async Task The_report_says_what_happened_what_was_done_and_what_it_saved()
    {
        await using var rig = await OutageAsync();
        var now = rig.Time.GetUtcNow();
        var section = await rig.Get<IReportSection>().WriteAsync(new ReportPeriod(now.AddDays(-1), now, Weekly: true), Stop);
        Assert.Equal(
            """
            - 1 service of 1 had outages: **backend** 1 time (2 min, up 99.82 %).
            - I restarted **backend** 1 time and brought 1 outage to an end that way, which saves about 10 min (counted as 10 min of a person's time each).
            - Slowest now: **backend**, p95 20 ms.
            """, section!.Markdown, ignoreLineEndingDifferences: true);
        Assert.NotNull(section.Chart);
    }

    [Fact]
    public async Task The_page_shows_the_worst_first_with_a_trend()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend"), HealthRig.Http("shop")));
        await rig.RoundsAsync(1);
        rig.Probe.Break("shop");
        await rig.RoundsAsync(3);
        var panel = await rig.Get<ILivePanel>().ReadAsync(Stop);
        Assert.Equal([("shop", PanelState.Bad), ("backend", PanelState.Good)], panel.Rows.Select(r => (r.Name, r.State)));
        Assert.Equal("up, 20 ms", panel.Rows[1].Words);
        Assert.Equal(("Services up", "1 of 2"), (panel.Figures[0].Label, panel.Figures[0].Value));
        Assert.True(double.IsNaN(panel.Rows[0].Trend[^1]));
    }

    [Fact]
    public async Task Service_names_can_be_understood()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend")));
        Assert.Equal(("service", "backend"), (rig.Get<IVocabulary>().Slot, Assert.Single(rig.Get<IVocabulary>().Names)));
    }

    /// <summary>A quarter of an hour of health, an outage that one restart ends, and health again.</summary>
    private static async Task<HealthRig> OutageAsync()
    {
        var rig = new HealthRig(HealthRig.Services(HealthRig.Http("backend", ("Container", "backend-1"))));
        for (var i = 0; i < 3; i++)
        {
            await rig.RoundsAsync(10);
            await rig.MeasureAsync();
        }
        rig.Probe.Break("backend");
        await rig.RoundsAsync(5);
        rig.Containers.OnRestart = _ => rig.Probe.Mend("backend");
        await rig.CommitAsync("recover", ("service", "backend"));
        await rig.RoundsAsync(5);
        for (var i = 0; i < 4; i++)
        {
            await rig.MeasureAsync();
            await rig.RoundsAsync(10);
        }
        return rig;
    }

    private sealed record LogLineOf(DateTimeOffset At, string Text)
    {
        public Jarvis.Skills.Domains.SystemHealth.Containers.LogLine Line => new(At, Text, IsError: false);
    }
}
