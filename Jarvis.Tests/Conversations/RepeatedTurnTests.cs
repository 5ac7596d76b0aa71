using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Tests.Conversations;

/// <summary>Jarvis died after a turn had taken effect and before its reply was stored: the next start takes the same message again.</summary>
public sealed class RepeatedTurnTests
{
    private static readonly FunctionCall Backend = new("shop.restart", ("service", "backend"));
    private static readonly FunctionCall Frontend = new("shop.restart", ("service", "frontend"));

    [Theory]
    [InlineData("approve", "is done")]
    [InlineData("yes", "is done")]
    [InlineData("approve all", "is done")]
    [InlineData("reject", "Rejected by Ada on test")]
    public async Task A_decision_without_a_number_does_not_reach_what_came_to_wait_since(string words, string reply)
    {
        await using var jarvis = await TestJarvis.StartAsync();
        await jarvis.ActAsync(Backend);
        await jarvis.SayAsync(words);
        var since = await jarvis.ActAsync(Frontend);

        Assert.Contains(reply, await RepeatAsync(jarvis, words), StringComparison.Ordinal);
        Assert.Equal(ActionState.Waiting, (await jarvis.ActionAsync(since.Number)).State);
        Assert.DoesNotContain(jarvis.Floor.Done, d => d.What.Contains("frontend", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_yes_that_met_no_question_approves_none_that_was_asked_since()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        await jarvis.SayAsync("approve");
        var since = await jarvis.ActAsync(Backend);
        Assert.Contains("say it again", await RepeatAsync(jarvis, "approve"), StringComparison.Ordinal);
        Assert.Equal(ActionState.Waiting, (await jarvis.ActionAsync(since.Number)).State);
    }

    [Fact]
    public async Task An_undo_does_not_undo_itself()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var note = await jarvis.ActAsync(new FunctionCall("shop.note", ("text", "milk")));
        await jarvis.SayAsync($"approve {note.Number}");
        await jarvis.SayAsync("undo");
        var done = jarvis.Floor.Done.Count;
        Assert.Contains("was undone", await RepeatAsync(jarvis, "undo"), StringComparison.Ordinal);
        Assert.Equal(done, jarvis.Floor.Done.Count);
    }

    [Fact]
    public async Task Always_grants_once()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        await jarvis.ActAsync(Backend);
        await jarvis.SayAsync("always approve");
        await RepeatAsync(jarvis, "always approve");
        Assert.Single(await jarvis.Get<StandingApprovals>().InForceAsync(CancellationToken.None), s => s.Function == "shop.restart");
    }

    [Fact]
    public async Task A_request_whose_terms_depend_on_the_hour_is_still_the_one_request_of_its_turn()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var call = new FunctionCall("shop.sell");
        CallContext Turn() => new() { Origin = Origin.Turn, Cause = "turn:1", AskedFor = call };
        var first = (GateOutcome)await jarvis.Get<SkillCaller>().CallAsync(call, Turn(), CancellationToken.None);
        jarvis.Shop.Price++;
        var again = (GateOutcome)await jarvis.Get<SkillCaller>().CallAsync(call, Turn(), CancellationToken.None);
        Assert.True(again.Replayed);
        Assert.Equal(first.Number, again.Number);
    }

    [Fact]
    public async Task A_question_that_was_decided_elsewhere_before_its_reply_is_answered_with_what_became_of_it()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var asked = await jarvis.ActAsync(Backend);
        await jarvis.SayAsync($"approve {asked.Number}", channel: "other");
        var reply = Assert.Single(await jarvis.Get<PromptDesk>().ForTurnAsync([asked.Number], "test", "ada", CancellationToken.None));
        Assert.StartsWith($"#{asked.Number} is done", reply.Markdown, StringComparison.Ordinal);
    }

    private static async Task<string> RepeatAsync(TestJarvis jarvis, string words)
    {
        long id;
        await using (var db = jarvis.Database())
        {
            var message = await db.Set<InboxMessage>().OrderByDescending(m => m.Id).FirstAsync(m => m.Text == words);
            id = message.Id;
            await db.Set<OutboxMessage>().Where(m => m.InboxId == id).ExecuteDeleteAsync();
            message.State = InboxState.Received;
            await db.SaveChangesAsync();
        }
        await jarvis.Get<Inbox>().RecoverAsync(CancellationToken.None);
        return await jarvis.AnswerAsync(id);
    }
}
