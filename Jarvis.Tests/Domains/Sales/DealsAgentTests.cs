using Jarvis.Bot.Autonomy;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Domains.Sales;

/// <summary>What is proposed from what happened around a deal, on a business that is told day by day.</summary>
public sealed class DealsAgentTests
{
    [Fact]
    public async Task A_reply_moves_a_deal_once_and_no_further_than_it_has_come()
    {
        await using var rig = await DealsRig.StartAsync();
        var deal = await rig.DealAsync();
        var ahead = await rig.DealAsync(stage: "Proposal");
        Assert.Empty(await rig.AnalyseAsync());
        rig.Jarvis.Clock.Advance(TimeSpan.FromHours(3));
        await rig.HappenedAsync(deal, ActivityKinds.MailIn);
        await rig.HappenedAsync(ahead, ActivityKinds.MailIn);
        rig.Jarvis.Clock.Advance(TimeSpan.FromHours(1));
        var move = Assert.Single(await rig.AnalyseAsync());
        Assert.Equal(new FunctionCall("sales.move", ("deal", $"{deal}"), ("stage", "Meeting")).ToString(), move.Call.ToString());
        Assert.Contains("stands at Qualified, and its contact wrote 60 minutes ago", move.Why, StringComparison.Ordinal);
        await rig.Jarvis.ActAsync(move.Call, proposal: move);
        Assert.Empty(await rig.AnalyseAsync());
    }

    [Fact]
    public async Task A_quote_that_is_sent_and_looked_at_moves_its_deal_and_one_that_is_accepted_wins_it()
    {
        await using var rig = await DealsRig.WithServerAsync();
        var deal = await rig.DealAsync();
        rig.Jarvis.Clock.Advance(TimeSpan.FromHours(1));
        var quote = await rig.SentQuoteAsync(deal);
        Assert.Equal("Proposal", Assert.Single(await rig.AnalyseAsync()).Call.Arguments["stage"]);
        rig.Jarvis.Clock.Advance(TimeSpan.FromHours(1));
        await rig.LookAsync(quote);
        var viewed = Assert.Single(await rig.AnalyseAsync());
        Assert.Equal("Negotiation", viewed.Call.Arguments["stage"]);
        Assert.Contains("quote Q-2026-0001 (4,644.00 EUR) was opened once", viewed.Why, StringComparison.Ordinal);
        await rig.AcceptAsync(quote);
        var won = Assert.Single(await rig.AnalyseAsync());
        Assert.Equal("sales.win", won.Call.Function);
        await rig.Jarvis.ActAsync(won.Call, proposal: won);
        Assert.Empty(await rig.AnalyseAsync());
    }

    [Fact]
    public async Task Long_silence_proposes_to_lose_it_with_what_became_of_such_deals_before()
    {
        await using var rig = await DealsRig.StartAsync();
        await rig.PastAsync("Qualified", won: false, 9, days: 60);
        await rig.PastAsync("Qualified", won: true, 1, days: 60);
        var deal = await rig.DealAsync();
        rig.Jarvis.Clock.Sleep(TimeSpan.FromDays(44));
        Assert.Empty(await rig.AnalyseAsync());
        rig.Jarvis.Clock.Sleep(TimeSpan.FromDays(2));
        var lose = Assert.Single(await rig.AnalyseAsync());
        Assert.Equal(("sales.lose", "no sign of life for 46 days"), (lose.Call.Function, lose.Call.Arguments["reason"]));
        // 3 of 20 at the stage; (10 · 0.15 + 1) / 20 of those that stayed as long.
        Assert.Contains("Of 10 closed deals that stayed there as long, 1 was won; its chance is 1", lose.Why, StringComparison.Ordinal);
        Assert.Equal(0.875, lose.Confidence, 3);
        await rig.HappenedAsync(deal, ActivityKinds.Visit);
        Assert.Empty(await rig.AnalyseAsync());
    }

    [Fact]
    public async Task Nothing_is_proposed_twice_while_it_is_open_or_was_lately_refused()
    {
        await using var rig = await DealsRig.StartAsync(("Governance:Clearance", "SUGGEST"));
        var deal = await OpenAnywayAsync(rig);
        rig.Jarvis.Clock.Advance(TimeSpan.FromHours(1));
        await rig.HappenedAsync(deal, ActivityKinds.MailIn);
        await CycleAsync(rig);
        await CycleAsync(rig);
        var asked = Assert.Single(await MovesAsync(rig));
        await rig.Jarvis.SayAsync($"reject {asked.Id} because they only thanked us");
        rig.Jarvis.Clock.Sleep(TimeSpan.FromDays(1));
        await rig.HappenedAsync(deal, ActivityKinds.MailIn);
        await CycleAsync(rig);
        Assert.Single(await MovesAsync(rig));
    }

    [Fact]
    public async Task When_nothing_happened_it_does_not_look_again()
    {
        await using var rig = await DealsRig.StartAsync();
        var deal = await rig.DealAsync();
        rig.Jarvis.Clock.Advance(TimeSpan.FromHours(1));
        await rig.HappenedAsync(deal, ActivityKinds.MailIn);
        var first = Assert.Single(await rig.AnalyseAsync());
        Assert.Same(first, Assert.Single(await rig.AnalyseAsync()));
        await rig.HappenedAsync(deal, ActivityKinds.Visit);
        Assert.NotSame(first, Assert.Single(await rig.AnalyseAsync()));
    }

    private static async Task<int> OpenAnywayAsync(DealsRig rig)
    {
        var lead = await rig.LeadAsync();
        var asked = await rig.ActAsync("open_deal", ("lead", $"{lead.Id}"), ("amount", "5000"));
        await rig.Jarvis.SayAsync($"approve {asked.Number}");
        await rig.Jarvis.UntilAsync(asked.Number, ActionState.Done);
        return 1;
    }

    private static async Task CycleAsync(DealsRig rig)
    {
        var orchestrator = rig.Jarvis.Get<Orchestrator>();
        await orchestrator.CycleAsync([.. rig.Jarvis.Services.GetServices<IDomainAgent>().OfType<DealsAgent>()], "test", DealsRig.Stop);
        // Proposals are handed to the gate beside the next cycle.
        await orchestrator.SettledAsync();
    }

    private static async Task<List<ActionRecord>> MovesAsync(DealsRig rig)
    {
        await using var db = rig.Jarvis.Database();
        return await db.Set<ActionRecord>().Where(a => a.Function == "sales.move").ToListAsync(DealsRig.Stop);
    }
}
