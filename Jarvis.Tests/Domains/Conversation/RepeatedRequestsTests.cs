using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Domains.Conversation;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.Domains.Conversation;

/// <summary>Sunday 22 March 2026, 12:00 in Berlin; requests on the days before.</summary>
public sealed class RepeatedRequestsTests : IDisposable
{
    private readonly TestStore store = new();
    private readonly FakeTimeProvider clock = new(DateTimeOffset.Parse("2026-03-22T12:00:00+01:00"));
    private readonly OwnerTimes times;

    public RepeatedRequestsTests() => times = new OwnerTimes(clock, Options.Create(new BusinessOptions { TimeZone = "Europe/Berlin" }));

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Four_weekdays_at_about_the_same_time_are_offered_as_a_routine()
    {
        await AskedAsync("sales.leads", "03-16T08:02", "03-17T08:20", "03-18T07:55", "03-19T08:11", "03-18T15:00");
        var proposal = Assert.Single(await AnalyseAsync());
        Assert.Equal("0 10 8 ? * MON-FRI", proposal.Call.Arguments["every"]);
        Assert.Equal("sales.leads", proposal.Call.Arguments["function"]);
        Assert.Contains("4 of the last 7 days", proposal.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_weekend_day_among_them_makes_it_every_day()
    {
        await AskedAsync("sales.leads", "03-18T08:00", "03-19T08:00", "03-20T08:00", "03-21T08:00");
        Assert.Equal("0 0 8 * * ?", Assert.Single(await AnalyseAsync()).Call.Arguments["every"]);
    }

    [Fact]
    public async Task Midnight_is_no_border()
    {
        await AskedAsync("sales.leads", "03-16T23:50", "03-18T00:10", "03-18T23:55", "03-20T00:05");
        Assert.Single(await AnalyseAsync());
    }

    [Theory]
    [InlineData("three days are a coincidence", "03-17T08:00", "03-18T08:00", "03-19T08:00")]
    [InlineData("four times on one day are no habit", "03-19T08:00", "03-19T08:05", "03-19T08:10", "03-19T08:15")]
    [InlineData("the hours differ", "03-16T08:00", "03-17T10:00", "03-18T13:00", "03-19T17:00")]
    public async Task Less_is_left_alone(string why, params string[] at)
    {
        await AskedAsync("sales.leads", at);
        Assert.True((await AnalyseAsync()).Count == 0, why);
    }

    [Fact]
    public async Task What_is_on_a_schedule_already_and_small_talk_are_left_alone()
    {
        await AskedAsync("conversation.greet", "03-16T08:00", "03-17T08:00", "03-18T08:00", "03-19T08:00");
        await AskedAsync("sales.leads", "03-16T08:00", "03-17T08:00", "03-18T08:00", "03-19T08:00");
        await using var db = store.CreateDbContext();
        db.Add(new OwnerRoutine { Title = "leads", Cron = "0 0 8 * * ?", Function = "sales.leads", ArgumentsJson = "{}", ActionId = Guid.NewGuid() });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await AnalyseAsync());
    }

    [Fact]
    public async Task The_briefing_lists_what_the_day_still_holds()
    {
        var section = new TodaysReminders(store, times);
        Assert.Null(await section.WriteAsync(new ReportPeriod(clock.GetUtcNow().AddDays(-1), clock.GetUtcNow(), Weekly: false), CancellationToken.None));
        await using (var db = store.CreateDbContext())
        {
            db.Add(Reminder("call Bob", "2026-03-22T17:00:00+01:00", null));
            db.Add(Reminder("tomorrow's", "2026-03-23T09:00:00+01:00", null));
            db.Add(Reminder("water the plants", null, "0 0 18 * * ?"));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        var text = await section.WriteAsync(new ReportPeriod(clock.GetUtcNow().AddDays(-1), clock.GetUtcNow(), Weekly: false), CancellationToken.None);
        Assert.Equal("- 17:00 call Bob\n- 18:00 water the plants", text!.Markdown);
    }

    private static OwnerRoutine Reminder(string title, string? at, string? cron) => new()
    {
        Title = title, At = at is null ? null : DateTimeOffset.Parse(at), Cron = cron, Function = "conversation.say_reminder", ArgumentsJson = "{}", ActionId = Guid.NewGuid(),
    };

    private async Task AskedAsync(string function, params string[] at)
    {
        await using var db = store.CreateDbContext();
        foreach (var time in at) db.Add(new RequestLog { At = DateTimeOffset.Parse($"2026-{time}:00+01:00"), Function = function, ArgumentsJson = "{}", PersonId = 1 });
        await db.SaveChangesAsync();
    }

    private async Task<List<Proposal>> AnalyseAsync()
    {
        var found = new List<Proposal>();
        await foreach (var proposal in new RepeatedRequests(new RequestHistory(store, clock), times, store).AnalyseAsync(CancellationToken.None)) found.Add(proposal);
        return found;
    }
}
