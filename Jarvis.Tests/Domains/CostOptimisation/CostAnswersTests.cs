using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Governance;

namespace Jarvis.Tests.Domains.CostOptimisation;

public sealed class CostAnswersTests
{
    [Fact]
    public async Task Spending_is_told_by_what_the_owner_names_and_adds_up()
    {
        await using var rig = await CostRig.StartAsync();
        // 0.012 USD each at the better model, 0.0012 at the cheaper one.
        await rig.WriteAsync(rig.Call(TimeSpan.FromDays(1)), rig.Call(TimeSpan.FromDays(2), "ticket-summary", domain: "service"), rig.Call(TimeSpan.FromHours(2), "ticket-summary", best: false, domain: "service"));

        var all = await rig.AskAsync("spend");
        Assert.Contains("**0.0252 USD**", all.Sentence, StringComparison.Ordinal);
        Assert.Contains("3 calls", all.Sentence, StringComparison.Ordinal);
        Assert.Equal(["claude", "gemini"], all.Table!.Rows.Select(r => r[0]));
        Assert.NotNull(all.Chart);

        var domains = await rig.AskAsync("spend", ("by", "domain"));
        Assert.Equal(["service|0.0132 USD", "jarvis|0.0120 USD"], domains.Table!.Rows.Select(r => $"{r[0]}|{r[1]}"));
        Assert.Contains("0.0012 USD", (await rig.AskAsync("spend", ("of", "gemini"))).Sentence, StringComparison.Ordinal);
        Assert.Contains("No call", (await rig.AskAsync("spend", ("of", "mistral"))).Sentence, StringComparison.Ordinal);
        var wrong = await Assert.ThrowsAsync<BadRequestException>(() => rig.AskAsync("spend", ("by", "colour")));
        Assert.Contains("by is \"colour\"; allowed are provider", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_call_nothing_is_made_up()
    {
        await using var rig = await CostRig.StartAsync();
        foreach (var function in new[] { "spend", "calls", "operations", "prompts" })
            Assert.Contains("No model", (await rig.AskAsync(function)).Sentence, StringComparison.Ordinal);
        Assert.Contains("0.00 USD so far", (await rig.AskAsync("forecast")).Sentence, StringComparison.Ordinal);
        Assert.Contains("no cheaper way", (await rig.AskAsync("savings")).Sentence, StringComparison.Ordinal);
        Assert.Contains("No day", (await rig.AskAsync("anomalies")).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_call_is_counted_and_said_in_words()
    {
        await using var rig = await CostRig.StartAsync();
        await rig.WriteAsync(rig.Call(TimeSpan.FromMinutes(5)), rig.Call(TimeSpan.FromMinutes(4), outcome: ModelOutcome.RateLimited, read: 0, wrote: 0));
        var calls = await rig.AskAsync("calls");
        Assert.Contains("1 was not answered (claude: too many requests 1×)", calls.Sentence, StringComparison.Ordinal);
        Assert.Equal(2, calls.Table!.Rows.Count);
    }

    [Fact]
    public async Task The_forecast_goes_on_at_the_pace_of_the_last_days_and_is_held_against_the_budget()
    {
        await using var rig = await CostRig.StartAsync(("Models:Budgets:Month", "2"));
        // Ten calls of 0.012 USD every day of November: 0.12 a day, 3.60 in the month.
        await rig.WriteAsync(Enumerable.Range(0, 22).SelectMany(d => Enumerable.Range(0, 10).Select(i => rig.Call(TimeSpan.FromDays(d + 1) - TimeSpan.FromMinutes(i)))));
        var forecast = await rig.AskAsync("forecast");
        Assert.Contains("about **3.5", forecast.Sentence, StringComparison.Ordinal);
        Assert.Contains("The month's budget is 2.00 USD: it would be passed by 1.5", forecast.Sentence, StringComparison.Ordinal);
        Assert.Contains(forecast.Chart!.Series, s => s.Name == "expected");
        Assert.Contains("132 % of this month's budget for models (2.00 USD) is used", (await rig.AskAsync("budgets")).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_cost_ten_times_the_usual_is_named_with_what_took_it()
    {
        await using var rig = await CostRig.StartAsync(("Cost:RiseAtLeast", "0.1"));
        await rig.WriteAsync(Enumerable.Range(1, 20).SelectMany(d => Enumerable.Range(0, d == 3 ? 100 : 8 + (d % 3)).Select(i => rig.Call(TimeSpan.FromDays(d) + TimeSpan.FromMinutes(i), d == 3 ? "ticket-summary" : "chat"))));
        var found = await rig.AskAsync("anomalies");
        Assert.Contains("1 day cost unusually much", found.Sentence, StringComparison.Ordinal);
        Assert.Contains("20 Nov** 1.20 USD (usual 0.11 USD), most of it ticket summary at claude", found.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mix_of_the_day_is_told_with_its_drift()
    {
        await using var rig = await CostRig.StartAsync();
        await rig.WriteAsync(Enumerable.Range(0, 10).Select(i => rig.Call(TimeSpan.FromMinutes(10 + i), best: i < 5)));
        // Half and half, where 80 and 20 is wanted: three in ten would have to go elsewhere.
        Assert.Contains("The drift is 30 % of 10 requests.", (await rig.AskAsync("mix")).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repeated_beginnings_that_were_not_cached_and_long_instructions_are_found()
    {
        await using var rig = await CostRig.StartAsync();
        await rig.WriteAsync(Enumerable.Range(0, 20).Select(i => rig.Call(TimeSpan.FromMinutes(60 - i), read: 5000, instructions: 4000)));
        var prompts = await rig.AskAsync("prompts");
        Assert.Contains("0 % of what models read", prompts.Sentence, StringComparison.Ordinal);
        Assert.Contains("**chat**: 4 k tokens are instructions", prompts.Sentence, StringComparison.Ordinal);
        // 19 repeats of 4,000 tokens, each 9 USD a million dearer than from the cache.
        Assert.Equal("0.68 USD", prompts.Table!.Rows[0][^1]);
    }

    [Fact]
    public async Task Work_whose_answers_are_corrected_again_and_again_is_dear_for_what_it_gives()
    {
        await using var rig = await CostRig.StartAsync();
        await rig.WriteAsync(Enumerable.Range(0, 10).Select(i => rig.Call(TimeSpan.FromHours(i), "draft", corrects: i < 4)).Concat(Enumerable.Range(0, 10).Select(i => rig.Call(TimeSpan.FromHours(i)))));
        Assert.Contains("**draft** (0.12 USD): 40 % of its answers were corrected", (await rig.AskAsync("operations")).Sentence, StringComparison.Ordinal);
    }
}
