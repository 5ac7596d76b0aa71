using Jarvis.Skills.Business.Models;
using Jarvis.Tests.Counterparts;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Tests.Models;

/// <summary>The whole of Jarvis with a model on a counterpart.</summary>
public sealed class WholeTurnTests(ModelServer server) : IClassFixture<ModelServer>
{
    [Fact]
    public async Task A_turn_that_fails_over_between_its_rounds_runs_its_action_once_and_is_in_the_ledger()
    {
        var account = server.NewAccount();
        var say = $"zzz qqq shop takes a note of price and stock by product xyzzy plugh {Nonsense.New()}";
        var call = new { toolCalls = new[] { new { id = "c1", name = "shop_note", arguments = "{\"text\":\"strings\"}" } } };
        await account.AnswerAsync(
            new { match = new { userMessage = say, model = "first", hasToolResult = false }, response = call },
            new { match = new { userMessage = say, model = "first", hasToolResult = true }, response = new { error = new { message = "no", type = "rate_limit_error" }, status = 429 } },
            // The second asks for the same again before it is content.
            new { match = new { userMessage = say, model = "second", sequenceIndex = 0 }, response = call },
            new { match = new { userMessage = say, model = "second" }, response = new { content = "It is noted." } });
        await using var jarvis = await TestJarvis.StartAsync(new()
        {
            ["Governance:Clearance"] = "FULL_AUTONOMY",
            ["Models:Providers:a:Kind"] = "Compatible",
            ["Models:Providers:a:Url"] = account.Url + "v1",
            ["Models:Providers:b:Kind"] = "Compatible",
            ["Models:Providers:b:Url"] = account.Url + "v1",
            ["Models:Tiers:low:Provider"] = "a",
            ["Models:Tiers:low:Model"] = "first",
            ["Models:Tiers:low:Input"] = "0.1",
            ["Models:Tiers:low:Output"] = "0.1",
            ["Models:Tiers:low:Share"] = "100",
            ["Models:Tiers:high:Provider"] = "b",
            ["Models:Tiers:high:Model"] = "second",
            ["Models:Tiers:high:Input"] = "1",
            ["Models:Tiers:high:Output"] = "1",
            ["Models:Tiers:high:Quality"] = "0.9",
        });

        var said = await jarvis.SayAsync(say);

        Assert.Contains("It is noted.", said, StringComparison.Ordinal);
        Assert.Equal(["Note strings"], jarvis.Floor.Done.Select(d => d.What));
        await using var db = jarvis.Database();
        var calls = await db.Set<ModelCall>().OrderBy(c => c.Id).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["first", "first", "second"], calls.Take(3).Select(c => c.Model));
        Assert.Equal([ModelOutcome.Answered, ModelOutcome.RateLimited, ModelOutcome.Answered], calls.Take(3).Select(c => c.Outcome));
        var stated = (await account.ExchangesAsync()).Where(e => e.Usage is not null).ToList();
        Assert.Equal(stated.Sum(e => e.Usage!.In + e.Usage.Out), calls.Where(c => c.Outcome == ModelOutcome.Answered).Sum(c => c.TokensIn + c.TokensOut));
    }
}
