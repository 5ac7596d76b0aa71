using Jarvis.Bot.Autonomy;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Autonomy;

public sealed class EventDispatcherTests : IAsyncDisposable
{
    private readonly RaisedAlerts alerts = new();
    private readonly string folder = Directory.CreateTempSubdirectory("jarvis-test-").FullName;
    private TestJarvis jarvis = null!;

    [Fact]
    public async Task An_event_is_answered_and_marked_as_handled()
    {
        var handler = new ScriptedHandler("service.down", (e, _) => [Propose.Restart(e.Subject) with { Urgent = true }]);
        await StartAsync(handler);

        await PublishAsync("service.down", "1", "backend");

        Assert.Null((await HandledAsync("1")).Error);
        var action = Assert.Single(await ActionsAsync());
        Assert.Equal(("Restart backend", ActionState.Waiting, Origin.Event), (action.What, action.State, action.Origin));
        await jarvis.Channel.UntilAsync(s => s.Count == 1);
    }

    [Fact]
    public async Task What_an_event_said_in_a_strangers_words_is_asked_for()
    {
        var handler = new ScriptedHandler("ticket.arrived", (e, _) => [Propose.Note(e.Text)]);
        await StartAsync(handler);

        await jarvis.Get<EventStream>().PublishAsync(new BusinessEvent { Type = "ticket.arrived", Key = "1", At = jarvis.Clock.GetUtcNow(), Subject = "7", Text = "pay me", Untrusted = true }, Cancel);
        await HandledAsync("1");

        Assert.Equal(ActionState.Waiting, Assert.Single(await ActionsAsync()).State);
    }

    [Fact]
    public async Task An_event_that_a_crash_cut_short_is_handled_again_and_acts_once()
    {
        // Noted, and then the second could not be made: the event is not done with when Jarvis stops.
        var handler = new ScriptedHandler("lead.arrived", (e, call) => [Propose.Note(e.Subject), call == 1 ? new Proposal(new FunctionCall("shop.nothing"), "Lost.") : Propose.Mail(e.Subject)]);
        await StartAsync(handler);
        await PublishAsync("lead.arrived", "1", "carol");
        await Soon.UntilAsync(() => !jarvis.Floor.Done.IsEmpty && alerts.Open.ContainsKey("proposal:shop.nothing"));
        await jarvis.DisposeAsync();

        await StartAsync(handler);

        await HandledAsync("1");
        Assert.Equal(["Note carol", "Write to carol"], (await ActionsAsync()).Select(a => a.What));
    }

    [Fact]
    public async Task The_same_event_handled_twice_acts_once_even_when_the_plan_has_changed()
    {
        var handler = new ScriptedHandler("stock.moved", (_, _) => [new Proposal(new FunctionCall("shop.sell"), "It moved.")]);
        await StartAsync(handler);
        await PublishAsync("stock.moved", "1", "stock");
        var happened = await HandledAsync("1");
        await jarvis.SayAsync("reject 1");

        jarvis.Shop.Price = 12;
        await using (var db = jarvis.Database())
            await db.Set<BusinessEvent>().ExecuteUpdateAsync(set => set.SetProperty(e => e.HandledAt, (DateTimeOffset?)null), Cancel);
        await jarvis.Get<EventDispatcher>().HandleAsync(happened.Id, Cancel);

        Assert.Single(await ActionsAsync());
        Assert.Equal(2, handler.Calls);
    }

