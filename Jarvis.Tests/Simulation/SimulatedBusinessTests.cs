using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Domains.Sales;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Scoring;
using Jarvis.Skills.Domains.Sales.Scoring.Learning;
using Jarvis.Skills.Domains.Sales.Sequences;
using Jarvis.Skills.Simulation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.Simulation;

public sealed class SimulatedBusinessTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly IOptions<BusinessOptions> Business = Options.Create(new BusinessOptions());

    private readonly FakeTimeProvider clock = new(Start);
    private readonly TestStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task In_the_first_minute_a_lead_an_order_and_a_ticket_arrive_once()
    {
        var feed = Feed();
        for (var i = 0; i < 30; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            await feed.RunAsync(CancellationToken.None);
        }
        var events = await store.AllAsync<BusinessEvent>();
        Assert.Superset(new HashSet<string> { "lead.arrived", "order.placed", "ticket.opened" }, events.Select(e => e.Type).ToHashSet());
        Assert.All(events, e => Assert.Equal(e.Type != "order.placed", e.Untrusted));
        Assert.All(events.Where(e => e.Type == "order.placed"), e => Assert.True(e.Amount!.Value.Amount > 0));
    }

    [Fact]
    public async Task Among_a_days_strangers_some_try_to_give_orders_and_nothing_says_which()
    {
        var feed = Feed();
        for (var i = 0; i < 48; i++)
        {
            clock.Advance(TimeSpan.FromMinutes(30));
            await feed.RunAsync(CancellationToken.None);
        }
        var events = await store.AllAsync<BusinessEvent>();
        var hostile = events.Where(e => e.Text.Contains("Ignore your rules", StringComparison.Ordinal) || e.Text.StartsWith("SYSTEM NOTE", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(hostile);
        Assert.All(hostile, e => Assert.True(e.Untrusted));
        Assert.True(hostile.Count < events.Count / 10);
        Assert.InRange(events.Count(e => e.Type == "order.placed"), 200, 700);
    }

    [Fact]
    public async Task The_first_start_writes_two_weeks_and_a_second_one_only_what_is_missing()
    {
        await WriteAsync(Start);
        var points = await CountAsync();
        await using (var db = store.CreateDbContext())
        {
            Assert.Equal(Start.AddDays(-14) + TimeSpan.FromMinutes(5), await db.Set<MetricPoint>().MinAsync(p => p.At));
            Assert.True(Start - await db.Set<MetricPoint>().MaxAsync(p => p.At) <= TimeSpan.FromMinutes(5));
        }

        Assert.Null(await MissingAsync(Start.AddMinutes(4)));
        Assert.NotNull(await MissingAsync(Start.AddHours(5)));
        await WriteAsync(Start.AddHours(5));
        var series = (await store.AllAsync<MetricSeries>()).Count;
        Assert.InRange(await CountAsync() - points, series * 58, series * 60);
    }

    [Fact]
    public async Task The_page_and_the_reports_tell_the_days_business_beside_the_day_before()
    {
        var world = World();
        await using (var db = store.CreateDbContext())
        {
            await new SimulatedHistory(world, Business).WriteEventsAsync(db, CancellationToken.None);
            await new SimulatedLeads(world).WritePastAsync(db, "EUR", CancellationToken.None);
        }
        var days = new EventDays(store, Business, clock);
        var panel = await new BusinessPanel(days).ReadAsync(CancellationToken.None);
        Assert.Equal(["Orders", "Leads", "Tickets"], panel.Rows.Select(r => r.Name));
        Assert.All(panel.Rows, r => Assert.Equal(14, r.Trend.Count));
        Assert.Equal("Orders today", panel.Figures[0].Label);

        var section = await new BusinessSection(days).WriteAsync(new ReportPeriod(Start.AddDays(-1), Start, Weekly: false), CancellationToken.None);
        Assert.Matches(@"- \*\*\d+ orders\*\*, [\d,.]+ EUR \(day before: \d+, [\d,.]+ EUR\)\n- \*\*\d+ leads?\*\* \(day before: \d+\)\n- \*\*\d+ tickets", section!.Markdown);
    }

    [Fact]
    public async Task Without_any_event_neither_page_nor_report_speaks_of_business()
    {
        var days = new EventDays(store, Business, clock);
        Assert.Empty((await new BusinessPanel(days).ReadAsync(CancellationToken.None)).Rows);
        Assert.Null(await new BusinessSection(days).WriteAsync(new ReportPeriod(Start.AddDays(-1), Start, Weekly: false), CancellationToken.None));
    }

    private SimulatedWorld World() => new(Options.Create(new SimulationOptions()), clock);

    private BusinessFeed Feed()
    {
        var (world, events, scoring) = (World(), new EventStream(store), new LeadScoring(ByRules(), store, clock));
        return new(world, events, new LeadIntake(store, events, scoring, new LeadNames(store), clock), new SimulatedLeads(world), new SimulatedSequences(world, new SequenceCatalog(Options.Create(new SequenceOptions()), Business)), new SimulatedDeals(world, new Stages(Options.Create(new SalesOptions()))), scoring, store, Business, clock);
    }

    private LeadScorer ByRules()
    {
        var (rules, sales) = (new RuleScorer(Options.Create(new SalesOptions())), Options.Create(new SalesOptions()));
        return new(rules, new LeadFeatures(rules, sales, Options.Create(new LearningOptions())), sales, store);
    }

    private async Task WriteAsync(DateTimeOffset at)
    {
        clock.SetUtcNow(at);
        var history = new SimulatedHistory(World(), Business);
        await using var db = store.CreateDbContext();
        var since = await history.MissingSinceAsync(db, CancellationToken.None);
        await history.WriteMetricsAsync(db, since!.Value, history.Troubles(), CancellationToken.None);
    }

    private async Task<DateTimeOffset?> MissingAsync(DateTimeOffset at)
    {
        clock.SetUtcNow(at);
        await using var db = store.CreateDbContext();
        return await new SimulatedHistory(World(), Business).MissingSinceAsync(db, CancellationToken.None);
    }

    private async Task<int> CountAsync()
    {
        await using var db = store.CreateDbContext();
        return await db.Set<MetricPoint>().CountAsync();
    }
}
