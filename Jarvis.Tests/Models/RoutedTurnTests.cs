using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;
using Jarvis.Skills.Business.Models;
using Jarvis.Tests.Counterparts;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Tests.Models;

/// <summary>What an owner sees in the chat of what the router does: streams, failures, budgets.</summary>
public sealed class RoutedTurnTests(ModelServer server) : IClassFixture<ModelServer>
{
    private readonly ModelAccount account = server.NewAccount();
    private readonly string say = $"zzz qqq shop takes a note of price and stock by product xyzzy plugh {Nonsense.New()}";

    [Fact]
    public async Task A_turn_with_two_function_calls_is_streamed_and_its_rows_say_what_it_was_for()
    {
        await account.AnswerAsync(
            new { match = new { userMessage = say, hasToolResult = false }, response = Calls(("c1", "shop_price", "{}"), ("c2", "shop_stock", "{}")) },
            new { match = new { userMessage = say, hasToolResult = true }, response = new { content = "Ten each, and twelve are left." }, chunkSize = 6 });
        await using var jarvis = await StartAsync();

        var message = await jarvis.WriteAsync(say);
        var said = await jarvis.AnswerAsync(message.Id);

        Assert.Equal("Ten each, and twelve are left.\n\n▸ Looked at shop price, shop stock. Nothing was changed.", string.Join("\n\n", said.Split("\n\n").Take(2)));
        var calls = await CallsAsync(jarvis);
        Assert.Equal(2, calls.Count);
        Assert.All(calls, c => Assert.Equal(("chat", $"turn:{message.Id}", "jarvis", "jarvis/turn.md", 0.5, true, false), (c.Purpose, c.Cause, c.Domain, c.Function, c.Floor, c.Streamed, c.Background)));
        Assert.Equal((await account.ExchangesAsync()).Sum(e => e.Usage!.In + e.Usage.Out), calls.Sum(c => c.TokensIn + c.TokensOut));
    }

