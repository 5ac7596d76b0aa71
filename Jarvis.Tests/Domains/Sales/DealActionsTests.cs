using Jarvis.Bot.Governance;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Domains.Sales;

/// <summary>Opening, moving, winning and losing deals: what is kept, what follows, and how each is undone.</summary>
public sealed class DealActionsTests
{
    [Fact]
    public async Task A_deal_is_opened_from_a_lead_and_taken_back()
    {
        await using var rig = await DealsRig.StartAsync();
        var lead = await rig.LeadAsync();
        Assert.Contains("is open at Qualified with 5,000.00 EUR", await rig.Jarvis.SayAsync($"open a deal for lead {lead.Id} over 5000"), StringComparison.Ordinal);
        var deal = await rig.RowAsync(1);
        Assert.Equal(("Fernhill Studios", "Qualified", 500_000, "web form"), (deal.Title, deal.Stage, deal.AmountMinor, deal.Source));
        Assert.Equal(LeadState.Qualified, (await rig.LeadOfAsync(1)).State);
        Assert.Contains("was opened at Qualified with 5,000.00 EUR", Assert.Single(await rig.TimelineAsync(1)).Text, StringComparison.Ordinal);

        await rig.Jarvis.SayAsync("undo");
        await using var db = rig.Jarvis.Database();
        Assert.Empty(await db.Set<Deal>().ToListAsync(DealsRig.Stop));
        Assert.Equal(LeadState.Answered, (await db.Set<Lead>().SingleAsync(DealsRig.Stop)).State);
    }

    [Fact]
    public async Task A_deal_moves_in_the_owners_words_and_back_again()
    {
        await using var rig = await DealsRig.StartAsync();
        var deal = await rig.DealAsync();
        Assert.Contains("is at Negotiation", await rig.Jarvis.SayAsync($"move deal {deal} to negotiation"), StringComparison.Ordinal);
        await rig.Jarvis.SayAsync("undo");
        Assert.Equal("Qualified", (await rig.RowAsync(deal)).Stage);
        Assert.Equal(["Qualified", "Negotiation", "Qualified"], await rig.StagesAsync(deal));
        Assert.Equal(3, (await rig.TimelineAsync(deal)).Count);
    }

    [Fact]
    public async Task A_won_deal_is_closed_with_its_lead_and_told_as_an_event()
    {
        await using var rig = await DealsRig.StartAsync();
        var deal = await rig.DealAsync();
        await rig.Jarvis.SayAsync($"we won deal {deal} because they liked the demo");
        var row = await rig.RowAsync(deal);
        Assert.Equal((true, "they liked the demo", LeadState.Won), (row.Won, row.Reason, (await rig.LeadOfAsync(deal)).State));
        await using (var db = rig.Jarvis.Database())
            Assert.Equal(500_000, (await db.Set<Jarvis.Skills.Business.BusinessEvent>().SingleAsync(e => e.Type == "deal.won", DealsRig.Stop)).AmountMinor);

        await rig.Jarvis.SayAsync("undo");
        Assert.Equal((null, null, LeadState.Qualified), ((await rig.RowAsync(deal)).Won, (await rig.RowAsync(deal)).ClosedAt, (await rig.LeadOfAsync(deal)).State));
        Assert.Equal(["Qualified", "won", "Qualified"], await rig.StagesAsync(deal));
    }

    [Fact]
    public async Task A_lost_deal_keeps_its_reason_and_its_lead_is_lost_unless_another_deal_of_it_is_open()
    {
        await using var rig = await DealsRig.StartAsync();
        var lead = await rig.LeadAsync();
        var first = await rig.DealAsync(lead: lead);
        var second = await rig.DealAsync(lead: lead);
        await rig.Jarvis.SayAsync($"lose deal {first} because it is too expensive");
        Assert.Equal((false, "it is too expensive", LeadState.Qualified), ((await rig.RowAsync(first)).Won, (await rig.RowAsync(first)).Reason, (await rig.LeadOfAsync(first)).State));
        await rig.ActAsync("lose", ("deal", $"{second}"), ("reason", "too expensive"));
        Assert.Equal((LeadState.Lost, "too expensive"), ((await rig.LeadOfAsync(second)).State, (await rig.LeadOfAsync(second)).LostReason));
    }

    [Fact]
    public async Task An_amount_and_a_day_are_changed_and_undone()
    {
        await using var rig = await DealsRig.StartAsync();
        var deal = await rig.DealAsync();
        await rig.Jarvis.SayAsync($"deal {deal} is worth 8k");
        Assert.Equal(800_000, (await rig.RowAsync(deal)).AmountMinor);
        await rig.Jarvis.SayAsync("undo");
        Assert.Equal(500_000, (await rig.RowAsync(deal)).AmountMinor);
        await rig.Jarvis.SayAsync($"deal {deal} is expected by 15 december");
        Assert.Equal(new DateTime(2026, 12, 15), (await rig.RowAsync(deal)).ExpectedAt!.Value.Date);
    }

