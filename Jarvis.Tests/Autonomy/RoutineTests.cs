using Jarvis.Bot.Autonomy.Routines;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Counterparts;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.Autonomy;

/// <summary>The schedule on a SQLite file, as it is by default.</summary>
public sealed class SqliteRoutineTests : RoutineTests
{
    protected override Task<string?> PostgresAsync() => Task.FromResult<string?>(null);

    [Fact]
    public async Task A_routine_that_settings_move_or_switch_off_follows_them()
    {
        await StartAsync(settings: ("Routines:shop.prices:Cron", "0 30 10 * * ?"));
        Assert.Equal(At("2026-11-23T10:30Z"), await NextAsync("shop.prices"));
        await StopAsync();

        await StartAsync(settings: ("Routines:shop.prices:Enabled", "false"));
        Assert.Null(await jarvis.Get<RoutineSchedule>().NextAsync("shop.prices", Cancel));
    }

    [Theory]
    [InlineData("Routines:shop.prices:Cron", "every day", "Routines:shop.prices:Cron is \"every day\"")]
    [InlineData("Routines:shop.princes:Enabled", "false", "Routines:shop.princes is not a routine; allowed are")]
    public async Task A_wrong_setting_stops_the_start_and_says_what_is_allowed(string name, string value, string said)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(settings: (name, value)));
        Assert.Contains(said, string.Join('\n', Assert.IsType<OptionsValidationException>(refused).Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_reaches_nobody_is_a_status_of_its_own()
    {
        await StartAsync();
        jarvis.Channel.Refuse = _ => new DeliveryException("blocked by the user") { Permanent = true };
        jarvis.Other.Refuse = jarvis.Channel.Refuse;

        await FireAsync("2026-11-23T09:30Z");

        var run = await RunAsync(r => r.State == RoutineRunState.DeliveryFailed);
        Assert.Contains("blocked by the user", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_conversation_that_has_it_is_enough()
    {
        await StartAsync();
        jarvis.Other.Refuse = _ => new DeliveryException("blocked by the user") { Permanent = true };
        await FireAsync("2026-11-23T09:30Z");
        await RunAsync(r => r.State == RoutineRunState.Done);
    }

    [Fact]
    public async Task What_a_person_asked_for_is_said_in_their_conversation_only()
    {
        await StartAsync();
        await AddAsync(new OwnerRoutine { Title = "Price at ten", Cron = "0 0 10 * * ?", Function = "shop.price", ArgumentsJson = "{}", Channel = "other", Address = "ada", ActionId = Guid.NewGuid() });

        await FireAsync("2026-11-23T10:00Z", "owner:1");

        Assert.Contains("The price is 10.", (await jarvis.Other.UntilAsync(s => s.Any(p => p.Markdown.Contains("price is 10", StringComparison.Ordinal))))[^1].Markdown, StringComparison.Ordinal);
        await using var db = jarvis.Database();
        Assert.Equal(["other"], await db.Set<OutboxMessage>().Where(m => m.Key.StartsWith("routine:owner:1:")).Select(m => m.Channel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_one_off_is_made_once_and_is_then_done()
    {
        await StartAsync();
        await AddAsync(new OwnerRoutine { Title = "Once", At = At("2026-11-23T09:10Z"), Function = "shop.price", ArgumentsJson = "{}", ActionId = Guid.NewGuid() });

        await FireAsync("2026-11-23T09:10Z", "owner:1");

        await using var db = jarvis.Database();
        await Soon.UntilAsync(() => db.Set<OwnerRoutine>().AsNoTracking().Single().DoneAt is not null);
        Assert.False((await db.Set<OwnerRoutine>().AsNoTracking().SingleAsync(Cancel)).Enabled);
    }

    [Fact]
    public async Task A_one_off_that_was_due_while_jarvis_was_down_is_made_at_the_start()
    {
        await StartAsync();
        await AddAsync(new OwnerRoutine { Title = "Once", At = At("2026-11-23T09:10Z"), Function = "shop.price", ArgumentsJson = "{}", ActionId = Guid.NewGuid() });
        await StopAsync();
        clock.Advance(TimeSpan.FromDays(2));

        await StartAsync();
        Assert.Equal(At("2026-11-23T09:10Z"), (await RunAsync(r => r.Routine == "owner:1" && r.State == RoutineRunState.Done)).ScheduledFor);
    }

    [Fact]
    public async Task A_cancelled_routine_is_off_the_schedule()
    {
        await StartAsync();
        await AddAsync(new OwnerRoutine { Title = "Price", Cron = "0 0 10 * * ?", Function = "shop.price", ArgumentsJson = "{}", ActionId = Guid.NewGuid() });
        Assert.NotNull(await jarvis.Get<RoutineSchedule>().NextAsync("owner:1", Cancel));

        await using (var db = jarvis.Database()) await db.Set<OwnerRoutine>().ExecuteUpdateAsync(set => set.SetProperty(r => r.Enabled, false), Cancel);
        await Scheduler.RefreshAsync(1, Cancel);
        Assert.Null(await jarvis.Get<RoutineSchedule>().NextAsync("owner:1", Cancel));
    }

    [Fact]
    public async Task An_action_on_a_schedule_passes_the_gate_and_is_asked_for()
    {
        await StartAsync(routines: new DomainRoutine("shop.restarts", "Weekly restart", "0 30 9 * * ?", new FunctionCall("shop.restart", ("service", "backend"))));
        await FireAsync("2026-11-23T09:30Z", "shop.restarts");

        await jarvis.Channel.UntilAsync(s => s.Any(p => p.Markdown.Contains("Restart backend", StringComparison.Ordinal)));
        await using var db = jarvis.Database();
        Assert.Equal((ActionState.Waiting, Origin.Routine), await db.Set<ActionRecord>().Select(a => new ValueTuple<ActionState, Origin>(a.State, a.Origin)).SingleAsync(Cancel));
    }

    [Fact]
    public async Task A_routine_that_fails_is_told_with_its_cause_until_it_works_again()
    {
        await StartAsync(routines: new DomainRoutine("shop.broken", "Broken", "0 30 9 * * ?", new FunctionCall("shop.nothing")));
        await FireAsync("2026-11-23T09:30Z", "shop.broken");

        Assert.Contains("shop.nothing", (await RunAsync(r => r.State == RoutineRunState.Failed)).Error, StringComparison.Ordinal);
        await Soon.UntilAsync(() => alerts.Open.ContainsKey("routine:shop.broken"));
    }

    [Fact]
    public async Task What_a_crash_cut_short_is_recorded_told_and_not_made_again()
    {
        await StartAsync();
        await using (var db = jarvis.Database())
        {
            db.Add(new RoutineRun { Routine = "shop.prices", ScheduledFor = At("2026-11-22T09:30Z"), State = RoutineRunState.Running, StartedAt = At("2026-11-22T09:30Z") });
            await db.SaveChangesAsync(Cancel);
        }
        await StopAsync();

        await StartAsync();
        await RunAsync(r => r.State == RoutineRunState.Interrupted);
        Assert.Contains("stopped in the middle of \"Prices\"", (await jarvis.Channel.UntilAsync(s => s.Count > 0))[0].Markdown, StringComparison.Ordinal);

        await jarvis.Get<RoutineRunner>().RunAsync("shop.prices", At("2026-11-23T08:31Z"), null, At("2026-11-22T09:30Z"), Cancel);
        await using var after = jarvis.Database();
        Assert.Equal(1, await after.Set<RoutineRun>().CountAsync(Cancel));
    }

    [Fact]
    public async Task A_crash_after_the_answer_was_said_says_it_once_and_no_more()
    {
        await StartAsync();
        await FireAsync("2026-11-23T09:30Z");
        await RunAsync(r => r.State == RoutineRunState.Done);
        await using (var db = jarvis.Database())
            await db.Set<RoutineRun>().ExecuteUpdateAsync(set => set.SetProperty(r => r.State, RoutineRunState.Running), Cancel);
        await StopAsync();

        await StartAsync();
        await RunAsync(r => r.State == RoutineRunState.Done);
        await using var after = jarvis.Database();
        Assert.Equal(2, await after.Set<OutboxMessage>().CountAsync(m => m.Key.StartsWith("routine:"), Cancel));
    }

    [Fact]
    public async Task What_fired_but_died_before_it_was_taken_is_made_at_the_recovery()
    {
        await StartAsync();
        await jarvis.Get<RoutineRunner>().RunAsync("shop.prices", At("2026-11-23T08:30Z"), null, At("2026-11-22T09:30Z"), Cancel);
        Assert.Equal(At("2026-11-22T09:30Z"), (await RunAsync(r => r.State == RoutineRunState.Done)).ScheduledFor);
    }
}

/// <summary>The schedule on PostgreSQL, where several machines share it.</summary>
public sealed class PostgresRoutineTests(PostgresServer server) : RoutineTests, IClassFixture<PostgresServer>
{
    protected override async Task<string?> PostgresAsync() => await server.NewDatabaseAsync();
}

public abstract class RoutineTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jarvis-test-").FullName;
    private string? postgres;
    private protected readonly FakeTimeProvider clock = new(At("2026-11-23T09:00Z"));
    private protected readonly RaisedAlerts alerts = new();
    private protected TestJarvis jarvis = null!;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected IRoutineScheduler Scheduler => jarvis.Services.GetRequiredKeyedService<IRoutineScheduler>(EffectRegistration.Key);

    [Fact]
    public async Task A_routine_runs_when_it_is_due_and_its_answer_reaches_the_owner_everywhere()
    {
        await StartAsync();
        await FireAsync("2026-11-23T09:30Z");

        var run = await RunAsync(r => r.State == RoutineRunState.Done);
        Assert.Equal((At("2026-11-23T09:30Z"), "The price is 10."), (run.ScheduledFor, run.Result));
        await jarvis.Channel.UntilAsync(s => s.Any(p => p.Markdown == "The price is 10."));
        await jarvis.Other.UntilAsync(s => s.Any(p => p.Markdown == "The price is 10."));
    }

    [Fact]
    public async Task A_backlog_collapses_into_one_catch_up_and_its_skips_are_recorded()
    {
        await StartAsync();
        await FireAsync("2026-11-23T09:30Z");
        await RunAsync(r => r.State == RoutineRunState.Done);
        await StopAsync();

        clock.Advance(TimeSpan.FromDays(5));
        await StartAsync();

        var caughtUp = await RunAsync(r => r.State == RoutineRunState.Done && r.Routine == "shop.prices" && r.ScheduledFor > At("2026-11-23T09:30Z"));
        Assert.Equal(At("2026-11-28T09:30Z"), caughtUp.ScheduledFor);
        var skipped = await RunAsync(r => r.State == RoutineRunState.Skipped && r.Routine == "shop.prices");
        Assert.Equal((4, At("2026-11-27T09:30Z")), (skipped.Skipped, skipped.ScheduledFor));
        Assert.Equal(At("2026-11-29T09:30Z"), await NextAsync("shop.prices"));
    }

    [Fact]
    public async Task An_occurrence_that_was_made_is_not_made_again_after_a_restart()
    {
        await StartAsync();
        await FireAsync("2026-11-23T09:30Z");
        await RunAsync(r => r.State == RoutineRunState.Done);
        await StopAsync();

        await StartAsync();
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(At("2026-11-24T09:30Z"), await NextAsync("shop.prices"));
        await using var db = jarvis.Database();
        Assert.Equal(1, await db.Set<RoutineRun>().CountAsync(Cancel));
    }

    [Fact]
    public async Task Two_who_fire_the_same_occurrence_make_it_once()
    {
        await StartAsync();
        var runner = jarvis.Get<RoutineRunner>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => runner.RunAsync("shop.prices", At("2026-11-23T09:30Z"), At("2026-11-23T09:00Z"), null, Cancel))));
        await using var db = jarvis.Database();
        Assert.Equal(1, await db.Set<RoutineRun>().CountAsync(Cancel));
        Assert.Equal(2, await db.Set<OutboxMessage>().CountAsync(m => m.Key.StartsWith("routine:"), Cancel));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await TestFolder.RemoveAsync(folder);
        GC.SuppressFinalize(this);
    }

    /// <summary>A connection string; null for SQLite.</summary>
    protected abstract Task<string?> PostgresAsync();

    private protected static DateTimeOffset At(string iso) => DateTimeOffset.Parse(iso);

    private protected async Task StartAsync(DomainRoutine? routines = null, params (string Name, string Value)[] settings)
    {
        postgres ??= await PostgresAsync();
        var all = settings.ToDictionary(s => s.Name, s => (string?)s.Value);
        if (postgres is not null) all["Storage:Postgres"] = postgres;
        jarvis = await TestJarvis.StartAsync(all, services =>
        {
            services.AddSingleton(new DomainRoutine("shop.prices", "Prices", "0 30 9 * * ?", new FunctionCall("shop.price")));
            if (routines is not null) services.AddSingleton(routines);
            services.AddSingleton<IAlerts>(alerts);
        }, folder, clock);
        clock.Advance(TimeSpan.FromSeconds(3));
        if (all.GetValueOrDefault("Routines:shop.prices:Enabled") != "false") await NextAsync("shop.prices");
    }

    private protected async Task StopAsync()
    {
        if (jarvis is { } running) await running.DisposeAsync();
        jarvis = null!;
    }

    private protected async Task AddAsync(OwnerRoutine routine)
    {
        await using var db = jarvis.Database();
        db.Add(routine);
        await db.SaveChangesAsync(Cancel);
        await Scheduler.RefreshAsync(routine.Id, Cancel);
    }

    /// <summary>Waits for the schedule to have begun.</summary>
    private protected async Task<DateTimeOffset?> NextAsync(string routine)
    {
        DateTimeOffset? next = null;
        await Soon.UntilAsync(async () =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            next = await jarvis.Get<RoutineSchedule>().NextAsync(routine, Cancel);
            return next is not null;
        });
        return next;
    }

    /// <summary>Moves the clock to an occurrence, and on until it was taken.</summary>
    private protected async Task FireAsync(string due, string routine = "shop.prices")
    {
        var at = At(due);
        await using var db = jarvis.Database();
        await Soon.UntilAsync(() =>
        {
            if (clock.GetUtcNow() < at) clock.SetUtcNow(at);
            else clock.Advance(TimeSpan.FromMilliseconds(100));
            return db.Set<RoutineRun>().Any(r => r.Routine == routine && r.ScheduledFor == at);
        });
    }

    private protected async Task<RoutineRun> RunAsync(Func<RoutineRun, bool> which)
    {
        RoutineRun? found = null;
        await using var db = jarvis.Database();
        await Soon.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            found = db.Set<RoutineRun>().AsNoTracking().AsEnumerable().FirstOrDefault(which);
            return found is not null;
        });
        return found!;
    }
}
