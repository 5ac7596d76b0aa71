using System.ComponentModel;
using System.Globalization;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Deals;

/// <summary>What is done with deals.</summary>
internal sealed class DealActionSkill(LeadBook leads, DealBook deals, Stages stages, OwnerTimes times, OwnerClock clock, IOptions<BusinessOptions> business)
{
    private const int LongestTitle = 200;
    private const int LongestReason = 400;

    [KernelFunction("open_deal")]
    [Description("Opens a deal for a lead, who becomes qualified.")]
    public async Task<PlannedAction> OpenDealAsync(
        [Description("The lead's number, name or address")] string lead,
        [Description("What it is worth, such as \"5000 EUR\"; leave out when nobody knows yet")] string? amount = null,
        [Description("What it is called; leave out for the lead's name")] string? title = null,
        [Description("The stage; leave out for the first")] string? stage = null,
        [Description("When it is expected to close, such as \"15 december\"")] string? expected = null,
        CancellationToken cancel = default)
    {
        var from = await leads.NeedAsync(lead, cancel);
        if (from.Closed) throw new BadRequestException($"Lead {from.Id}, {from.Contact!.Title}, was {LeadWords.State(from.State)}; add a new lead first.");
        var called = string.IsNullOrWhiteSpace(title) ? Short(from.Contact!.Company.Length > 0 ? from.Contact.Company : from.Contact.Title, LongestTitle) : title.Trim();
        if (called.Length > LongestTitle) throw new BadRequestException($"The title has {called.Length} characters; allowed are {LongestTitle}.");
        var worth = string.IsNullOrWhiteSpace(amount) ? new Money(0, Own) : MoneyText.Need(amount, "amount", Own);
        var at = string.IsNullOrWhiteSpace(stage) ? stages.First : stages.Need(stage);
        var by = string.IsNullOrWhiteSpace(expected) ? (DateTimeOffset?)null : times.Instant(expected, "expected");
        return DealPlan($"Open a deal for {from.Contact!.Title}: {called}, {(worth.Minor == 0 ? "no amount yet" : worth)}", $"lead {from.Id}",
            [("Title", called), ("Amount", worth.ToString()), ("Stage", at.Name), .. by is { } day ? [("Expected", clock.When(day))] : Array.Empty<(string, string)>()], "the deal is taken back", async (action, stop) =>
            {
                var number = await action.Effect<IDeals>().OpenAsync(new NewDeal(from.ContactId, from.Id, called, at.Name, worth, by), action, stop);
                return new Outcome($"Deal {number}, {called}, is open at {at.Name}{(worth.Minor == 0 ? "" : $" with {worth}")}.") { Undo = new FunctionCall("sales.withdraw_deal", ("deal", Number(number))) };
            });
    }

    [KernelFunction("withdraw_deal")]
    [Description("Takes back a deal that was opened by mistake. A deal that came to nothing is lost instead.")]
    public async Task<PlannedAction> WithdrawDealAsync([Description("The deal's number, or a part of its title")] string deal, CancellationToken cancel = default)
    {
        var found = await deals.NeedOpenAsync(deal, cancel);
        return DealPlan($"Take back {DealWords.Called(found)}", $"deal {found.Id}", [("Title", found.Title)], null, async (action, stop) =>
        {
            await action.Effect<IDeals>().WithdrawAsync(found.Id, action, stop);
            return new Outcome($"Deal {found.Id}, {found.Title}, is no more.");
        });
    }

    [KernelFunction("move")]
    [Description("Moves an open deal to another stage.")]
    public async Task<PlannedAction> MoveAsync(
        [Description("The deal's number, or a part of its title")] string deal,
        [Description("The stage that it goes to")] string stage,
        [Description("Why, for the record")] string? reason = null,
        CancellationToken cancel = default)
    {
        var (found, to) = (await deals.NeedOpenAsync(deal, cancel), stages.Need(stage));
        if (found.Stage.Equals(to.Name, StringComparison.OrdinalIgnoreCase)) throw new BadRequestException($"Deal {found.Id}, {found.Title}, is at {to.Name} already.");
        return DealPlan($"Move {DealWords.Called(found)} from {found.Stage} to {to.Name}", $"deal {found.Id}", [("From", found.Stage), ("To", to.Name)], $"it goes back to {found.Stage}", async (action, stop) =>
        {
            await action.Effect<IDeals>().MoveAsync(found.Id, to.Name, Reason(reason), action, stop);
            return new Outcome($"Deal {found.Id}, {found.Title}, is at {to.Name}.") { Undo = stages.Find(found.Stage) is null ? null : new FunctionCall("sales.move", ("deal", Number(found.Id)), ("stage", found.Stage)) };
        });
    }

    [KernelFunction("win")]
    [Description("Marks a deal as won.")]
    public Task<PlannedAction> WinAsync([Description("The deal's number, or a part of its title")] string deal, [Description("Why it was won")] string? reason = null, CancellationToken cancel = default) => CloseAsync(deal, true, reason, cancel);