    [Fact]
    public async Task The_same_action_twice_is_one()
    {
        await using var rig = await DealsRig.StartAsync();
        var deal = await rig.DealAsync();
        var writer = rig.Jarvis.Services.GetRequiredKeyedService<IDeals>(EffectRegistration.Key);
        var action = new ActionContext(rig.Jarvis.Services, 7, Guid.NewGuid(), "Ada");
        await writer.MoveAsync(deal, "Meeting", null, action, DealsRig.Stop);
        await writer.MoveAsync(deal, "Meeting", null, action, DealsRig.Stop);
        Assert.Equal(["Qualified", "Meeting"], await rig.StagesAsync(deal));

        var opened = new ActionContext(rig.Jarvis.Services, 8, Guid.NewGuid(), "Ada");
        var row = await rig.RowAsync(deal);
        var again = new NewDeal(row.ContactId, row.LeadId, "Twice", "Qualified", new Skills.Business.Money(100, "EUR"), null);
        Assert.Equal(await writer.OpenAsync(again, opened, DealsRig.Stop), await writer.OpenAsync(again, opened, DealsRig.Stop));
    }

    [Fact]
    public async Task Below_its_clearance_each_write_is_asked_for()
    {
        await using var rig = await DealsRig.StartAsync(("Governance:Clearance", "SUGGEST"));
        var lead = await rig.LeadAsync();
        Assert.Equal(ActionState.Waiting, (await rig.ActAsync("open_deal", ("lead", $"{lead.Id}"), ("amount", "5000"))).State);
    }

    [Theory]
    [InlineData("open_deal", "lead", "999", "There is no lead 999")]
    [InlineData("move", "stage", "Signed", "There is no stage \"Signed\"; there are Qualified, Meeting, Proposal, Negotiation")]
    [InlineData("move", "stage", "qualified", "is at Qualified already")]
    [InlineData("move", "deal", "77", "There is no deal 77")]
    [InlineData("move", "deal", "Nobody", "I know no deal \"Nobody\"")]
    [InlineData("lose", "reason", " ", "say why the deal was lost")]
    [InlineData("reopen", "deal", "1", "is open, at Qualified")]
    [InlineData("update_deal", "amount", "plenty", "allowed is an amount in EUR")]
    [InlineData("update_deal", "amount", "50 USD", "allowed is an amount in EUR")]
    [InlineData("update_deal", "amount", "", "Say what changes")]
    [InlineData("stale", "silence", "0", "allowed are 1 to 3650 days")]
    [InlineData("stale", "silence", "2 hours", "allowed are 1 to 3650 days")]
    [InlineData("stale", "silence", "a while", "30 minutes")]
    public async Task What_cannot_be_done_is_said_with_what_can(string function, string argument, string value, string said)
    {
        await using var rig = await DealsRig.StartAsync();
        await rig.DealAsync();
        var arguments = new Dictionary<string, string?>(StringComparer.Ordinal) { ["deal"] = "1", ["stage"] = "Meeting" };
        arguments[argument] = value;
        var of = function switch { "move" => new[] { "deal", "stage" }, "open_deal" => ["lead"], "lose" => ["deal", "reason"], "reopen" => ["deal"], "stale" => ["silence"], _ => ["deal", "amount"] };
        Assert.Contains(said, await rig.RefusedAsync(function, [.. of.Select(a => (a, arguments.GetValueOrDefault(a)))]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_deal_is_neither_moved_nor_closed_again_and_one_with_a_quote_is_not_taken_back()
    {
        await using var rig = await DealsRig.StartAsync();
        var deal = await rig.DealAsync();
        await rig.QuoteAsync(deal);
        Assert.Contains("has a quote by now", (await rig.ActAsync("withdraw_deal", ("deal", $"{deal}"))).Sentence, StringComparison.Ordinal);
        await rig.ActAsync("win", ("deal", $"{deal}"));
        Assert.Contains("was won. \"reopen deal 1\"", await rig.RefusedAsync("move", ("deal", $"{deal}"), ("stage", "Meeting")), StringComparison.Ordinal);
        Assert.Contains("was won", await rig.RefusedAsync("lose", ("deal", $"{deal}"), ("reason", "no")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sales:Stages:Won", "90", "won and lost are no stages")]
    [InlineData("Sales:Stages:Meeting", "20", "each needs its own")]
    [InlineData("Sales:Stages:Meeting", "120", "allowed is a chance above 0 and below 100")]
    [InlineData("Sales:Deals:WhenReplied", "Party", "Sales:Deals:WhenReplied is \"Party\"")]
    [InlineData("Sales:Deals:LoseAfterDays", "14", "it must be more than StaleDays")]
    [InlineData("Sales:Quotes:MostDiscountPercent", "130", "a percentage from 0 to 100")]
    [InlineData("Business:PublicUrl", "offers.northwind.example", "Business:PublicUrl")]
    public async Task A_wrong_setting_stops_the_start_with_what_is_allowed(string setting, string value, string said)
    {
        var wrong = await Assert.ThrowsAnyAsync<Exception>(() => DealsRig.StartAsync((setting, value)));
        Assert.Contains(said, wrong.Message, StringComparison.Ordinal);
    }
}
