using Jarvis.Bot.Autonomy;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Autonomy;

public sealed class OrchestratorTests : IAsyncDisposable
{
    private readonly ScriptedAgent agent = new();
    private readonly RaisedAlerts alerts = new();
    private TestJarvis jarvis = null!;

    [Fact]
    public async Task What_an_agent_finds_is_asked_for_in_one_prompt_per_function()
    {
        agent.Finds.AddRange([Propose.Restart("backend"), Propose.Restart("frontend"), Propose.Mail("bob")]);
        await StartAsync();

        var cycle = await CycleAsync();

        Assert.Equal((3, 3, 0), (cycle.Found, cycle.Made, cycle.Open));
        var shown = await jarvis.Channel.UntilAsync(s => s.Count == 2);
        Assert.Contains(shown, p => p.Markdown.Contains("backend", StringComparison.Ordinal) && p.Markdown.Contains("frontend", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_open_is_not_proposed_again()
    {
        agent.Finds.Add(Propose.Restart("backend"));
        await StartAsync();

        await CycleAsync();
        var second = await CycleAsync();

        Assert.Equal((1, 0), (second.Open, second.Made));
        Assert.Single(await ActionsAsync());
    }

    [Fact]
    public async Task What_was_rejected_comes_back_only_after_a_week_and_with_the_reason()
    {
        agent.Finds.Add(Propose.Restart("backend"));
        await StartAsync();
        await CycleAsync();
        await jarvis.SayAsync("reject 1 because we migrate this week");

        Assert.Equal(1, (await CycleAsync()).Withheld);
        jarvis.Clock.Sleep(TimeSpan.FromDays(6.9));
        Assert.Equal(1, (await CycleAsync()).Withheld);
        jarvis.Clock.Sleep(TimeSpan.FromDays(0.2));
        Assert.Equal(1, (await CycleAsync()).Made);
        Assert.Contains("we migrate this week", (await jarvis.ActionAsync(2)).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_rejection_holds_twice_as_long()
    {
        agent.Finds.Add(Propose.Restart("backend"));
        await StartAsync();
        await CycleAsync();
        await jarvis.SayAsync("reject 1");
        jarvis.Clock.Sleep(TimeSpan.FromDays(7.1));
        await CycleAsync();
        await jarvis.SayAsync("reject 2");

        jarvis.Clock.Sleep(TimeSpan.FromDays(13.9));
        Assert.Equal(1, (await CycleAsync()).Withheld);
        jarvis.Clock.Sleep(TimeSpan.FromDays(0.2));
        Assert.Equal(1, (await CycleAsync()).Made);
    }

    [Fact]
    public async Task An_agent_can_read_why_it_was_refused()
    {
        agent.Finds.Add(Propose.Restart("backend"));
        await StartAsync();
        await CycleAsync();
        await jarvis.SayAsync("reject 1 because we migrate this week");

        var rejection = Assert.Single(await jarvis.Get<IRejections>().OfAsync("shop", DateTimeOffset.MinValue, Cancel));

        Assert.Equal(("shop.restart", "we migrate this week"), (rejection.Call.Function, rejection.Reason));
        Assert.StartsWith("Ada", rejection.By, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_best_are_made_first_and_the_rest_in_a_later_hour()
    {
        agent.Finds.AddRange(Enumerable.Range(1, 9).Select(i => Propose.Restart($"service{i}", confidence: i / 10d)));
        await StartAsync();

        var first = await CycleAsync();
        Assert.Equal((6, 3), (first.Made, first.HeldBack));
        Assert.DoesNotContain(await ActionsAsync(), a => a.What is "Restart service1" or "Restart service2" or "Restart service3");
        Assert.Equal(3, (await CycleAsync()).HeldBack);

        jarvis.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(3, (await CycleAsync()).Made);
    }

    [Fact]
    public async Task What_is_urgent_passes_over_the_cap()
    {
        agent.Finds.AddRange(Enumerable.Range(1, 9).Select(i => Propose.Restart($"service{i}")));
        agent.Finds.Add(Propose.Restart("database", confidence: 0.01) with { Urgent = true });
        await StartAsync(("Autonomy:ProposalsPerHour", "0"));

        Assert.Equal(1, (await CycleAsync()).Made);
        Assert.Equal("Restart database", Assert.Single(await ActionsAsync()).What);
    }

    [Fact]
    public async Task What_was_rejected_once_ranks_behind_what_was_not()
    {
        agent.Finds.Add(Propose.Restart("backend"));
        await StartAsync(("Autonomy:ProposalsPerHour", "2"));
        await CycleAsync();
        await jarvis.SayAsync("reject 1");
        agent.Finds.Clear();
        agent.Finds.AddRange([Propose.Restart("frontend"), Propose.Mail("bob")]);

        await CycleAsync();

        Assert.Equal("Write to bob", (await ActionsAsync())[^1].What);
    }

    [Fact]
    public async Task What_needs_nobody_is_done_and_not_done_again_until_its_effect_can_show()
    {
        agent.Finds.Add(Propose.Note("closed"));
        await StartAsync();

        await CycleAsync();
        Assert.Equal(ActionState.Done, Assert.Single(await ActionsAsync()).State);
        Assert.Equal(1, (await CycleAsync()).Withheld);
        jarvis.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(1, (await CycleAsync()).Made);
        Assert.Equal(2, jarvis.Floor.Done.Count);
    }

    [Fact]
    public async Task Under_read_only_a_finding_is_kept_once_a_day_and_asked_for_when_the_clearance_rises()
    {
        agent.Finds.Add(Propose.Restart("backend"));
        await StartAsync(("Governance:Clearance", "READ_ONLY"));

        await CycleAsync();
        await CycleAsync();
        Assert.Equal(ActionState.Refused, Assert.Single(await ActionsAsync()).State);
        Assert.Empty(jarvis.Channel.Shown);

        await jarvis.Get<Controls>().SetClearanceAsync(null, ClearanceLevel.Suggest, "test", Cancel);
        await CycleAsync();
        Assert.Equal(ActionState.Waiting, (await ActionsAsync())[^1].State);
    }

    [Fact]
    public async Task A_cycle_in_which_nothing_is_new_says_nothing()
    {
        await StartAsync();
        for (var i = 0; i < 5; i++) await CycleAsync();

        await using var db = jarvis.Database();
        Assert.Empty(await db.Set<OutboxMessage>().ToListAsync(Cancel));
        Assert.Empty(await db.Set<LedgerEntry>().ToListAsync(Cancel));
        Assert.Equal(5, agent.Looks);
    }

    [Fact]
    public async Task A_failing_agent_stops_no_other_and_is_told_of_after_three_times()
    {
        var broken = new ScriptedAgent("broken") { Then = (_, _) => throw new InvalidOperationException("no such table: leads") };
        broken.Finds.Add(Propose.Mail("bob"));
        agent.Finds.Add(Propose.Restart("backend"));
        await StartAsync(configure: s => s.AddSingleton<IDomainAgent>(broken));

        var cycle = await CycleAsync();
        Assert.Equal(2, cycle.Made);
        Assert.Contains("no such table: leads", cycle.Agents.Single(a => a.Domain == "broken").Error, StringComparison.Ordinal);
        Assert.Null(cycle.Agents.Single(a => a.Domain == "shop").Error);
        await CycleAsync();
        Assert.Empty(alerts.Open);
        await CycleAsync();
        Assert.Contains("3 times in a row", alerts.Open["agent:broken"].Text, StringComparison.Ordinal);

        broken.Then = null;
        await CycleAsync();
        Assert.Empty(alerts.Open);
    }

    [Fact]
    public async Task An_agent_that_hangs_is_left_behind_and_not_started_twice()
    {
        var release = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        var hanging = new ScriptedAgent("hanging") { Then = (_, _) => { entered.TrySetResult(); return release.Task; } };
        await StartAsync(configure: s => s.AddSingleton<IDomainAgent>(hanging));

        var cycle = CycleAsync();
        await entered.Task;
        jarvis.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Contains("longer than 60 s", (await cycle).Agents.Single(a => a.Domain == "hanging").Error, StringComparison.Ordinal);
        Assert.Contains("still works", (await CycleAsync()).Agents.Single(a => a.Domain == "hanging").Error, StringComparison.Ordinal);
        Assert.Equal((1, 2), (hanging.Looks, agent.Looks));
        release.SetResult();
    }

    [Fact]
    public async Task At_most_three_agents_look_at_the_same_time()
    {
        var (now, most) = (0, 0);
        var all = new TaskCompletionSource();
        var agents = Enumerable.Range(0, 10).Select(i => new ScriptedAgent($"domain{i}")
        {
            Then = async (_, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref now));
                if (now == 3) all.TrySetResult();
                await all.Task;
                Interlocked.Decrement(ref now);
            },
        }).ToList();
        await StartAsync(configure: s => agents.ForEach(a => s.AddSingleton<IDomainAgent>(a)));

        Assert.Equal(jarvis.Get<IEnumerable<IDomainAgent>>().Count(), (await CycleAsync()).Agents.Count);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task A_proposal_that_cannot_be_made_harms_no_other_and_is_told_of()
    {
        agent.Finds.AddRange([new Proposal(new FunctionCall("shop.nothing"), "because"), Propose.Restart("backend")]);
        await StartAsync();

        await CycleAsync();
        Assert.Equal("Restart backend", Assert.Single(await ActionsAsync()).What);
        Assert.Contains("shop.nothing", alerts.Open["proposal:shop.nothing"].Text, StringComparison.Ordinal);
        Assert.Equal(1, (await CycleAsync()).Withheld);
    }

    [Fact]
    public async Task An_analysis_runs_soon_after_the_start_and_then_at_each_interval()
    {
        await StartAsync(("Autonomy:Enabled", "true"));
        var looked = new SemaphoreSlim(0);
        jarvis.Get<CycleLog>().Ended += _ => looked.Release();

        for (var i = 1; i <= 3; i++)
        {
            await AdvanceUntilAsync(looked);
            Assert.Equal(i, agent.Looks);
        }
    }

    [Fact]
    public async Task An_event_wakes_the_agents_that_it_concerns_and_only_those()
    {
        var other = new ScriptedAgent("other");
        agent.ConcernedBy = e => e.Type == "service.down";
        await StartAsync(configure: s => s.AddSingleton<IDomainAgent>(other), settings: ("Autonomy:Enabled", "true"));
        var looked = new SemaphoreSlim(0);
        jarvis.Get<CycleLog>().Ended += _ => looked.Release();
        await AdvanceUntilAsync(looked);

        await jarvis.Get<EventStream>().PublishAsync(new BusinessEvent { Type = "service.down", Key = "1", At = jarvis.Clock.GetUtcNow(), Subject = "backend" }, Cancel);
        await looked.WaitAsync(TimeSpan.FromSeconds(20), Cancel);

        Assert.Equal((2, 1), (agent.Looks, other.Looks));
        Assert.Equal("service.down", jarvis.Get<CycleLog>().Last!.Cause);
    }

    [Fact]
    public async Task Nothing_is_looked_for_while_jarvis_is_paused()
    {
        await StartAsync(("Autonomy:Enabled", "true"));
        await jarvis.Get<Controls>().PauseAsync(true, "test", Cancel);
        for (var i = 0; i < 20; i++)
        {
            jarvis.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }
        Assert.Equal(0, agent.Looks);
    }

    [Fact]
    public async Task A_question_that_a_crash_left_unasked_is_asked_later()
    {
        await StartAsync(("Autonomy:Enabled", "true"));
        await jarvis.ActAsync(new FunctionCall("shop.restart", ("service", "backend")), Origin.Agent);
        Assert.Empty(jarvis.Channel.Shown);

        var looked = new SemaphoreSlim(0);
        jarvis.Get<CycleLog>().Ended += _ => looked.Release();
        jarvis.Clock.Advance(TimeSpan.FromMinutes(2));
        await AdvanceUntilAsync(looked);

        Assert.Contains("backend", Assert.Single(await jarvis.Channel.UntilAsync(s => s.Count > 0)).Markdown, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => jarvis.DisposeAsync();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task StartAsync(params (string Name, string Value)[] settings) => StartAsync(null, settings);

    private async Task StartAsync(Action<IServiceCollection>? configure, params (string Name, string Value)[] settings) =>
        jarvis = await TestJarvis.StartAsync(settings.ToDictionary(s => s.Name, s => (string?)s.Value), services =>
        {
            services.AddSingleton<IDomainAgent>(agent);
            services.AddSingleton<IAlerts>(alerts);
            configure?.Invoke(services);
        });

    private async Task<CycleRecord> CycleAsync()
    {
        var orchestrator = jarvis.Get<Orchestrator>();
        var agents = jarvis.Services.GetServices<IDomainAgent>().ToList();
        var cycle = await orchestrator.CycleAsync(agents, "test", Cancel);
        await orchestrator.SettledAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        jarvis.Clock.Advance(TimeSpan.FromSeconds(1));
        return cycle;
    }

    private async Task<List<ActionRecord>> ActionsAsync()
    {
        await using var db = jarvis.Database();
        return await db.Set<ActionRecord>().AsNoTracking().OrderBy(a => a.Id).ToListAsync(Cancel);
    }

    /// <summary>Moves the clock until something happened: a loop that is not yet waiting for it would miss a single jump.</summary>
    private async Task AdvanceUntilAsync(SemaphoreSlim happened)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await happened.WaitAsync(TimeSpan.FromMilliseconds(5), patience.Token)) jarvis.Clock.Advance(TimeSpan.FromSeconds(5));
    }
}
