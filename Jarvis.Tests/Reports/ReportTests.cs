using System.Text;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Reports;

public sealed class ReportTests : IAsyncDisposable
{
    private TestJarvis jarvis = null!;

    [Fact]
    public async Task A_quiet_day_is_one_line()
    {
        await StartAsync();
        var answer = await DailyAsync();
        Assert.Equal("## Briefing, Monday 23 November\n\nNothing waits for you. I did nothing that needed doing.", answer.Sentence);
    }

    [Fact]
    public async Task It_tells_what_was_done_what_waits_and_what_a_person_refused()
    {
        await StartAsync();
        await jarvis.ActAsync(new FunctionCall("shop.note", ("text", "a lead")));
        var refused = await jarvis.ActAsync(new FunctionCall("shop.mail", ("to", "bob"), ("text", "hi")));
        await jarvis.SayAsync($"reject {refused.Number}");
        var waiting = await jarvis.ActAsync(new FunctionCall("shop.restart", ("service", "backend")),
            proposal: new Proposal(new FunctionCall("shop.restart", ("service", "backend")), "It is slow.") { Benefit = "pages load in half the time" });

        var text = (await DailyAsync()).Sentence;

        Assert.Contains("**1 decision waits for you.** I did 1 thing.", text, StringComparison.Ordinal);
        Assert.Contains("Noted a lead (#1)", text, StringComparison.Ordinal);
        Assert.Contains("1 rejected by you", text, StringComparison.Ordinal);
        Assert.Contains($"- **#{waiting.Number}** Restart backend: pages load in half the time", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("### What I did", StringComparison.Ordinal) < text.IndexOf("### Needs your decision", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_saved_is_counted_from_the_actions_and_says_how()
    {
        await StartAsync();
        await AddDoneAsync("shop.restart", seconds: 300, minor: null);
        await AddDoneAsync("shop.restart", seconds: 600, minor: null);
        await AddDoneAsync("shop.pay", seconds: 0, minor: 1250);

        var text = (await DailyAsync()).Sentence;

        Assert.Contains("which saved you 15 min and 12.50 EUR", text, StringComparison.Ordinal);
        Assert.Contains("- Shop: restart, 2 times: 15 min", text, StringComparison.Ordinal);
        Assert.Contains("- Shop: pay, 1 time: 12.50 EUR", text, StringComparison.Ordinal);
        Assert.Contains("what cannot be counted is left out", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_nothing_can_be_counted_it_says_so()
    {
        await StartAsync();
        await AddDoneAsync("shop.restart", seconds: 0, minor: null);
        Assert.Contains("Nothing that I could honestly count.", (await DailyAsync()).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_section_that_fails_is_named_as_missing_and_the_others_are_told()
    {
        await StartAsync(new Section("Leads", 1, _ => throw new InvalidOperationException("no such table")), new Section("Sales", 2, _ => new SectionText("14 orders.")));

        var text = (await DailyAsync()).Sentence;

        Assert.Contains("### Sales\n\n14 orders.", text, StringComparison.Ordinal);
        Assert.Contains("*Not in this report: Leads (InvalidOperationException: no such table).*", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_section_that_hangs_is_named_as_missing()
    {
        var entered = new TaskCompletionSource();
        var never = new TaskCompletionSource();
        await StartAsync(new Section("Leads", 1, _ => { entered.SetResult(); never.Task.Wait(TestContext.Current.CancellationToken); return null; }));

        var report = DailyAsync();
        await entered.Task;
        while (!report.IsCompleted)
        {
            jarvis.Clock.Advance(TimeSpan.FromSeconds(21));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        Assert.Contains("Leads (took longer than 20 s)", (await report).Sentence, StringComparison.Ordinal);
        never.SetResult();
    }

    [Fact]
    public async Task Text_from_outside_makes_the_report_untrusted()
    {
        await StartAsync(new Section("Tickets", 1, _ => new SectionText("\"refund me\"") { Untrusted = true }));
        Assert.True((await DailyAsync()).Untrusted);
    }

    [Fact]
    public async Task Findings_that_the_clearance_forbade_are_kept_for_the_report()
    {
        await StartAsync();
        await jarvis.Get<Controls>().SetClearanceAsync(null, ClearanceLevel.ReadOnly, "test", TestContext.Current.CancellationToken);
        await jarvis.ActAsync(new FunctionCall("shop.restart", ("service", "backend")));
        Assert.Contains("1 found and not done, because of the clearance or a pause: Restart backend (#1)", (await DailyAsync()).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_weekly_report_covers_the_seven_days_to_midnight_with_its_charts_in_a_file()
    {
        ReportPeriod? asked = null;
        var chart = new Chart("Uptime", ChartKind.Line, [new ChartSeries("backend", [new ChartPoint(99) { At = DateTimeOffset.UnixEpoch }, new ChartPoint(100) { At = DateTimeOffset.UnixEpoch.AddHours(1) }])]);
        await StartAsync(new Section("System <health>", 1, p => { asked = p; return new SectionText("All **up**.") { Chart = chart }; }));

        var answer = (Answer)await jarvis.CallAsync(new FunctionCall("reports.weekly"));

        Assert.Equal(new ReportPeriod(DateTimeOffset.Parse("2026-11-16T00:00Z"), DateTimeOffset.Parse("2026-11-23T00:00Z"), true), asked);
        Assert.Contains("the week of 16 November to 22 November 2026", answer.Sentence, StringComparison.Ordinal);
        Assert.Same(chart, answer.Chart);
        var file = Assert.Single(answer.Files);
        var html = Encoding.UTF8.GetString(file.Content);
        Assert.Equal(("weekly-2026-11-22.html", "text/html"), (file.Name, file.ContentType));
        Assert.Contains("<h2>System &lt;health&gt;</h2>", html, StringComparison.Ordinal);
        Assert.Contains("<strong>up</strong>", html, StringComparison.Ordinal);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("next week", "period")]
    [InlineData("last 90 days", "31 days")]
    [InlineData("purple", "period")]
    public async Task A_period_that_cannot_be_told_of_is_refused_with_the_mend(string period, string said)
    {
        await StartAsync();
        Assert.Contains(said, (await Assert.ThrowsAsync<BadRequestException>(() => DailyAsync(period))).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_briefing_comes_at_nine_by_the_owners_clock()
    {
        jarvis = await TestJarvis.StartAsync(new() { ["Business:TimeZone"] = "Europe/Berlin" }, clock: new(DateTimeOffset.Parse("2026-11-24T07:59Z")));
        while (!jarvis.Channel.Shown.Any(p => p.Markdown.Contains("Briefing, Tuesday 24 November", StringComparison.Ordinal)))
        {
            jarvis.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
        Assert.InRange(jarvis.Clock.GetUtcNow(), DateTimeOffset.Parse("2026-11-24T08:00Z"), DateTimeOffset.Parse("2026-11-24T08:30Z"));
    }

    public ValueTask DisposeAsync() => jarvis.DisposeAsync();

    private async Task StartAsync(params IReportSection[] sections) =>
        jarvis = await TestJarvis.StartAsync(configure: services => Array.ForEach(sections, s => services.AddSingleton(s)));

    private async Task<Answer> DailyAsync(string? period = null)
    {
        // Actions of this very instant belong to the day.
        jarvis.Clock.Advance(TimeSpan.FromSeconds(1));
        return (Answer)await jarvis.CallAsync(new FunctionCall("reports.daily", ("period", period)));
    }

    private async Task AddDoneAsync(string function, long seconds, long? minor)
    {
        await using var db = jarvis.Database();
        db.Add(new ActionRecord
        {
            Domain = "shop", Function = function, ArgumentsJson = "{}", Fingerprint = "x", CauseKey = $"{Guid.NewGuid()}", What = function, State = ActionState.Done, DecidedBy = "gate",
            ProposedAt = jarvis.Clock.GetUtcNow(), EndedAt = jarvis.Clock.GetUtcNow(), SavedSeconds = seconds, SavedMinor = minor,
        });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Section(string title, int order, Func<ReportPeriod, SectionText?> write) : IReportSection
    {
        public string Title => title;

        public int Order => order;

        public Task<SectionText?> WriteAsync(ReportPeriod period, CancellationToken cancel) => Task.FromResult(write(period));
    }
}
