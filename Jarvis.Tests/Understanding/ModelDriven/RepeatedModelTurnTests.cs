using System.Runtime.CompilerServices;
using Jarvis.Bot.Conversations;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Understanding.ModelDriven;

/// <summary>A model's turn is taken again after a crash: whatever the model would say now, nothing is done or said twice.</summary>
public sealed class RepeatedModelTurnTests
{
    private const string Unclear = "zzz qqq shop takes restarts xyzzy plugh wibble frob grue";
    private static readonly Dictionary<string, string?> Free = new() { ["Governance:Clearance"] = "FULL_AUTONOMY", ["Governance:AutoApproveModifyProduction"] = "true" };

    [Fact]
    public async Task A_crash_between_two_calls_and_a_model_that_words_it_differently_act_once_each()
    {
        var folder = Directory.CreateTempSubdirectory("jarvis-test-").FullName;
        var reached = new TaskCompletionSource();
        var before = new ScriptedModel().Calls("shop_note", ("text", "buy milk")).Does(_ => Hang(reached));
        long id;
        var first = await TestJarvis.StartAsync(Free, s => s.AddSingleton<IChatClient>(before), folder);
        id = (await first.WriteAsync(Unclear)).Id;
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(100), TestContext.Current.CancellationToken);
        Assert.Single(first.Floor.Done);
        await first.DisposeAsync();

        // The same message again: this model would take the note in other words.
        var after = new ScriptedModel { Otherwise = r => ScriptedModel.Of([r.Results.Count switch
        {
            0 => ScriptedModel.Call("shop_note", ("text", "Milk has to be bought")),
            1 => ScriptedModel.Call("shop_restart", ("service", "backend")),
            _ => new TextContent("Both are done."),
        }]) };
        await using (var second = await TestJarvis.StartAsync(Free, s => s.AddSingleton<IChatClient>(after), folder))
        {
            var said = await second.AnswerAsync(id);
            Assert.Equal(["Restart backend"], second.Floor.Done.Select(d => d.What));
            Assert.Contains("Both are done.", said, StringComparison.Ordinal);
            Assert.Contains("#1 is done: Noted buy milk.", said, StringComparison.Ordinal);
            Assert.Contains("▸ Done: Restart backend: done. (#2)", said, StringComparison.Ordinal);
            Assert.Equal(2, after.Requests.Count);
            await second.Channel.UntilAsync(s => s.Count > 0);
            Assert.Single(second.Channel.Shown);
        }
        await TestFolder.RemoveAsync(folder);
    }

    [Fact]
    public async Task A_crash_before_the_reply_was_stored_asks_no_model_again()
    {
        var model = new ScriptedModel().Calls("shop_note", ("text", "buy milk")).Says("Noted, boss.");
        await using var jarvis = await TestJarvis.StartAsync(Free, s => s.AddSingleton<IChatClient>(model));
        var first = await jarvis.SayAsync(Unclear);
        long id;
        await using (var db = jarvis.Database())
        {
            var message = await db.Set<InboxMessage>().OrderByDescending(m => m.Id).FirstAsync();
            id = message.Id;
            await db.Set<OutboxMessage>().Where(m => m.InboxId == id).ExecuteDeleteAsync(TestContext.Current.CancellationToken);
            message.State = InboxState.Received;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        await jarvis.Get<Inbox>().RecoverAsync(CancellationToken.None);
        var again = await jarvis.AnswerAsync(id);
        Assert.Contains("Noted, boss.", again, StringComparison.Ordinal);
        Assert.Contains("Noted buy milk.", first, StringComparison.Ordinal);
        Assert.Contains("#1 is done: Noted buy milk.", again, StringComparison.Ordinal);
        Assert.Single(jarvis.Floor.Done);
        Assert.Equal(2, model.Requests.Count);
    }

    private static async IAsyncEnumerable<AIContent> Hang(TaskCompletionSource reached, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        reached.SetResult();
        await new TaskCompletionSource().Task.WaitAsync(cancel);
        yield break;
    }
}