    [KernelFunction("lose")]
    [Description("Marks a deal as lost, with the reason.")]
    public Task<PlannedAction> LoseAsync([Description("The deal's number, or a part of its title")] string deal, [Description("Why it was lost")] string reason, CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(reason)) throw new BadRequestException("reason is missing: say why the deal was lost, such as \"too expensive\".");
        return CloseAsync(deal, false, reason, cancel);
    }

    [KernelFunction("reopen")]
    [Description("Opens a won or lost deal again.")]
    public async Task<PlannedAction> ReopenAsync([Description("The deal's number, or a part of its title")] string deal, CancellationToken cancel = default)
    {
        var found = await deals.NeedAsync(deal, cancel);
        if (found.ClosedAt is null) throw new BadRequestException($"Deal {found.Id}, {found.Title}, is open, at {found.Stage}.");
        return DealPlan($"Open {DealWords.Called(found)} again at {found.Stage}", $"deal {found.Id}", [("Stage", found.Stage)], $"it is {(found.Won == true ? Stages.Won : Stages.Lost)} again", async (action, stop) =>
        {
            await action.Effect<IDeals>().ReopenAsync(found.Id, action, stop);
            return new Outcome($"Deal {found.Id}, {found.Title}, is open again at {found.Stage}.") { Undo = new FunctionCall(found.Won == true ? "sales.win" : "sales.lose", ("deal", Number(found.Id)), ("reason", found.Reason ?? "as before")) };
        });
    }

    [KernelFunction("update_deal")]
    [Description("Changes what an open deal is worth, or when it is expected to close.")]
    public async Task<PlannedAction> UpdateDealAsync(
        [Description("The deal's number, or a part of its title")] string deal,
        [Description("What it is worth, such as \"8000 EUR\"")] string? amount = null,
        [Description("When it is expected to close, such as \"15 december\"")] string? expected = null,
        CancellationToken cancel = default)
    {
        var found = await deals.NeedOpenAsync(deal, cancel);
        var worth = string.IsNullOrWhiteSpace(amount) ? (Money?)null : MoneyText.Need(amount, "amount", Own);
        var by = string.IsNullOrWhiteSpace(expected) ? (DateTimeOffset?)null : times.Instant(expected, "expected");
        if (worth is null && by is null) throw new BadRequestException("Say what changes: amount, or when it is expected.");
        var words = string.Join(" and ", new[] { worth is { } w ? $"worth {w}" : "", by is { } d ? $"expected by {clock.When(d)}" : "" }.Where(s => s.Length > 0));
        var undo = new FunctionCall("sales.update_deal", ("deal", Number(found.Id)), ("amount", worth is null ? null : found.Amount.Amount.ToString(CultureInfo.InvariantCulture)), ("expected", by is null ? null : found.ExpectedAt?.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)));
        // Where no day was expected before, there is nothing to go back to.
        var back = worth is null && found.ExpectedAt is null ? null : undo;
        return DealPlan($"{DealWords.Called(found)}: {words}", $"deal {found.Id}", [("Now", words), ("Before", $"{DealWords.Worth(found)}{(found.ExpectedAt is { } was ? $", expected by {clock.When(was)}" : "")}")], back is null ? null : "as it was before", async (action, stop) =>
        {
            await action.Effect<IDeals>().UpdateAsync(found.Id, worth, by, action, stop);
            return new Outcome($"Deal {found.Id}, {found.Title}, is {words}.") { Undo = back };
        });
    }

    private async Task<PlannedAction> CloseAsync(string deal, bool won, string? reason, CancellationToken cancel)
    {
        var found = await deals.NeedOpenAsync(deal, cancel);
        var why = Reason(reason);
        var end = won ? Stages.Won : Stages.Lost;
        return DealPlan($"{(won ? "Win" : "Lose")} {DealWords.Called(found)} ({DealWords.Worth(found)}){(why is null ? "" : $": {why}")}", $"deal {found.Id}", [("Amount", found.Amount.ToString()), ("As", end)], $"it is open again at {found.Stage}", async (action, stop) =>
        {
            await action.Effect<IDeals>().CloseAsync(found.Id, won, why, action, stop);
            return new Outcome($"Deal {found.Id}, {found.Title}, is {end}{(why is null ? "" : $": {why}")}.") { Undo = new FunctionCall("sales.reopen", ("deal", Number(found.Id))) };
        });
    }

    private string Own => business.Value.Currency;

    private static string? Reason(string? reason) => string.IsNullOrWhiteSpace(reason) ? null : reason.Trim() is { Length: > LongestReason } long_ ? long_[..LongestReason] : reason.Trim();

    /// <summary>Nobody outside notices, and each can be written once more without harm.</summary>
    private static PlannedAction DealPlan(string what, string target, (string Name, string Value)[] terms, string? undo, Func<ActionContext, CancellationToken, Task<Outcome>> commit) => new()
    {
        What = char.ToUpperInvariant(what[0]) + what[1..],
        Needs = ClearanceLevel.ModifySafe,
        Targets = [target],
        Terms = terms.ToDictionary(t => t.Name, t => t.Value, StringComparer.Ordinal),
        Idempotent = true,
        Undo = undo,
        Commit = commit,
    };
}
