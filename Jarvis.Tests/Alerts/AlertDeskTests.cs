using Jarvis.Bot.Alerts;
using Jarvis.Bot.People;
using Jarvis.Skills.Business;

namespace Jarvis.Tests.Alerts;

public sealed class AlertDeskTests : IDisposable
{
    private readonly AlertBench bench = new();

    private static TimeSpan Seconds(int n) => TimeSpan.FromSeconds(n);

    private static TimeSpan Minutes(int n) => TimeSpan.FromMinutes(n);

    [Fact]
    public async Task An_alert_is_told_once_however_often_it_is_raised_and_its_end_once_with_how_long_it_took()
    {
        for (var i = 0; i < 20; i++)
        {
            await bench.RaiseAsync("backend", text: $"Down for {i * 30} s");
            await bench.PassAsync(Seconds(30));
        }
        Assert.Equal(["telegram: 🟠 **backend is down** (warning, alert 1)"], await bench.SaidAsync());

        await bench.PassAsync(Minutes(2));
        await bench.ResolveAsync("backend");
        await bench.PassAsync(Minutes(5));

        Assert.Equal(["telegram: ✅ **Resolved: backend is down**, after 12 min (alert 1). It answers again."], await bench.SaidAsync());
        await bench.PassAsync(TimeSpan.FromDays(3));
        Assert.Empty(await bench.NewAsync());
    }

    [Fact]
    public async Task When_it_is_resolved_the_first_message_says_so_too()
    {
        await bench.RaiseAsync("backend");
        await bench.PassAsync(Minutes(1));
        var first = Assert.Single(await bench.NewAsync());
        Assert.Equal("a:ack:1", first.Part().Buttons[0][0].Data);

        await bench.ResolveAsync("backend");
        await bench.PassAsync(Seconds(1));

        var edit = Assert.Single(await bench.NewAsync(), m => m.EditOf == first.Id);
        Assert.Contains("Resolved", edit.Part().Markdown, StringComparison.Ordinal);
        Assert.Empty(edit.Part().Buttons);
    }

    [Fact]
    public async Task What_recovers_before_anybody_was_told_is_not_spoken_of()
    {
        await bench.RaiseAsync("backend");
        await bench.PassAsync(Seconds(2));
        await bench.ResolveAsync("backend");
        await bench.PassAsync(Minutes(10));

        Assert.Empty(await bench.NewAsync());
        Assert.NotNull((await bench.AlertAsync("backend")).SettledAt);
    }

