using Jarvis.Bot.Alerts;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Domains.CostOptimisation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Domains.CostOptimisation;

public sealed class CostWatchTests
{
    [Fact]
    public async Task A_budget_that_is_nearly_used_warns_and_one_that_is_used_up_is_critical_and_both_end_with_the_day()
    {
        await using var rig = await CostRig.StartAsync(("Models:Budgets:Day", "0.1"));
        await rig.WriteAsync(Enumerable.Range(0, 7).Select(i => rig.Call(TimeSpan.FromMinutes(i))));
        await rig.WatchAsync();
        Assert.Equal("Nearly used up: today's budget for models (0.10 USD)|Warning", await OpenAsync(rig));

        rig.Jarvis.Clock.Advance(TimeSpan.FromMinutes(5));
        await rig.WriteAsync(rig.Call(TimeSpan.Zero), rig.Call(TimeSpan.Zero));
        await rig.WatchAsync();
        Assert.Equal("Used up: today's budget for models (0.10 USD)|Critical", await OpenAsync(rig));

        rig.Jarvis.Clock.Advance(TimeSpan.FromDays(1));
        await rig.WatchAsync();
        Assert.Equal("", await OpenAsync(rig));
    }

    [Fact]
    public async Task An_hour_that_costs_many_times_the_usual_is_told()
    {
        await using var rig = await CostRig.StartAsync(("Cost:RiseAtLeast", "0.2"));
        await rig.WriteAsync(Enumerable.Range(2, 40).SelectMany(h => Enumerable.Range(0, 2 + (h % 2)).Select(i => rig.Call(TimeSpan.FromHours(h) + TimeSpan.FromMinutes(i)))).Concat(Enumerable.Range(0, 50).Select(i => rig.Call(TimeSpan.FromMinutes(i), "loop"))));
        await rig.WatchAsync();
        Assert.Equal("Models cost far more than usual|Warning", await OpenAsync(rig));
    }

    [Fact]
    public async Task While_no_model_is_called_nothing_is_written()
    {
        await using var rig = await CostRig.StartAsync();
        await rig.WatchAsync();
        Assert.Equal(0, await PointsAsync(rig));
        await rig.WriteAsync(rig.Call(TimeSpan.Zero));
        await rig.WatchAsync();
        var once = await PointsAsync(rig);
        Assert.True(once > 0);
        await rig.WatchAsync();
        Assert.Equal(once, await PointsAsync(rig));
    }

    [Fact]
    public async Task The_briefing_says_what_models_cost_and_the_weekly_report_draws_it()
    {
        await using var rig = await CostRig.StartAsync();
        var section = rig.Jarvis.Services.GetServices<IReportSection>().OfType<CostSection>().Single();
        var (from, to) = (rig.Now.AddDays(-1), rig.Now.AddMinutes(1));
        Assert.Null(await section.WriteAsync(new ReportPeriod(from, to, Weekly: false), TestContext.Current.CancellationToken));

        await rig.WriteAsync(rig.Call(TimeSpan.FromHours(1)), rig.Call(TimeSpan.FromHours(30)));
        var daily = await section.WriteAsync(new ReportPeriod(from, to, Weekly: false), TestContext.Current.CancellationToken);
        Assert.Contains("**0.0120 USD** for 1 call (day before: 0.0120 USD). Most went to chat (0.0120 USD).", daily!.Markdown, StringComparison.Ordinal);
        Assert.NotNull((await section.WriteAsync(new ReportPeriod(to.AddDays(-7), to, Weekly: true), TestContext.Current.CancellationToken))!.Chart);
    }

    private static async Task<string> OpenAsync(CostRig rig)
    {
        await using var db = rig.Jarvis.Database();
        return string.Join(", ", (await db.Set<Alert>().AsNoTracking().Where(a => a.ResolvedAt == null && a.Domain == "cost").ToListAsync()).Select(a => $"{a.Title}|{a.Severity}"));
    }

    private static async Task<int> PointsAsync(CostRig rig)
    {
        await using var db = rig.Jarvis.Database();
        return await db.Set<MetricPoint>().CountAsync(p => db.Set<MetricSeries>().Any(s => s.Id == p.SeriesId && s.Name.StartsWith("cost.")));
    }
}
