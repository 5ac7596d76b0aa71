using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Tests.Rig;

namespace Jarvis.Tests.Domains.Sales;

/// <summary>What is asked about the pipeline, with figures that can be reckoned by hand.</summary>
public sealed class PipelineTests
{
    [Fact]
    public async Task The_pipeline_is_counted_summed_and_weighted_by_stage_with_a_chart()
    {
        await using var rig = await DealsRig.StartAsync();
        await rig.DealAsync("5000", "Negotiation");
        await rig.DealAsync("1000");
        await rig.DealAsync("2000");
        var pipeline = await rig.AskAsync("pipeline");
        // 0.2 of 3,000 and 0.8 of 5,000.
        Assert.Contains("3 deals are open, worth **8,000.00 EUR**; weighted by the chance of winning 4,600.00 EUR.", pipeline.Sentence, StringComparison.Ordinal);
        Assert.Equal(["Qualified", "2", "3,000.00 EUR", "20 %", "600.00 EUR"], pipeline.Table!.Rows[0]);
        Assert.Equal(["Qualified", "Meeting", "Proposal", "Negotiation"], pipeline.Chart!.Series[0].Points.Select(p => p.Label!));
    }

    [Fact]
    public async Task The_chances_move_from_the_settings_to_the_own_history()
    {
        await using var rig = await DealsRig.StartAsync();
        await rig.PastAsync("Qualified", won: true, 20);
        await rig.PastAsync("Qualified", won: false, 10);
        await rig.DealAsync("1000");
        // (10 · 0.2 + 20) / (10 + 30)
        Assert.Equal("55 %", (await rig.AskAsync("pipeline")).Table!.Rows[0][3]);
    }

