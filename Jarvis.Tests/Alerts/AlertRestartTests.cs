using Jarvis.Bot.Alerts;
using Jarvis.Skills.Business;
using Jarvis.Tests.Counterparts;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Tests.Alerts;

public sealed class AlertRestartTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task What_was_decided_but_not_sent_before_a_crash_is_sent_once_after_it()
    {
        using var bench = new AlertBench();
        await bench.RaiseAsync("backend");
        await bench.PassAsync(TimeSpan.FromMinutes(1));
        await ForgetAsync(bench, b => b.SetProperty(x => x.SentAt, (DateTimeOffset?)null));

        await bench.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Single(await bench.SaidAsync());
    }

    [Fact]
    public async Task An_edit_that_a_crash_cut_off_is_made_once()
    {
        using var bench = new AlertBench();
        await bench.RaiseAsync("backend");
        await bench.PassAsync(TimeSpan.FromMinutes(1));
        await bench.Book.AcknowledgeAsync(1, "Olga", CancellationToken.None);
        await bench.PassAsync(TimeSpan.FromMinutes(1));
        await ForgetAsync(bench, b => b.SetProperty(x => x.Shows, "").SetProperty(x => x.Edits, 0));

        await bench.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Single(await bench.NewAsync(), m => m.EditOf is not null);
    }

    [Fact]
    public async Task A_restart_repeats_nothing_and_keeps_the_times_of_reminders()
    {
        using var bench = new AlertBench();
        await bench.RaiseAsync("backend");
        await bench.PassAsync(TimeSpan.FromMinutes(20));
        await bench.SaidAsync();

        using var restarted = new AlertBench(store: bench.Store, start: bench.Time.GetUtcNow());
        await restarted.SaidAsync();
        await restarted.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Empty(await restarted.SaidAsync());
        await restarted.PassAsync(TimeSpan.FromMinutes(6));
        Assert.Contains("Still open", Assert.Single((await restarted.SaidAsync()).Distinct()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_long_stop_one_message_catches_up()
    {
        using var bench = new AlertBench();
        await bench.RaiseAsync("backend", Severity.Critical);
        await bench.PassAsync(TimeSpan.FromMinutes(1));
        await bench.SaidAsync();

        bench.Time.Advance(TimeSpan.FromDays(2));
        await bench.Desk.RunAsync(CancellationToken.None);

        Assert.Single(await bench.SaidAsync());
    }

    [Fact]
    public async Task PostgreSQL_keeps_alerts_as_SQLite_does()
    {
        using var bench = new AlertBench(store: new TestStore(await postgres.NewDatabaseAsync()));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => bench.RaiseAsync("database"))));
        await bench.RaiseAsync("shop", parent: "database");
        await bench.PassAsync(TimeSpan.FromHours(1));
        await bench.ResolveAsync("database");
        await bench.PassAsync(TimeSpan.FromMinutes(2));
        await bench.RaiseAsync("database");
        await bench.Book.SilenceAsync("shop", bench.Time.GetUtcNow().AddHours(1), CancellationToken.None);
        await bench.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(["database is down", "Still open: database is down", "Resolved: database is down", "shop is down", "database is down"],
            (await bench.SaidAsync()).Select(s => s.Split("**")[1]));
        Assert.Equal(3, (await bench.Store.AllAsync<Alert>()).Count);
    }

    private static async Task ForgetAsync(AlertBench bench, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Bulletin>> change)
    {
        await using var db = bench.Store.CreateDbContext();
        await db.Set<Bulletin>().ExecuteUpdateAsync(change);
    }
}