    [Fact]
    public async Task Reminders_come_at_growing_intervals_until_somebody_acknowledges()
    {
        await bench.RaiseAsync("backend");
        await bench.PassAsync(Minutes(1));
        await bench.SaidAsync();

        await bench.PassAsync(TimeSpan.FromHours(11));
        Assert.Equal(["telegram: 🟠 **Still open: backend is down** (warning, alert 1, open for 30 min)",
            "telegram: 🟠 **Still open: backend is down** (warning, alert 1, open for 2 h 30 min)",
            "telegram: 🟠 **Still open: backend is down** (warning, alert 1, open for 10 h 30 min)"], await bench.SaidAsync());

        Assert.True(await bench.Book.AcknowledgeAsync(1, "Olga", CancellationToken.None));
        await bench.PassAsync(TimeSpan.FromDays(7));
        var after = await bench.NewAsync();
        Assert.All(after, m => Assert.NotNull(m.EditOf));
        Assert.Contains(after, m => m.Part().Markdown.Contains("Olga looks after it", StringComparison.Ordinal));

        await bench.ResolveAsync("backend");
        await bench.PassAsync(Minutes(1));
        Assert.Contains("Resolved", Assert.Single(await bench.SaidAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Children_of_an_open_alert_are_shown_under_it_and_not_sent()
    {
        await bench.RaiseAsync("shop", parent: "database");
        await bench.RaiseAsync("mail", parent: "database");
        await bench.RaiseAsync("database");
        await bench.PassAsync(Minutes(1));

        var message = Assert.Single(await bench.NewAsync()).Part().Markdown;
        Assert.Contains("database is down", message, StringComparison.Ordinal);
        Assert.Contains("- shop is down (warning, alert 1)", message, StringComparison.Ordinal);
        Assert.Contains("- mail is down (warning, alert 2)", message, StringComparison.Ordinal);

        await bench.RaiseAsync("api", parent: "shop");
        await bench.PassAsync(Minutes(1));
        var edit = Assert.Single(await bench.NewAsync());
        Assert.NotNull(edit.EditOf);
        Assert.Contains("api is down", edit.Part().Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_that_stays_open_when_its_parent_recovers_is_sent_then_and_one_that_recovers_is_not()
    {
        await bench.RaiseAsync("database");
        await bench.RaiseAsync("shop", parent: "database");
        await bench.RaiseAsync("mail", parent: "database");
        await bench.PassAsync(Minutes(5));
        await bench.SaidAsync();

        await bench.ResolveAsync("database");
        await bench.PassAsync(Seconds(20));
        await bench.ResolveAsync("mail");
        Assert.StartsWith("telegram: ✅ **Resolved: database is down**", Assert.Single(await bench.SaidAsync()), StringComparison.Ordinal);

        await bench.PassAsync(Minutes(2));
        Assert.Equal(["telegram: 🟠 **shop is down** (warning, alert 2)"], await bench.SaidAsync());
    }

    [Fact]
    public async Task A_critical_child_makes_the_matter_critical()
    {
        await bench.RaiseAsync("database");
        await bench.PassAsync(Minutes(1));
        await bench.Book.AcknowledgeAsync(1, "Olga", CancellationToken.None);
        await bench.SaidAsync();

        await bench.RaiseAsync("payments", Severity.Critical, parent: "database");
        await bench.PassAsync(Minutes(1));

        Assert.Equal(["telegram: 🔴 **Worse now: database is down** (critical, alert 1)"], await bench.SaidAsync());
        Assert.Equal(AlertState.Open, (await bench.AlertAsync("database")).State);
    }

    [Fact]
    public async Task Alerts_that_name_each_other_as_cause_are_told_once()
    {
        await bench.RaiseAsync("a", parent: "b");
        await bench.RaiseAsync("b", parent: "a");
        await bench.PassAsync(Minutes(1));

        Assert.Equal(["telegram: 🟠 **a is down** (warning, alert 1)"], await bench.SaidAsync());
    }

    [Fact]
    public async Task A_critical_alert_that_nobody_acknowledges_is_escalated_three_times_to_every_target_and_to_the_domains_operators()
    {
        using var busy = new AlertBench(o => { o.Ntfy.Topic = "jarvis"; o.Routes.Critical = "chat"; o.RemindAfterMinutes = ""; });
        busy.Pair("Otto", Role.Operator, "chat 2", "health");
        busy.Pair("Vera", Role.Viewer, "chat 3");
        await busy.RaiseAsync("backend", Severity.Critical);
        await busy.PassAsync(Minutes(9));
        Assert.Equal("chat 1", Assert.Single(await busy.NewAsync()).Address);

        await busy.PassAsync(TimeSpan.FromHours(10));
        var escalations = (await busy.NewAsync()).Where(m => m.EditOf is null).ToList();

        Assert.Equal(["chat 1", "chat 2", "jarvis"], escalations.Select(m => m.Address).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(9, escalations.Count);
        Assert.All(escalations, m => Assert.Equal("escalated", m.Part().Alert!.State));
        Assert.Contains("Nobody has acknowledged this: backend is down", escalations[0].Part().Markdown, StringComparison.Ordinal);
        Assert.Equal(Minutes(10).Ticks, (escalations[3].At - escalations[0].At).Ticks);
    }

    [Fact]
    public async Task An_acknowledged_critical_alert_is_not_escalated()
    {
        await bench.RaiseAsync("backend", Severity.Critical);
        await bench.PassAsync(Minutes(1));
        await bench.Book.AcknowledgeAsync(1, "Olga", CancellationToken.None);
        await bench.SaidAsync();
        await bench.PassAsync(TimeSpan.FromDays(2));

        Assert.Empty(await bench.SaidAsync());
    }

    [Fact]
    public async Task In_quiet_hours_only_what_is_critical_is_sent_and_the_rest_comes_as_one_digest_in_the_morning()
    {
        using var night = new AlertBench(o => o.QuietHours = "22:00-07:00", zone: "Europe/Berlin", start: new DateTimeOffset(2026, 11, 23, 22, 0, 0, TimeSpan.Zero));
        await night.RaiseAsync("disk");
        await night.RaiseAsync("certificate");
        await night.RaiseAsync("mail");
        await night.PassAsync(TimeSpan.FromHours(1));
        await night.ResolveAsync("mail");
        await night.RaiseAsync("backend", Severity.Critical);
        await night.PassAsync(Minutes(1));
        await night.ResolveAsync("backend");
        await night.PassAsync(TimeSpan.FromHours(4));
        Assert.Equal(2, (await night.SaidAsync()).Count(s => s.Contains("backend", StringComparison.Ordinal)));

        await night.PassAsync(TimeSpan.FromHours(3));
        var digest = Assert.Single(await night.NewAsync());

        Assert.Equal(new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero), digest.At);
        var text = digest.Part().Markdown;
        Assert.Contains("3 alerts, 1 of them over", text, StringComparison.Ordinal);
        Assert.Contains("disk is down (warning, alert 1) is open since 8 h", text, StringComparison.Ordinal);
        Assert.Contains("mail is down (warning, alert 3) is over after 60 min", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_storm_becomes_one_digest_a_minute()
    {
        for (var i = 1; i <= 30; i++) await bench.RaiseAsync($"service {i}");
        await bench.PassAsync(Seconds(30));
        var digest = Assert.Single(await bench.NewAsync());
        Assert.StartsWith("**30 alerts**", digest.Part().Markdown, StringComparison.Ordinal);
        Assert.Contains("and 10 more", digest.Part().Markdown, StringComparison.Ordinal);

        for (var i = 31; i <= 50; i++) await bench.RaiseAsync($"service {i}");
        await bench.PassAsync(Seconds(20));
        Assert.Empty(await bench.SaidAsync());
        await bench.PassAsync(Minutes(1));
        Assert.Equal(["telegram: **20 alerts**"], await bench.SaidAsync());

        for (var i = 1; i <= 50; i++) await bench.ResolveAsync($"service {i}");
        await bench.PassAsync(Minutes(2));
        Assert.Equal(["telegram: **50 alerts are over**"], await bench.SaidAsync());
    }

    [Fact]
    public async Task Each_severity_goes_where_the_settings_say()
    {
        using var routed = new AlertBench(o => { o.Ntfy.Topic = "jarvis"; o.Webhook.Url = "https://example.com"; });
        await routed.RaiseAsync("hint", Severity.Info);
        await routed.RaiseAsync("slow");
        await routed.RaiseAsync("backend", Severity.Critical);
        await routed.PassAsync(Minutes(1));

        Assert.Equal(["ntfy:backend", "telegram:backend", "telegram:slow", "webhook:backend"],
            (await routed.NewAsync()).Select(m => $"{m.Channel}:{m.Part().Alert!.Key}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_silence_keeps_new_alerts_from_opening_and_open_ones_from_being_spoken_of()
    {
        await bench.RaiseAsync("service:backend:down");
        await bench.PassAsync(Minutes(1));
        await bench.SaidAsync();
        await bench.Book.SilenceAsync("service:backend:", bench.Time.GetUtcNow().AddHours(2), CancellationToken.None);
        await bench.RaiseAsync("service:backend:slow");
        await bench.PassAsync(TimeSpan.FromHours(1));
        Assert.Empty(await bench.SaidAsync());

        await bench.PassAsync(Minutes(61));
        Assert.Contains("Still open", Assert.Single(await bench.SaidAsync()), StringComparison.Ordinal);
        await bench.RaiseAsync("service:backend:slow");
        await bench.PassAsync(Minutes(1));
        Assert.Contains("service:backend:slow is down", Assert.Single(await bench.SaidAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cause_has_one_unresolved_alert_when_many_raise_it_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => bench.RaiseAsync("backend"))));
        await bench.ResolveAsync("backend");
        await bench.RaiseAsync("backend");

        Assert.Equal([AlertState.Resolved, AlertState.Open], (await bench.Store.AllAsync<Alert>()).Select(a => a.State));
    }

    [Fact]
    public async Task A_strangers_words_become_no_link()
    {
        await bench.Book.RaiseAsync(new AlertSignal("log", Severity.Warning, "Errors", "[Approve here](http://evil.example)") { Domain = "health", Untrusted = true }, CancellationToken.None);
        await bench.PassAsync(Minutes(1));

        Assert.DoesNotContain("\n[Approve", Assert.Single(await bench.NewAsync()).Part().Markdown, StringComparison.Ordinal);
    }

    public void Dispose() => bench.Dispose();
}