    [Fact]
    public async Task What_broke_off_is_replaced_where_the_owner_watches()
    {
        await account.AnswerAsync(
            new { match = new { userMessage = say, model = "first" }, response = new { content = "one two three four five six seven eight nine ten eleven twelve" }, chunkSize = 8, latency = 20, truncateAfterChunks = 4 },
            new { match = new { userMessage = say, model = "second" }, response = new { content = "The whole answer." } });
        await using var jarvis = await StartAsync(("Models:Failure:Retries", "0"));
        var said = await jarvis.SayAsync(say);
        Assert.StartsWith("The whole answer.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("one two", said, StringComparison.Ordinal);
        Assert.Equal([ModelOutcome.Cut, ModelOutcome.Answered], (await CallsAsync(jarvis)).Select(c => c.Outcome));
    }

    [Fact]
    public async Task When_all_providers_are_down_the_reply_says_of_each_what_became_of_it()
    {
        await account.AnswerAsync(new { match = new { userMessage = say }, response = new { error = new { message = "no", type = "server_error" }, status = 503 } });
        await using var jarvis = await StartAsync(("Models:Failure:Retries", "0"));
        var said = await jarvis.SayAsync(say);
        Assert.StartsWith("No model could answer. a (first): 503, service unavailable. b (second): 503, service unavailable.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_stands_under_the_answer_of_the_next_provider_for_the_owner_alone()
    {
        await account.AnswerAsync(
            new { match = new { userMessage = say, model = "first" }, response = new { error = new { message = "no", type = "authentication_error" }, status = 401 } },
            new { match = new { userMessage = say }, response = new { content = "Here I am." } });
        await using var jarvis = await StartAsync();
        await jarvis.AddPersonAsync("Vic", Role.Viewer, "vic", "test");
        Assert.EndsWith("▸ a does not accept its key; mend Models:Providers:a:Key (Models__Providers__a__Key as an environment variable).", await jarvis.SayAsync(say), StringComparison.Ordinal);
        Assert.DoesNotContain("key", await jarvis.SayAsync(say, "vic"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task At_a_budgets_end_the_owner_is_asked_and_a_yes_takes_the_same_turn_again(bool byButton)
    {
        await AnswersAsync();
        await using var jarvis = await StartAsync(("Models:Budgets:Day", "0.5"));
        await SpendAsync(jarvis);

        var message = await jarvis.WriteAsync(say);
        Assert.StartsWith("Today's budget for models (0.50 USD) has no room left for this. Shall I ask a model all the same?", await jarvis.AnswerAsync(message.Id), StringComparison.Ordinal);
        var asked = (await jarvis.Channel.UntilAsync(s => s.Count == 1))[0];
        Assert.Equal(["Yes, ask a model", "No"], asked.Buttons.SelectMany(r => r).Select(b => b.Label));
        Assert.Empty(await account.ExchangesAsync());

        var said = byButton ? await jarvis.SayAsync(asked.Buttons[0][0].Data, kind: InboundKind.Button) : await jarvis.SayAsync("yes");
        Assert.StartsWith("It is ten.", said, StringComparison.Ordinal);
        Assert.All((await CallsAsync(jarvis)).Skip(1), c => Assert.Equal(($"turn:{message.Id}", ModelOutcome.Answered), (c.Cause, c.Outcome)));
        // The question is answered: another yes is about nothing, and the next message that needs a model is asked about anew.
        Assert.DoesNotContain("It is ten.", await jarvis.SayAsync("yes"), StringComparison.Ordinal);
        Assert.Contains("Shall I ask a model all the same?", await jarvis.SayAsync(say), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_no_leaves_it()
    {
        await AnswersAsync();
        await using var jarvis = await StartAsync(("Models:Budgets:Day", "0.5"));
        await SpendAsync(jarvis);
        await jarvis.SayAsync(say);
        Assert.Equal("All right, I ask no model.", await jarvis.SayAsync("no"));
        Assert.Empty(await account.ExchangesAsync());
    }

    [Fact]
    public async Task Nobody_but_the_owner_can_pass_a_budget()
    {
        await AnswersAsync();
        await using var jarvis = await StartAsync(("Models:Budgets:Day", "0.5"));
        await jarvis.AddPersonAsync("Oli", Role.Operator, "oli", "test");
        await SpendAsync(jarvis);
        var message = await jarvis.WriteAsync(say, "oli");
        Assert.Equal("There is no room left in today's budget for models (0.50 USD). Only the owner can allow more.", await jarvis.AnswerAsync(message.Id));
        await jarvis.SayAsync($"m:ask:{message.Id}", "oli", kind: InboundKind.Button);
        Assert.Empty(await account.ExchangesAsync());
    }

    [Fact]
    public async Task What_was_done_before_the_budget_ended_is_not_done_again()
    {
        await account.AnswerAsync(
            new { match = new { userMessage = say, hasToolResult = false }, response = Calls(("c1", "shop_note", "{\"text\":\"strings\"}")) },
            new { match = new { userMessage = say, hasToolResult = true }, response = new { content = "It is noted." } });
        // Room for one call at its most, not for another: all that the answer may take is counted beforehand.
        await using var jarvis = await StartAsync(("Models:Budgets:Turn", "0.0012"), ("Models:Tiers:low:Output", "2"), ("Governance:Clearance", "FULL_AUTONOMY"), ("Models:Tiers:low:Input", "0.01"), ("Models:Tiers:high:Output", "9"));
        jarvis.Floor.Before = _ => SpendAsync(jarvis, "turn:1", 0.001m);

        var asked = await jarvis.SayAsync(say);
        Assert.StartsWith("The budget of one message (0.0012 USD) has no room left for this.", asked, StringComparison.Ordinal);
        Assert.Contains("▸ Done: Noted strings. (#1)", asked, StringComparison.Ordinal);

        var said = await jarvis.SayAsync("yes, ask a model");
        Assert.StartsWith("It is noted.", said, StringComparison.Ordinal);
        Assert.Equal(["Note strings"], jarvis.Floor.Done.Select(d => d.What));
    }

    private Task AnswersAsync() => account.AnswerAsync(
        new { match = new { userMessage = say, hasToolResult = false }, response = Calls(("c1", "shop_price", "{}")) },
        new { match = new { userMessage = say, hasToolResult = true }, response = new { content = "It is ten." } });

    private static object Calls(params (string Id, string Name, string Arguments)[] calls) => new { toolCalls = calls.Select(c => new { id = c.Id, name = c.Name, arguments = c.Arguments }) };

    private Task<TestJarvis> StartAsync(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
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
            ["Models:Failure:Pause"] = "00:00:00",
        };
        foreach (var (name, value) in more) settings[name] = value;
        return TestJarvis.StartAsync(settings);
    }

    private static async Task SpendAsync(TestJarvis jarvis, string cause = "before", decimal usd = 0.5m)
    {
        await using var db = jarvis.Database();
        db.Add(new ModelCall { At = jarvis.Clock.GetUtcNow(), RequestId = Guid.NewGuid(), Attempt = 2, Cause = cause, Provider = "b", Model = "second", Tier = "high", Purpose = "chat", Domain = "jarvis", Outcome = ModelOutcome.Answered, CostPico = Pico.OfUsd(usd) });
        await db.SaveChangesAsync();
    }

    private static async Task<List<ModelCall>> CallsAsync(TestJarvis jarvis)
    {
        await using var db = jarvis.Database();
        return await db.Set<ModelCall>().OrderBy(c => c.Id).ToListAsync(TestContext.Current.CancellationToken);
    }
}
