using Jarvis.Bot.Governance;
using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Domains.CostOptimisation;

public sealed class CostActionsTests
{
    private static readonly string[] Wider = ["40 USD", "none"];

    [Fact]
    public async Task A_budget_is_set_counts_at_once_and_is_undone()
    {
        await using var rig = await CostRig.StartAsync();
        await rig.Jarvis.SayAsync("set the monthly model budget to 40 dollars");
        Assert.Equal(40, await LimitAsync(rig));
        await rig.Jarvis.SayAsync("undo");
        Assert.Null(await LimitAsync(rig));
    }

    [Fact]
    public async Task Nobody_but_the_owner_makes_a_budget_wider()
    {
        await using var rig = await CostRig.StartAsync(("Models:Budgets:Month", "10"), ("Governance:Clearance", "MODIFY_SAFE"));
        foreach (var amount in Wider)
            Assert.Equal(ActionState.Waiting, (await rig.Jarvis.ActAsync(new FunctionCall("cost.set_budget", ("amount", amount)))).State);
        Assert.Equal(ActionState.Done, (await rig.Jarvis.ActAsync(new FunctionCall("cost.set_budget", ("amount", "5 USD")))).State);
        Assert.Equal(5, await LimitAsync(rig));
    }

    [Theory]
    [InlineData("set_budget", "amount", "a lot", "allowed is an amount such as 40")]
    [InlineData("set_budget", "amount", "40 GBP", "say dollars")]
    [InlineData("set_mix", "shares", "80% gemini", "make 100")]
    [InlineData("set_mix", "shares", "80% mistral, 20% claude", "There is no model \"mistral\"")]
    [InlineData("set_rate", "amount", "60 USD", "say it in EUR")]
    public async Task A_wrong_value_is_named_with_what_is_allowed(string function, string argument, string value, string said)
    {
        await using var rig = await CostRig.StartAsync();
        var wrong = await Assert.ThrowsAsync<BadRequestException>(() => rig.Jarvis.CallAsync(new FunctionCall("cost." + function, (argument, value))));
        Assert.Contains(said, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_amount_in_the_business_s_own_currency_is_converted()
    {
        await using var rig = await CostRig.StartAsync(("Governance:Clearance", "MODIFY_SAFE"));
        await rig.Jarvis.ActAsync(new FunctionCall("cost.set_budget", ("amount", "9 EUR")));
        Assert.Equal(10, await LimitAsync(rig));
    }

    [Fact]
    public async Task The_mix_is_set_by_the_names_that_owners_use()
    {
        await using var rig = await CostRig.StartAsync(("Governance:Clearance", "MODIFY_SAFE"));
        await rig.Jarvis.ActAsync(new FunctionCall("cost.set_mix", ("shares", "95% gemini and 5 % to claude")));
        Assert.Equal(95, (await PlanAsync(rig)).Share("economy"));
    }

    [Fact]
    public async Task Work_is_sent_to_a_model_and_may_be_chosen_for_again()
    {
        await using var rig = await CostRig.StartAsync(("Governance:Clearance", "MODIFY_SAFE"));
        await rig.WriteAsync(rig.Call(TimeSpan.FromHours(1), "ticket-summary"));
        var done = await rig.Jarvis.ActAsync(new FunctionCall("cost.use_model", ("purpose", "ticket summaries"), ("model", "gemini")));
        Assert.Contains("Ticket summary goes to economy", done.Sentence, StringComparison.Ordinal);
        Assert.Equal("economy", (await PlanAsync(rig)).TierOf("ticket-summary"));
        Assert.Empty(await rig.AnalyseAsync());
        await rig.Jarvis.ActAsync(new FunctionCall("cost.use_model", ("purpose", "ticket summary"), ("model", "automatic")));
        Assert.Null((await PlanAsync(rig)).TierOf("ticket-summary"));
        var wrong = await Assert.ThrowsAsync<BadRequestException>(() => rig.Jarvis.CallAsync(new FunctionCall("cost.use_model", ("purpose", "poems"), ("model", "gemini"))));
        Assert.Contains("purpose is \"poems\"; there is ticket summary", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_return_is_hours_by_the_owners_minutes_and_rate_beside_what_models_cost()
    {
        await using var rig = await CostRig.StartAsync(("Governance:Clearance", "MODIFY_PRODUCTION"), ("Governance:AutoApproveModifyProduction", "true"));
        await rig.WriteAsync(Enumerable.Range(0, 100).Select(i => rig.Call(TimeSpan.FromMinutes(i))));
        for (var i = 0; i < 4; i++) await rig.Jarvis.ActAsync(new FunctionCall("shop.restart", ("service", $"s{i}")));
        Assert.Contains("Say what an hour of yours is worth", (await rig.AskAsync("return")).Sentence, StringComparison.Ordinal);

        await rig.Jarvis.ActAsync(new FunctionCall("cost.set_minutes", ("work", "shop.restart"), ("minutes", "15")));
        await rig.Jarvis.ActAsync(new FunctionCall("cost.set_rate", ("amount", "60 EUR")));

        var back = await rig.AskAsync("return");
        // Four quarters of an hour are 60 EUR; a hundred calls are 1.20 USD, 1.08 EUR.
        Assert.Contains("saved **1.0 hours**; models cost 1.20 USD (1.08 EUR). At 60.00 EUR an hour that is worth 60.00 EUR: **58.92 EUR** more than it cost.", back.Sentence, StringComparison.Ordinal);
        Assert.Equal(["Shop: restart", "4", "15", "1.0 h"], back.Table!.Rows.Single());
    }

    private static async Task<decimal?> LimitAsync(CostRig rig) => (await PlanAsync(rig)).Limit(null, BudgetPeriod.Month);

    private static Task<ModelPlanInForce> PlanAsync(CostRig rig) => rig.Jarvis.Services.GetRequiredService<ModelPlan>().ReadAsync(TestContext.Current.CancellationToken);
}
