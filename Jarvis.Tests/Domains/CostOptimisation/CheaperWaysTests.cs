using Jarvis.Skills.Business.Models;

namespace Jarvis.Tests.Domains.CostOptimisation;

public sealed class CheaperWaysTests
{
    [Fact]
    public async Task The_saving_is_what_the_same_calls_would_have_cost_less_and_is_proposed_once_ready()
    {
        await using var rig = await CostRig.StartAsync(("Cost:LeastSaving", "0.1"));
        // 30 days: 100 summaries at 0.012, which the cheaper model would have made for 0.0012.
        await rig.WriteAsync(Enumerable.Range(0, 100).Select(i => rig.Call(TimeSpan.FromHours(7.19 * i), "ticket-summary")).Concat(Enumerable.Range(0, 100).Select(i => rig.Call(TimeSpan.FromHours(7.19 * i), "strategy", need: 0.8))));

        var proposal = Assert.Single(await rig.AnalyseAsync());
        Assert.Equal("cost.use_model(purpose=ticket-summary, model=economy)", proposal.Call.ToString());
        Assert.Contains("Ticket summary is 50 % of the calls. 100 calls of the last 30 days cost 1.20 USD; at economy (gemini-flash) they would have cost 0.12 USD", proposal.Why, StringComparison.Ordinal);
        Assert.StartsWith("Saves 1.09 USD", proposal.Benefit, StringComparison.Ordinal);
        Assert.Equal("EUR", proposal.MonthlyValue!.Value.Currency);
        Assert.Contains("move **ticket summary** to economy, gemini-flash: 50 % of the calls, saves 1.09 USD a month", (await rig.AskAsync("savings")).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_that_needs_a_better_model_stays_where_it_is()
    {
        await using var rig = await CostRig.StartAsync(("Cost:LeastSaving", "0"));
        await rig.WriteAsync(Enumerable.Range(0, 40).Select(i => rig.Call(TimeSpan.FromHours(i), "floor", floor: i == 7 ? 0.7 : 0)).Concat(Enumerable.Range(0, 40).Select(i => rig.Call(TimeSpan.FromHours(i), "hard", need: i % 5 == 0 ? 0.8 : 0.2))));
        Assert.Empty(await rig.AnalyseAsync());
    }

    [Fact]
    public async Task Free_requests_that_were_not_used_count_and_those_that_were_do_not()
    {
        await using var rig = await CostRig.StartAsync(("Models:Tiers:economy:FreeRequestsPerDay", "15"), ("Cost:LeastSaving", "0"));
        // On one day ten free requests were used already: of twenty that move, five are free.
        await rig.WriteAsync(Enumerable.Range(0, 20).Select(i => rig.Call(TimeSpan.FromMinutes(i), "ticket-summary")).Concat(Enumerable.Range(0, 10).Select(i => rig.Call(TimeSpan.FromMinutes(i), "other", best: false, free: true))));
        var row = (await rig.AskAsync("savings")).Table!.Rows.Single();
        Assert.Equal(["0.24 USD", "0.0180 USD"], row.Skip(3).Take(2));
    }

    [Fact]
    public async Task When_the_month_will_pass_its_budget_the_reason_says_so()
    {
        await using var rig = await CostRig.StartAsync(("Models:Budgets:Month", "3"));
        await rig.WriteAsync(Enumerable.Range(1, 22).SelectMany(d => Enumerable.Range(0, 10).Select(i => rig.Call(TimeSpan.FromDays(d) - TimeSpan.FromMinutes(i)))));
        Assert.Contains("above its budget of 3.00 USD", Assert.Single(await rig.AnalyseAsync()).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_analysis_with_nothing_new_reads_nothing_but_the_newest_call()
    {
        await using var rig = await CostRig.StartAsync(("Cost:LeastSaving", "0"));
        await rig.WriteAsync(Enumerable.Range(0, 20).Select(i => rig.Call(TimeSpan.FromHours(i), "ticket-summary")));
        var first = await rig.AnalyseAsync();
        Assert.Same(first.Single(), (await rig.AnalyseAsync()).Single());
        await rig.WriteAsync(rig.Call(TimeSpan.Zero, outcome: ModelOutcome.Answered));
        Assert.NotSame(first.Single(), (await rig.AnalyseAsync()).Single());
    }
}