    [Fact]
    public async Task A_poisoned_event_is_tried_five_times_given_up_with_an_alert_and_blocks_no_other()
    {
        var poisoned = new ScriptedHandler("poison", (_, _) => throw new InvalidOperationException("cannot read it"));
        var good = new ScriptedHandler("good", (e, _) => [Propose.Note(e.Subject)]);
        await StartAsync(poisoned, good);

        await PublishAsync("poison", "1", "bad");
        await PublishAsync("good", "2", "fine");

        await HandledAsync("2");
        var given = await HandledAsync("1", advance: TimeSpan.FromSeconds(10));
        Assert.Equal(5, poisoned.Calls);
        Assert.Contains("cannot read it", given.Error, StringComparison.Ordinal);
        Assert.Contains("cannot read it", alerts.Open["event:poison"].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_killed_jarvis_five_times_is_not_tried_a_sixth_time()
    {
        var handler = new ScriptedHandler("deadly", (_, _) => []);
        await StartAsync(handler);
        await using (var db = jarvis.Database())
        {
            db.Add(new BusinessEvent { Type = "deadly", Key = "1", At = jarvis.Clock.GetUtcNow(), Subject = "x", Attempts = 5 });
            await db.SaveChangesAsync(Cancel);
        }
        jarvis.Get<EventStream>().Wake();

        Assert.Contains("stopped each time", (await HandledAsync("1")).Error, StringComparison.Ordinal);
        Assert.Equal(0, handler.Calls);
    }

    [Fact]
    public async Task A_handler_that_hangs_holds_up_no_other_event()
    {
        var hanging = new ScriptedHandler("slow", (_, call) => call == 1 ? Forever() : []);
        var good = new ScriptedHandler("good", (e, _) => [Propose.Note(e.Subject)]);
        await StartAsync(hanging, good);
        await PublishAsync("slow", "1", "x");
        await PublishAsync("good", "2", "fine");
        await HandledAsync("2");

        await HandledAsync("1", advance: TimeSpan.FromSeconds(10));
        Assert.Equal(2, hanging.Calls);

        static IEnumerable<Proposal> Forever()
        {
            using var never = new ManualResetEventSlim();
            never.Wait(TimeSpan.FromSeconds(60), Cancel);
            yield break;
        }
    }

    [Fact]
    public async Task A_commit_that_takes_long_holds_up_no_other_event()
    {
        var release = new TaskCompletionSource();
        var handler = new ScriptedHandler("note", (e, _) => [Propose.Note(e.Subject)]);
        await StartAsync(handler);
        jarvis.Floor.Before = what => what == "Note slow" ? release.Task : Task.CompletedTask;

        await PublishAsync("note", "1", "slow");
        await PublishAsync("note", "2", "quick");
        await HandledAsync("2");
        Assert.Equal("Note quick", Assert.Single(jarvis.Floor.Done).What);

        release.SetResult();
        await HandledAsync("1");
    }

    [Fact]
    public async Task Autonomy_switched_off_acts_on_no_event_and_does_not_pile_them_up()
    {
        var handler = new ScriptedHandler("service.down", (e, _) => [Propose.Restart(e.Subject)]);
        await StartAsync(enabled: false, handler);
        await PublishAsync("service.down", "1", "backend");
        await HandledAsync("1");
        Assert.Equal(0, handler.Calls);
    }

    public async ValueTask DisposeAsync()
    {
        await jarvis.DisposeAsync();
        await TestFolder.RemoveAsync(folder);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task StartAsync(params IEventHandler[] handlers) => StartAsync(true, handlers);

    private async Task StartAsync(bool enabled, params IEventHandler[] handlers) =>
        jarvis = await TestJarvis.StartAsync(new() { ["Autonomy:Enabled"] = enabled ? "true" : "false", ["Autonomy:FirstAnalysisAfter"] = "1.00:00:00" }, services =>
        {
            foreach (var handler in handlers) services.AddSingleton(handler);
            services.AddSingleton<IAlerts>(alerts);
        }, folder);

    private Task PublishAsync(string type, string key, string subject) =>
        jarvis.Get<EventStream>().PublishAsync(new BusinessEvent { Type = type, Key = key, At = jarvis.Clock.GetUtcNow(), Subject = subject }, Cancel);

    private async Task<BusinessEvent> HandledAsync(string key, TimeSpan? advance = null)
    {
        BusinessEvent? happened = null;
        await Soon.UntilAsync(() =>
        {
            if (advance is { } step) jarvis.Clock.Advance(step);
            using var db = jarvis.Database();
            happened = db.Set<BusinessEvent>().AsNoTracking().First(e => e.Key == key);
            return happened.HandledAt is not null;
        });
        return happened!;
    }

    private async Task<List<ActionRecord>> ActionsAsync()
    {
        await using var db = jarvis.Database();
        return await db.Set<ActionRecord>().AsNoTracking().OrderBy(a => a.Id).ToListAsync(Cancel);
    }
}
