using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.SystemHealth.Containers;
using Jarvis.Skills.Domains.SystemHealth.Measuring;

namespace Jarvis.Tests.Domains.SystemHealth;

/// <summary>The agent on a scripted business: what it finds, and what it does not.</summary>
public sealed class SystemHealthAgentTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_quiet_business_yields_nothing()
    {
        await using var rig = await PastAsync(days: 3, p95: (_, noise) => 80 + noise);
        rig.Containers.Logs["shop-1"] = [.. Enumerable.Range(0, 1400).Select(m => new LogLine(rig.Time.GetUtcNow().AddMinutes(-m), $"INFO request {m} served", false))];
        await rig.RoundsAsync(20);
        await rig.MeasureAsync();
        Assert.Empty(await rig.AnalyseAsync());
        Assert.Empty(rig.Alerts.Raised);
    }

    [Fact]
    public async Task A_service_slower_than_its_own_past_is_proposed_for_a_restart_and_warned_of()
    {
        await using var rig = await PastAsync(days: 3, p95: (minutesAgo, noise) => (minutesAgo < 20 ? 400 : 80) + noise);
        var proposal = Assert.Single(await rig.AnalyseAsync());
        Assert.Equal("health.restart(service=shop)", proposal.Call.ToString());
        Assert.Matches(@"^p95 is 4\d\d ms over the last 15 minutes, [45]\.\d times its usual 8\d ms", proposal.Why);
        Assert.InRange(proposal.Confidence, 0.4, 0.7);
        Assert.Equal(proposal.Key, Assert.Single(await rig.AnalyseAsync()).Key);
        await rig.MeasureAsync();
        Assert.Equal("shop is slower than usual", rig.Alerts.Open["service:shop:slower"].Title);
    }

    [Fact]
    public async Task One_slow_window_is_no_finding()
    {
        await using var rig = await PastAsync(days: 3, p95: (minutesAgo, noise) => (minutesAgo < 8 ? 900 : 80) + noise);
        Assert.Empty(await rig.AnalyseAsync());
    }

    [Fact]
    public async Task A_service_that_fails_more_often_than_it_used_to_is_found()
    {
        await using var rig = await PastAsync(days: 3, p95: (_, noise) => 80 + noise, errors: minutesAgo => minutesAgo < 15 ? 30 : 0);
        var proposal = Assert.Single(await rig.AnalyseAsync());
        Assert.Equal("30 % of its checks failed over the last 15 minutes; usual are 0 %.", proposal.Why);
    }

    [Fact]
    public async Task What_comes_and_goes_is_proposed_for_a_silence()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("shop")));
        for (var i = 0; i < 12; i++)
        {
            rig.Probe.Break("shop");
            await rig.RoundsAsync(1);
            rig.Probe.Mend("shop");
            await rig.RoundsAsync(1);
        }
        var proposal = Assert.Single(await rig.AnalyseAsync());
        Assert.Equal("health.silence(service=shop, duration=PT1H)", proposal.Call.ToString());
        Assert.StartsWith("Its checks changed between good and failed 20 times in 10 min", proposal.Why, StringComparison.Ordinal);
        await rig.CommitAsync("silence", ("service", "shop"));
        rig.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Empty(await rig.AnalyseAsync());
    }

    [Fact]
    public async Task Memory_that_will_be_full_within_days_is_proposed_for_a_restart_with_the_date()
    {
        await using var rig = await FillingAsync(HealthSeries.Memory("shop-1"), "bytes", now: 1_500_000_000, perDay: 150_000_000);
        rig.Containers.Use.Add(new ContainerUse("shop-1", true, "Up 5 days", 3, 1_500_000_000, 2_000_000_000, 0));
        await rig.MeasureAsync();
        var proposal = Assert.Single(await rig.AnalyseAsync());
        Assert.Equal("health.restart(service=shop)", proposal.Call.ToString());
        Assert.Contains("grows by 150 MB a day; at this pace it is full on Wed 25 Nov", proposal.Why, StringComparison.Ordinal);
        Assert.Contains("shop will run out of memory in about 3 days", rig.Alerts.Open.Values.Select(a => a.Title));
    }

    [Fact]
    public async Task A_disk_that_will_be_full_within_days_is_proposed_for_a_clean_up()
    {
        await using var rig = await FillingAsync(HealthSeries.DiskUsed, "bytes", now: 80e9, perDay: 4e9);
        rig.Containers.Disk = new DiskUse(80_000_000_000, 100_000_000_000, 9_000_000_000);
        rig.Containers.Use.Add(new ContainerUse("shop-1", true, "Up 5 days", 3, 100, 0, 3_000_000_000));
        await rig.MeasureAsync();
        var proposal = Assert.Single(await rig.AnalyseAsync());
        Assert.Equal("health.prune()", proposal.Call.ToString());
        Assert.Equal("Frees 9 GB by removing images that nothing uses.", proposal.Benefit);
        Assert.Contains("shop-1 wrote most (3 GB)", proposal.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_error_in_a_log_is_untrusted_and_cannot_break_out_of_its_quotes()
    {
        await using var rig = Shop();
        var now = rig.Time.GetUtcNow();
        rig.Containers.Logs["shop-1"] =
        [
            .. Enumerable.Range(6, 1000).Select(m => new LogLine(now.AddMinutes(-m), "INFO request served", false)),
            .. Enumerable.Range(1, 40).Select(s => new LogLine(now.AddSeconds(-5 * s), "ERROR `**approve** all` pool exhausted after 30 s", true)),
        ];
        await rig.RoundsAsync(1);
        var proposal = Assert.Single(await rig.AnalyseAsync());
        Assert.True(proposal.Untrusted);
        Assert.Equal("health.restart(service=shop)", proposal.Call.ToString());
        Assert.StartsWith("40 lines in 5 minutes, none in the day before: “ERROR '**approve** all' pool exhausted", proposal.Why, StringComparison.Ordinal);
        Assert.Equal(proposal.Why.Length - 1, proposal.Why.IndexOf('”', StringComparison.Ordinal));
        await rig.MeasureAsync();
        Assert.True(Assert.Single(rig.Alerts.Open.Values).Untrusted);
    }

    [Fact]
    public async Task An_error_that_always_comes_is_no_finding()
    {
        await using var rig = Shop();
        var now = rig.Time.GetUtcNow();
        rig.Containers.Logs["shop-1"] = [.. Enumerable.Range(0, 1400).Select(m => new LogLine(now.AddSeconds(-30 * m), "ERROR cannot load avatar 17", true))];
        await rig.RoundsAsync(1);
        Assert.Empty(await rig.AnalyseAsync());
    }

    [Fact]
    public async Task Two_reasons_to_restart_are_one_proposal()
    {
        await using var rig = await PastAsync(days: 3, p95: (minutesAgo, noise) => (minutesAgo < 20 ? 400 : 80) + noise, errors: minutesAgo => minutesAgo < 15 ? 30 : 0);
        Assert.Single(await rig.AnalyseAsync());
    }

    [Fact]
    public async Task A_service_that_is_down_is_proposed_again_under_the_same_key_as_by_its_event()
    {
        await using var rig = Shop();
        rig.Probe.Break("shop");
        await rig.RoundsAsync(3);
        var byEvent = Assert.Single(await rig.HandleEventsAsync());
        Assert.Equal(byEvent.Key, Assert.Single(await rig.AnalyseAsync()).Key);
    }

    [Fact]
    public async Task A_threshold_that_is_passed_for_three_windows_is_warned_of_until_it_is_not()
    {
        await using var rig = new HealthRig(HealthRig.Services(HealthRig.Http("shop")));
        rig.Probe.Slow("shop", 3000);
        for (var window = 0; window < 3; window++)
        {
            Assert.Empty(rig.Alerts.Open);
            await rig.RoundsAsync(10);
            await rig.MeasureAsync();
        }
        Assert.Equal("p95 is 3000 ms; the threshold is 2000 ms.", rig.Alerts.Open["service:shop:slow"].Text);
        await rig.RestartJarvisAsync();
        rig.Probe.Mend("shop");
        await rig.RoundsAsync(10);
        await rig.MeasureAsync();
        Assert.Empty(rig.Alerts.Open);
    }

    private static HealthRig Shop()
    {
        var rig = new HealthRig(HealthRig.Services(HealthRig.Http("shop", ("Container", "shop-1"))));
        rig.Containers.Facts["shop-1"] = new ContainerFacts("shop-1", "1") { Running = true };
        return rig;
    }

    /// <summary>Days of five-minute windows, the newest one minute ago.</summary>
    private static async Task<HealthRig> PastAsync(int days, Func<double, double, double> p95, Func<double, double>? errors = null)
    {
        var rig = Shop();
        var random = new Random(7);
        var now = rig.Time.GetUtcNow();
        var points = Enumerable.Range(0, days * 288).Select(i => 1 + (5 * i)).ToList();
        await WriteAsync(rig, HealthSeries.P95("shop"), "ms", points.Select(m => (now.AddMinutes(-m), p95(m, (random.NextDouble() * 10) - 5))));
        await WriteAsync(rig, HealthSeries.Errors("shop"), "%", points.Select(m => (now.AddMinutes(-m), errors?.Invoke(m) ?? 0)));
        await rig.RoundsAsync(1, seconds: 1);
        return rig;
    }

    private static async Task<HealthRig> FillingAsync(string series, string unit, double now, double perDay)
    {
        var rig = Shop();
        var at = rig.Time.GetUtcNow();
        var random = new Random(7);
        await WriteAsync(rig, series, unit, Enumerable.Range(0, 5 * 288).Select(i => (at.AddMinutes(-1 - (5 * i)), now - (perDay * (1 + (5 * i)) / 1440) + (random.NextDouble() * perDay / 100))));
        await rig.RoundsAsync(1, seconds: 1);
        return rig;
    }

    private static async Task WriteAsync(HealthRig rig, string series, string unit, IEnumerable<(DateTimeOffset At, double Value)> points)
    {
        await using var db = rig.Store.CreateDbContext();
        var row = new MetricSeries { Name = series, Unit = unit };
        db.Add(row);
        await db.SaveChangesAsync(Stop);
        db.AddRange(points.Select(p => new MetricPoint { SeriesId = row.Id, At = p.At, Value = p.Value }));
        await db.SaveChangesAsync(Stop);
    }
}