    [Fact]
    public async Task Nothing_open_says_how_to_open_one()
    {
        await using var rig = await DealsRig.StartAsync();
        Assert.Contains("No deal is open", (await rig.AskAsync("pipeline")).Sentence, StringComparison.Ordinal);
        Assert.Contains("No quote is open", (await rig.AskAsync("quotes")).Sentence, StringComparison.Ordinal);
        Assert.Contains("There is no deal 4", await rig.RefusedAsync("deal", ("deal", "4")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_stages_in_the_settings_it_says_what_to_write()
    {
        await using var rig = await DealsRig.StartAsync(("Sales:Stages:Qualified", null), ("Sales:Stages:Meeting", null), ("Sales:Stages:Proposal", null), ("Sales:Stages:Negotiation", null),
            ("Sales:Deals:WhenReplied", ""), ("Sales:Deals:WhenQuoteSent", ""), ("Sales:Deals:WhenQuoteViewed", ""));
        var lead = await rig.LeadAsync();
        Assert.Contains("write the stages of a deal to Sales:Stages", await rig.RefusedAsync("open_deal", ("lead", $"{lead.Id}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_month_s_forecast_is_what_is_won_and_what_is_likely_with_an_interval_that_holds_it()
    {
        await using var rig = await DealsRig.StartAsync();
        var won = await rig.DealAsync("700");
        await rig.ActAsync("win", ("deal", $"{won}"));
        await rig.DealAsync("1000", "Negotiation", expected: "27 november");
        await rig.DealAsync("4000", "Proposal", expected: "15 january");
        await rig.DealAsync("9000");
        var forecast = await rig.AskAsync("forecast");
        // 700 and 0.8 of 1,000, which comes or does not.
        Assert.Contains("expected to end at **1,500.00 EUR** (nine times in ten between 700.00 EUR and 1,700.00 EUR): 700.00 EUR won with 1 deal, the rest from 1 open deal.", forecast.Sentence, StringComparison.Ordinal);
        Assert.Contains("1 deal (4,000.00 EUR) is expected later; 1 deal (9,000.00 EUR) without an expected day is left out, because too few deals were won to say when", forecast.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deal_without_a_day_falls_into_the_month_as_won_ones_of_its_stage_did()
    {
        await using var rig = await DealsRig.StartAsync();
        // Seven days are left of the month: half of the won ones took less.
        await rig.PastAsync("Qualified", won: true, 5, days: 4);
        await rig.PastAsync("Qualified", won: true, 5, days: 40);
        await rig.DealAsync("1000");
        var row = Assert.Single((await rig.AskAsync("forecast")).Table!.Rows);
        // (10 · 0.2 + 10) / 20 = 60 %, half of it in the month.
        Assert.Equal(["60 %", "50 %", "300.00 EUR"], row.Skip(4));
    }

    [Fact]
    public async Task Win_rates_by_source_say_how_sure_they_are()
    {
        await using var rig = await DealsRig.StartAsync();
        await rig.PastAsync("Qualified", won: true, 8, source: "referral");
        await rig.PastAsync("Qualified", won: false, 2, source: "referral");
        await rig.PastAsync("Qualified", won: false, 10, source: "web form");
        var rate = await rig.AskAsync("win_rate");
        // Wilson's interval of 8 of 20 is 0.219 to 0.613, of 8 of 10 0.490 to 0.943.
        Assert.Contains("**40 %** of 20 closed deals were won (95 % sure: between 22 % and 61 %)", rate.Sentence, StringComparison.Ordinal);
        Assert.Contains(rate.Table!.Rows, r => r.SequenceEqual(["referral", "8", "10", "80 %", "49 % and 94 %", "8,000.00 EUR"]));
        Assert.Contains("No deal was closed", (await rig.AskAsync("win_rate", ("period", "last week"))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_at_a_stage_counts_those_that_are_still_there()
    {
        await using var rig = await DealsRig.StartAsync();
        await rig.PastAsync("Meeting", won: true, 3, days: 5);
        var deals = new List<int>();
        for (var i = 0; i < 2; i++) deals.Add(await rig.DealAsync(stage: "Meeting"));
        rig.Jarvis.Clock.Sleep(TimeSpan.FromDays(20));
        var times = await rig.AskAsync("stage_times");
        // Three of five moved on after five days, so that at five days two fifths are left.
        Assert.Equal(["Meeting", "5 days", "5", "2"], times.Table!.Rows[1]);
        for (var i = 0; i < 2; i++) deals.Add(await rig.DealAsync(stage: "Proposal"));
        Assert.Contains("more than half are still there", (await rig.AskAsync("stage_times")).Table!.Rows[2][1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Next_steps_come_with_the_most_pressing_first()
    {
        await using var rig = await DealsRig.StartAsync();
        var stale = await rig.DealAsync("900");
        rig.Jarvis.Clock.Sleep(TimeSpan.FromDays(15));
        var wrote = await rig.DealAsync("100");
        rig.Jarvis.Clock.Advance(TimeSpan.FromHours(1));
        await rig.HappenedAsync(wrote, ActivityKinds.MailIn);
        var steps = await rig.AskAsync("next_steps");
        Assert.Equal([$"{wrote}", $"{stale}"], steps.Table!.Rows.Select(r => r[0]));
        Assert.Contains("Answer: they wrote last", steps.Sentence, StringComparison.Ordinal);
        Assert.Equal("Follow up", steps.Table.Rows[1][3]);
        Assert.Equal([$"{stale}"], (await rig.AskAsync("stale")).Table!.Rows.Select(r => r[0]));
        Assert.Contains("No open deal has been quiet for 30 days", (await rig.AskAsync("stale", ("silence", "30 days"))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deal_is_found_by_its_number_its_title_and_its_contact()
    {
        await using var rig = await DealsRig.StartAsync();
        await rig.DealAsync(title: "Forty seats");
        foreach (var said in new[] { "1", "#1", "deal 1", "forty", "Lindqvist", "fernhill" })
            Assert.Contains("Deal 1, **Forty seats** with Mara Lindqvist (Fernhill Studios), 5,000.00 EUR, at Qualified", (await rig.AskAsync("deal", ("deal", said))).Sentence, StringComparison.Ordinal);
        await rig.DealAsync(title: "Forty more");
        Assert.Contains("Which one? 2: Forty more; 1: Forty seats", await rig.RefusedAsync("deal", ("deal", "forty")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("129", 12_900)]
    [InlineData("€1,250.50", 125_050)]
    [InlineData("12,50 EUR", 1_250)]
    [InlineData("4.5k", 450_000)]
    [InlineData("2m EUR", 200_000_000)]
    [InlineData("50 USD", null)]
    [InlineData("a lot", null)]
    [InlineData("-5", null)]
    public void Amounts_are_read_as_owners_write_them(string text, int? minor) => Assert.Equal(minor, (int?)MoneyText.Read(text, "EUR")?.Minor);
}
