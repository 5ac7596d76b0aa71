using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Tests.Governance;

public sealed class GateTests
{
    private static readonly FunctionCall Restart = new("shop.restart", ("service", "backend"));

    [Fact]
    public async Task An_agent_action_above_the_clearance_waits_and_touches_nothing()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var outcome = await jarvis.ActAsync(Restart);
        Assert.Equal(ActionState.Waiting, outcome.State);
        Assert.Empty(jarvis.Floor.Done);
    }

    [Fact]
    public async Task What_is_approved_by_number_runs_once_and_is_told()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var outcome = await jarvis.ActAsync(Restart);
        var reply = await jarvis.SayAsync($"approve {outcome.Number}");
        Assert.Contains("Restart backend: done.", reply, StringComparison.Ordinal);
        var again = await jarvis.SayAsync($"approve {outcome.Number}");
        Assert.Contains("is done", again, StringComparison.Ordinal);
        Assert.Single(jarvis.Floor.Done);
    }

    [Fact]
    public async Task A_decision_on_two_channels_at_once_takes_effect_once()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var outcome = await jarvis.ActAsync(Restart);
        await Task.WhenAll(
            jarvis.SayAsync($"approve {outcome.Number}"), jarvis.SayAsync($"approve {outcome.Number}", channel: "other"),
            jarvis.SayAsync($"reject {outcome.Number}", channel: "other"));
        var action = await jarvis.ActionAsync(outcome.Number);
        Assert.True(action.State is ActionState.Done or ActionState.Refused);
        Assert.Equal(action.State == ActionState.Done ? 1 : 0, jarvis.Floor.Done.Count);
    }

    [Fact]
    public async Task Deciding_on_one_channel_changes_the_prompt_on_the_other()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var outcome = await jarvis.ActAsync(Restart);
        await jarvis.Get<PromptDesk>().AnnounceAsync([outcome.Number], CancellationToken.None);
        await jarvis.Channel.UntilAsync(s => s.Any(p => p.Buttons.Count > 0));
        await jarvis.Other.UntilAsync(s => s.Any(p => p.Buttons.Count > 0));

        await jarvis.SayAsync($"d:approve:{outcome.Number}", kind: Jarvis.Bot.Conversations.InboundKind.Button);

        var other = await jarvis.Other.UntilAsync(s => s.Any(p => p.Markdown.Contains("Approved by Ada on test", StringComparison.Ordinal) && p.Markdown.Contains("done.", StringComparison.Ordinal)));
        Assert.DoesNotContain(other, p => p.Buttons.Any(r => r.Any(b => b.Data.StartsWith("d:approve", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task When_the_price_changed_since_it_was_asked_the_owner_is_asked_again()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var outcome = await jarvis.ActAsync(new FunctionCall("shop.sell"));
        jarvis.Shop.Price = 5;
        var reply = await jarvis.SayAsync($"approve {outcome.Number}");
        Assert.Contains("has changed since you were asked", reply, StringComparison.Ordinal);
        Assert.Empty(jarvis.Floor.Done);
        await jarvis.SayAsync($"approve {outcome.Number}");
        Assert.Single(jarvis.Floor.Done);
    }

    [Fact]
    public async Task While_paused_nothing_runs_and_resume_ends_it()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var waiting = await jarvis.ActAsync(Restart);
        await jarvis.Get<Controls>().PauseAsync(true, "test", CancellationToken.None);
        Assert.Equal(ActionState.Refused, (await jarvis.ActAsync(new FunctionCall("shop.note", ("text", "x")))).State);
        Assert.Contains("paused", await jarvis.SayAsync($"approve {waiting.Number}"), StringComparison.Ordinal);
        Assert.Empty(jarvis.Floor.Done);
        await jarvis.Get<Controls>().PauseAsync(false, "test", CancellationToken.None);
        await jarvis.SayAsync($"approve {waiting.Number}");
        Assert.Single(jarvis.Floor.Done);
    }

    [Fact]
    public async Task In_read_only_an_action_is_refused_and_kept_for_the_report()
    {
        await using var jarvis = await TestJarvis.StartAsync(new() { ["Governance:Clearance"] = "READ_ONLY" });
        var outcome = await jarvis.ActAsync(Restart, proposal: new Proposal(Restart, "It is slow."));
        Assert.Equal(ActionState.Refused, outcome.State);
        Assert.Equal("It is slow.", (await jarvis.ActionAsync(outcome.Number)).Why);
    }

    [Fact]
    public async Task Even_full_autonomy_asks_after_reading_a_strangers_text()
    {
        await using var jarvis = await TestJarvis.StartAsync(new() { ["Governance:Clearance"] = "FULL_AUTONOMY", ["Governance:AutoApproveModifyProduction"] = "true" });
        Assert.Equal(ActionState.Done, (await jarvis.ActAsync(Restart)).State);
        Assert.Equal(ActionState.Waiting, (await jarvis.ActAsync(new FunctionCall("shop.pay", ("to", "eve"), ("amount", "500")), untrusted: true)).State);
        Assert.DoesNotContain(jarvis.Floor.Done, d => d.What == "Pay eve");
    }

    [Fact]
    public async Task A_money_limit_asks_before_it_is_passed_even_by_many_calls_at_once()
    {
        await using var jarvis = await TestJarvis.StartAsync(new() { ["Governance:Clearance"] = "FULL_AUTONOMY", ["Governance:Limits:MoneyPerDay"] = "100" });
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => jarvis.ActAsync(new FunctionCall("shop.pay", ("to", $"p{i}"), ("amount", "30")))));
        Assert.Equal(3, outcomes.Count(o => o.State == ActionState.Done));
        Assert.Equal(7, outcomes.Count(o => o.State == ActionState.Waiting));
    }

    [Fact]
    public async Task Always_covers_the_same_arguments_and_not_others_until_it_is_used_up()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var first = await jarvis.ActAsync(Restart);
        Assert.Contains("From now on", await jarvis.SayAsync($"always {first.Number} for 7 days"), StringComparison.Ordinal);
        Assert.Equal(ActionState.Waiting, (await jarvis.ActAsync(new FunctionCall("shop.restart", ("service", "worker")))).State);
        for (var i = 0; i < StandingApprovals.DefaultLimit; i++) Assert.Equal(ActionState.Done, (await jarvis.ActAsync(Restart)).State);
        Assert.Equal(ActionState.Waiting, (await jarvis.ActAsync(Restart)).State);
        jarvis.Clock.Sleep(TimeSpan.FromDays(8));
        Assert.Equal(ActionState.Waiting, (await jarvis.ActAsync(Restart)).State);
    }

    [Fact]
    public async Task Undo_runs_the_reverse_and_marks_the_first_undone()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var note = await jarvis.ActAsync(new FunctionCall("shop.note", ("text", "milk")));
        Assert.Equal(ActionState.Done, note.State);
        Assert.Contains("undone", await jarvis.SayAsync($"undo {note.Number}"), StringComparison.Ordinal);
        Assert.Equal(ActionState.Undone, (await jarvis.ActionAsync(note.Number)).State);
        Assert.Equal(["Note milk", "Forget milk"], jarvis.Floor.Done.Select(d => d.What));
    }

    [Fact]
    public async Task A_question_nobody_answers_expires_as_refused_and_that_is_said()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var outcome = await jarvis.ActAsync(Restart);
        await jarvis.Get<PromptDesk>().AnnounceAsync([outcome.Number], CancellationToken.None);
        jarvis.Clock.Advance(TimeSpan.FromHours(25));
        await jarvis.Channel.UntilAsync(s => s.Any(p => p.Markdown.Contains("Nobody decided in time", StringComparison.Ordinal)));
        await jarvis.Channel.UntilAsync(s => s.Any(p => p.Markdown.Contains("Expired without an answer", StringComparison.Ordinal)));
        Assert.Contains("expired", await jarvis.SayAsync($"approve {outcome.Number}"), StringComparison.Ordinal);
        Assert.Empty(jarvis.Floor.Done);
    }

    [Fact]
    public async Task A_snoozed_question_comes_back()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var outcome = await jarvis.ActAsync(Restart);
        await jarvis.Get<PromptDesk>().AnnounceAsync([outcome.Number], CancellationToken.None);
        await jarvis.Channel.UntilAsync(s => s.Count == 1);
        await jarvis.SayAsync($"snooze {outcome.Number} for 2 hours");
        jarvis.Clock.Advance(TimeSpan.FromHours(2.1));
        await jarvis.Channel.UntilAsync(s => s.Count(p => p.Buttons.Count > 0) >= 2);
        Assert.Equal(ActionState.Waiting, (await jarvis.ActionAsync(outcome.Number)).State);
    }

    [Fact]
    public async Task An_edit_changes_what_is_asked_and_what_runs()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var outcome = await jarvis.ActAsync(Restart);
        Assert.Contains("Restart worker", await jarvis.SayAsync($"edit {outcome.Number} service=worker"), StringComparison.Ordinal);
        Assert.Empty(jarvis.Floor.Done);
        await jarvis.SayAsync($"approve {outcome.Number}");
        Assert.Equal("Restart worker", Assert.Single(jarvis.Floor.Done).What);
    }

    [Fact]
    public async Task A_bare_approve_with_several_waiting_asks_which()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        await jarvis.ActAsync(Restart);
        await jarvis.ActAsync(new FunctionCall("shop.sell"));
        Assert.Contains("Which do you mean?", await jarvis.SayAsync("approve"), StringComparison.Ordinal);
        Assert.Empty(jarvis.Floor.Done);
        await jarvis.SayAsync("approve all shop");
        Assert.Equal(2, jarvis.Floor.Done.Count);
    }

    [Fact]
    public async Task Approve_all_leaves_a_raised_clearance_out()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var raise = await jarvis.ActAsync(new FunctionCall("jarvis.set_clearance", ("level", "FULL_AUTONOMY")));
        Assert.Equal(ActionState.Waiting, raise.State);
        Assert.Contains("Not included", await jarvis.SayAsync("approve all"), StringComparison.Ordinal);
        Assert.Equal(ClearanceLevel.Suggest, jarvis.Get<Controls>().Overall);
        await jarvis.SayAsync($"approve {raise.Number}");
        Assert.Equal(ClearanceLevel.FullAutonomy, jarvis.Get<Controls>().Overall);
    }

    [Fact]
    public async Task An_operator_decides_in_their_domain_up_to_their_clearance_and_a_viewer_nowhere()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        await jarvis.AddPersonAsync("Otto", Role.Operator, "otto", "test");
        await jarvis.AddPersonAsync("Vera", Role.Viewer, "vera", "test");
        var restart = await jarvis.ActAsync(Restart);
        var mail = await jarvis.ActAsync(new FunctionCall("shop.mail", ("to", "a@b.c"), ("text", "hi")));
        Assert.Contains("MODIFY_PRODUCTION", await jarvis.SayAsync($"approve {restart.Number}", "otto"), StringComparison.Ordinal);
        Assert.Contains("not decide", await jarvis.SayAsync($"approve {mail.Number}", "vera"), StringComparison.Ordinal);
        Assert.Empty(jarvis.Floor.Done);
        await jarvis.SayAsync($"approve {mail.Number}", "otto");
        Assert.Single(jarvis.Floor.Done);
    }

    [Fact]
    public async Task A_repeated_cause_finds_its_action_instead_of_acting_again()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var note = new FunctionCall("shop.note", ("text", "once"));
        var first = await jarvis.ActAsync(note, cause: "turn:5");
        var second = await jarvis.ActAsync(note, cause: "turn:5");
        Assert.Equal(first.Number, second.Number);
        Assert.Single(jarvis.Floor.Done);
    }

    [Fact]
    public async Task A_failed_commit_says_why_and_an_unexpected_one_tells_no_secret()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var outcome = await jarvis.ActAsync(Restart);
        jarvis.Floor.Before = _ => throw new InvalidOperationException("password=hunter2");
        var reply = await jarvis.SayAsync($"approve {outcome.Number}");
        Assert.Contains("failed", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_restart_what_ran_is_interrupted_and_only_what_may_repeat_runs_again()
    {
        var folder = Directory.CreateTempSubdirectory("jarvis-test-").FullName;
        int idempotent, other;
        await using (var first = await TestJarvis.StartAsync(folder: folder))
        {
            idempotent = (await first.ActAsync(Restart)).Number;
            other = (await first.ActAsync(new FunctionCall("shop.sell"))).Number;
            await using var db = first.Database();
            // As a kill in the middle of the commit leaves it.
            await db.Set<ActionRecord>().ExecuteUpdateAsync(set => set.SetProperty(a => a.State, ActionState.Running).SetProperty(a => a.DecidedBy, "Ada on test"));
        }
        await using var second = await TestJarvis.StartAsync(folder: folder);
        await second.UntilAsync(idempotent, ActionState.Done);
        Assert.Equal(ActionState.Interrupted, (await second.ActionAsync(other)).State);
        Assert.Equal("Restart backend", Assert.Single(second.Floor.Done).What);
        await second.Channel.UntilAsync(s => s.Any(p => p.Markdown.Contains("interrupted while it ran", StringComparison.Ordinal)));
        await second.SayAsync($"approve {other}");
        Assert.Equal(2, second.Floor.Done.Count);
    }
}
