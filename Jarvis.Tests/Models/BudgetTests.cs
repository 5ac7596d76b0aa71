using Jarvis.Bot.Models;
using Jarvis.Skills.Business.Models;
using Jarvis.Tests.Counterparts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Models;

/// <summary>A budget is never passed, neither by many calls at once nor over a restart.</summary>
public sealed class BudgetTests(ModelServer server) : IClassFixture<ModelServer>
{
    private static readonly Dictionary<string, string?> OnlyPremium = new()
    {
        ["Models:Providers:gemini:Key"] = null,
        ["Models:Providers:openai:Key"] = null,
        ["Models:Tiers:premium:MaxOutputTokens"] = "100",
    };

    [Fact]
    public async Task Many_calls_at_once_do_not_pass_it_together()
    {
        var account = server.NewAccount();
        var say = $"many {Guid.NewGuid():n}";
        await account.AnswerAsync(new { match = new { userMessage = say }, response = new { content = "Yes.", usage = new { input_tokens = 20, output_tokens = 100 } }, latency = 20 });
        // Room for ten at their most, of sixty.
        await using var rig = await ModelRig.StartAsync(account, With(OnlyPremium, ("Models:Budgets:Day", "0.018")));

        var asked = await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            try
            {
                await rig.AskAsync(say, ModelRig.Turn($"turn:{i}"));
                return true;
            }
            catch (BudgetExhaustedException)
            {
                return false;
            }
        }));

        var spent = (await rig.CallsAsync()).Sum(c => c.CostUsd);
        Assert.InRange(asked.Count(a => a), 5, 12);
        Assert.InRange(spent, 0.007m, 0.018m);
        var day = (await rig.Get<ModelBudgets>().ReadAsync(CancellationToken.None)).Single(b => b is { Domain: null, Period: BudgetPeriod.Day });
        Assert.Equal((spent, 0m), (day.Spent, day.Reserved));
    }

    [Fact]
    public async Task What_a_dead_process_had_set_aside_is_free_again_after_a_restart_and_what_it_will_have_read_is_counted()
    {
        using var store = new TestStore();
        var account = server.NewAccount();
        var say = $"crash {Guid.NewGuid():n}";
        await account.AnswerAsync(new { match = new { userMessage = say }, response = new { content = "Yes.", usage = new { input_tokens = 20, output_tokens = 5 } } });
        var budget = With(OnlyPremium, ("Models:Budgets:Day", "0.003"));
        await using (var first = await ModelRig.StartAsync(account, budget, store))
        {
            var job = new RouterJob(ModelRig.Turn(), [new ChatMessage(ChatRole.User, say)], new ChatOptions(), new PromptSize(0, 0, 0, 30, 0, ""), 0.1, false);
            await first.Get<ModelLedger>().ReserveAsync(job, first.Get<ModelTiers>().Find("premium")!, "test", CancellationToken.None);
            // It is under way: there is no room for another.
            await Assert.ThrowsAsync<BudgetExhaustedException>(() => first.AskAsync(say, ModelRig.Turn("turn:2")));
        }

        await using var second = await ModelRig.StartAsync(account, budget, store);
        Assert.Equal("Yes.", (await second.AskAsync(say, ModelRig.Turn("turn:3"))).Text);
        var lost = (await second.CallsAsync())[0];
        Assert.Equal((ModelOutcome.Interrupted, true, 30, 90_000_000L), (lost.Outcome, lost.Estimated, lost.TokensIn, lost.CostPico));
    }

    [Fact]
    public async Task Near_its_end_a_cheaper_model_answers_and_that_is_said()
    {
        var account = server.NewAccount();
        var say = $"near {Guid.NewGuid():n}";
        await account.AnswerAsync(new { match = new { userMessage = say }, response = new { content = "Yes." } });
        await using var rig = await ModelRig.StartAsync(account, new() { ["Models:Budgets:Month"] = "1" });
        await SpendAsync(rig, 0.85m);
        // All of the need that there is.
        var hard = ModelRig.Turn();
        var job = new RouterJob(hard, [], new ChatOptions(), new PromptSize(10, 0, 0, 30, 0, ""), 1, false);

        var ranked = await rig.Get<ModelChoice>().RankAsync(job, CancellationToken.None);

        Assert.Equal("standard", ranked[0].Tier.Name);
        Assert.Contains("85 % used", Assert.Single(hard.Report.Notes), StringComparison.Ordinal);
        Assert.Contains("gpt-test", hard.Report.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_its_end_background_work_stops_and_a_person_is_asked()
    {
        var account = server.NewAccount();
        var say = $"end {Guid.NewGuid():n}";
        await account.AnswerAsync(new { match = new { userMessage = say }, response = new { content = "Yes." } });
        await using var rig = await ModelRig.StartAsync(account, new() { ["Models:Budgets:Day"] = "0.5" });
        await SpendAsync(rig, 0.5m);

        var background = await Assert.ThrowsAsync<BudgetExhaustedException>(() => rig.AskAsync(say, ModelRig.Turn(background: true)));
        Assert.False(background.MayAsk);
        var turn = await Assert.ThrowsAsync<BudgetExhaustedException>(() => rig.AskAsync(say));
        Assert.True(turn.MayAsk);
        Assert.StartsWith("Today's budget for models (0.50 USD) has no room left for this.", turn.Question, StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero), turn.Until);
        Assert.Empty(await account.ExchangesAsync());

        Assert.Equal("Yes.", (await rig.AskAsync(say, ModelRig.Turn(overBudget: true))).Text);
        rig.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("Yes.", (await rig.AskAsync(say, ModelRig.Turn(background: true))).Text);
    }

    [Fact]
    public async Task One_message_has_a_budget_of_its_own()
    {
        var account = server.NewAccount();
        var say = $"turn {Guid.NewGuid():n}";
        await account.AnswerAsync(new { match = new { userMessage = say }, response = new { content = "Yes.", usage = new { input_tokens = 50, output_tokens = 90 } } });
        await using var rig = await ModelRig.StartAsync(account, With(OnlyPremium, ("Models:Budgets:Turn", "0.003")));
        await rig.AskAsync(say, ModelRig.Turn("turn:1"));
        var refused = await Assert.ThrowsAsync<BudgetExhaustedException>(() => rig.AskAsync(say, ModelRig.Turn("turn:1")));
        Assert.Equal("the budget of one message (0.003 USD)", refused.Budget);
        await rig.AskAsync(say, ModelRig.Turn("turn:2"));
    }

    [Fact]
    public async Task A_domain_has_its_own_and_what_the_owner_says_in_chat_counts()
    {
        var account = server.NewAccount();
        var say = $"domain {Guid.NewGuid():n}";
        await account.AnswerAsync(new { match = new { userMessage = say }, response = new { content = "Yes." } });
        await using var rig = await ModelRig.StartAsync(account);
        await rig.Plan.SetBudgetAsync("support", BudgetPeriod.Month, 0, "Ada", CancellationToken.None);

        var refused = await Assert.ThrowsAsync<BudgetExhaustedException>(() => rig.AskAsync(say, new ModelRequest { Purpose = "ticket", Cause = "t", Domain = "support" }));
        Assert.Contains("models in support", refused.Budget, StringComparison.Ordinal);
        await rig.AskAsync(say, new ModelRequest { Purpose = "ticket", Cause = "t", Domain = "sales" });
        await rig.Plan.SetBudgetAsync("support", BudgetPeriod.Month, null, "Ada", CancellationToken.None);
        await rig.AskAsync(say, new ModelRequest { Purpose = "ticket", Cause = "t", Domain = "support" });
    }

    [Fact]
    public async Task Free_requests_are_counted_by_the_providers_day_and_then_priced()
    {
        var account = server.NewAccount();
        var say = $"free {Guid.NewGuid():n}";
        await account.AnswerAsync(new { match = new { userMessage = say }, response = new { content = "Yes.", usage = new { prompt_tokens = 1000, completion_tokens = 0 } } });
        await using var rig = await ModelRig.StartAsync(account, new()
        {
            ["Models:Tiers:economy:FreeRequestsPerDay"] = "3",
            ["Models:Tiers:economy:FreeDayZone"] = "America/Los_Angeles",
            ["Models:Tiers:economy:CachedInput"] = "0.1",
        });
        for (var i = 0; i < 5; i++) await rig.AskAsync(say);
        // Midnight in California is 8:00 here: the day that began at 8:00 is over tomorrow.
        rig.Clock.Advance(TimeSpan.FromHours(23.5));
        await rig.AskAsync(say);
        var calls = await rig.CallsAsync();
        Assert.All(calls, c => Assert.Equal("gemini", c.Provider));
        Assert.Equal([true, true, true, false, false, true], calls.Select(c => c.Free));
        Assert.Equal([0m, 0m, 0m, 0.0005m, 0.0005m, 0m], calls.Select(c => c.CostUsd));
    }

    private static Dictionary<string, string?> With(Dictionary<string, string?> settings, params (string Name, string Value)[] more)
    {
        var all = new Dictionary<string, string?>(settings);
        foreach (var (name, value) in more) all[name] = value;
        return all;
    }

    private static async Task SpendAsync(ModelRig rig, decimal usd)
    {
        await using var db = rig.Store.CreateDbContext();
        db.Add(new ModelCall { At = rig.Clock.GetUtcNow(), RequestId = Guid.NewGuid(), Attempt = 2, Cause = "before", Provider = "openai", Model = "gpt-test", Tier = "standard", Purpose = "chat", Domain = "jarvis", Outcome = ModelOutcome.Answered, CostPico = Pico.OfUsd(usd) });
        await db.SaveChangesAsync();
    }
}
