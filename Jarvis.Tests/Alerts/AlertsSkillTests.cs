using Jarvis.Bot.Alerts;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jarvis.Tests.Alerts;

public sealed class AlertsSkillTests : IDisposable
{
    private readonly AlertBench bench = new();
    private readonly AlertsSkill skill;

    public AlertsSkillTests()
    {
        var business = Options.Create(new BusinessOptions());
        skill = new AlertsSkill(bench.Book, new OwnerTimes(bench.Time, business), business, bench.Time);
    }

    [Fact]
    public async Task The_list_shows_what_is_open_the_worst_first_and_who_looks_after_it()
    {
        Assert.Equal("No alert is open.", (await skill.ListAsync(CancellationToken.None)).Sentence);
        await bench.RaiseAsync("disk");
        await bench.RaiseAsync("database", Severity.Critical);
        await bench.RaiseAsync("shop", parent: "database");
        await bench.Book.AcknowledgeAsync(1, "Olga", CancellationToken.None);
        bench.Time.Advance(TimeSpan.FromMinutes(12));

        var answer = await skill.ListAsync(CancellationToken.None);

        Assert.Equal("3 alerts not resolved: 1 critical, 2 warning; 1 acknowledged.", answer.Sentence);
        Assert.Equal(
            ["2|database is down|critical|12 min|open", "1|disk is down|warning|12 min|Olga looks after it", "3|shop is down|warning|12 min|under 2"],
            answer.Table!.Rows.Select(r => string.Join('|', r)));
    }

    [Fact]
    public async Task Acknowledging_takes_the_only_open_alert_or_asks_which()
    {
        Assert.Contains("No alert waits", (await RefusedAsync(null)).Message, StringComparison.Ordinal);
        await bench.RaiseAsync("disk");
        Assert.Equal("Acknowledge alert 1: disk is down", (await skill.AcknowledgeAsync(null, CancellationToken.None)).What);

        await bench.RaiseAsync("database");
        Assert.Equal("Which one? 1: disk is down; 2: database is down. Say \"acknowledge alert 1\".", (await RefusedAsync(null)).Message);
        Assert.Contains("There is no alert 9", (await RefusedAsync(9)).Message, StringComparison.Ordinal);
        await bench.ResolveAsync("disk");
        Assert.Contains("Alert 1 (disk is down) is resolved since Mon 23 Nov 10:00", (await RefusedAsync(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_acknowledged_alert_says_who_looks_after_it_and_a_second_time_changes_nothing()
    {
        await bench.RaiseAsync("disk");
        var plan = await skill.AcknowledgeAsync(1, CancellationToken.None);
        var context = new ActionContext(new ServiceCollection().BuildServiceProvider(), 1, Guid.NewGuid(), "Olga");

        await plan.Commit(context, CancellationToken.None);
        bench.Time.Advance(TimeSpan.FromHours(1));
        await plan.Commit(context, CancellationToken.None);

        var alert = await bench.AlertAsync("disk");
        Assert.Equal((AlertState.Acknowledged, "Olga", new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero)), (alert.State, alert.AckBy, alert.AckAt!.Value));
        Assert.True(plan.Idempotent);
        Assert.Single(plan.Targets);
    }

    [Fact]
    public async Task The_history_tells_how_many_how_severe_and_how_long()
    {
        await bench.RaiseAsync("disk");
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        await bench.ResolveAsync("disk", "Space was freed.");
        await bench.RaiseAsync("database", Severity.Critical);
        bench.Time.Advance(TimeSpan.FromMinutes(20));

        var answer = await skill.HistoryAsync("today", CancellationToken.None);

        Assert.Equal("2 alerts from Mon 23 Nov 00:00 to Mon 23 Nov 10:30: 1 critical, 1 warning; 1 still open, resolved after 10 min on average.", answer.Sentence);
        Assert.Equal(["2|still open|20 min", "1|Space was freed.|10 min"], answer.Table!.Rows.Select(r => $"{r[0]}|{r[5]}|{r[4]}"));
        Assert.StartsWith("No alerts from", (await skill.HistoryAsync("yesterday", CancellationToken.None)).Sentence, StringComparison.Ordinal);
        Assert.Contains("period", (await Assert.ThrowsAsync<BadRequestException>(() => skill.HistoryAsync("purple", CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    public void Dispose() => bench.Dispose();

    private Task<BadRequestException> RefusedAsync(int? number) => Assert.ThrowsAsync<BadRequestException>(() => skill.AcknowledgeAsync(number, CancellationToken.None));
}
