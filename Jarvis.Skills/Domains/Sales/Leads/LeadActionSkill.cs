using System.ComponentModel;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.SemanticKernel;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Leads;

/// <summary>What the owner says of leads: that there is one, that it was a mistake, that nothing comes of it.</summary>
internal sealed class LeadActionSkill(IDbContextFactory<JarvisDb> databases, LeadBook book)
{
    private const int LongestName = 200;
    private const int LongestWish = 4000;
    private const int LongestReason = 400;

    [KernelFunction("add_lead")]
    [Description("Adds a lead whom the owner met or heard of. Nobody is written to.")]
    public async Task<PlannedAction> AddLeadAsync(
        [Description("The person's name")] string name,
        [Description("E-mail address")] string? email = null,
        [Description("Their company")] string? company = null,
        [Description("Telephone number")] string? phone = null,
        [Description("What they want")] string? about = null,
        [Description("Where they came from, such as \"trade fair\"; leave out for the owner's word")] string? source = null,
        CancellationToken cancel = default)
    {
        var form = new LeadForm
        {
            Key = "", Untrusted = false, Waits = false, Name = LeadPlan.Field(name, "name", LongestName), Company = LeadPlan.Field(company, "company", LongestName), Phone = LeadPlan.Field(phone, "phone", 40),
            Message = LeadPlan.Field(about, "about", LongestWish), Source = LeadPlan.Field(source, "source", 60) is { Length: > 0 } from ? from : "by word",
            Email = string.IsNullOrWhiteSpace(email) ? null : Address(email.Trim()),
        };
        if (form.Name.Length == 0 && form.Email is null) throw new BadRequestException("name is empty; say who it is, such as \"add lead Mara Lindqvist, mara@fernhill.example\".");
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.ByEmailAsync(form.Email, cancel) is { } known && await db.OpenLeadAsync(known.Id, cancel) is { } open)
            throw new BadRequestException($"{form.Email} is lead {open.Id} already, {known.Title}, {LeadWords.State(open.State)}.");
        var called = string.Join(", ", new[] { form.Name, form.Company, form.Email ?? "", form.Phone }.Where(t => t.Length > 0));
        return new PlannedAction
        {
            What = $"Add a lead: {called}",
            Needs = ClearanceLevel.ModifySafe,
            Targets = [called],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["Who"] = called, ["Wants"] = form.Message, ["Source"] = form.Source },
            Idempotent = true,
            Undo = "the lead is taken back",
            Commit = async (action, stop) =>
            {
                var number = await action.Effect<ILeadChanges>().AddAsync(form with { Key = $"action:{action.ActionId:n}" }, stop);
                return new Outcome($"{called} is lead {number}.") { Undo = new FunctionCall("sales.take_back_lead", ("lead", Number(number))) };
            },
        };
    }

    [KernelFunction("take_back_lead")]
    [Description("Takes a lead back that was added by mistake, as if it had never been. Undoes add_lead.")]
    public async Task<PlannedAction> TakeBackLeadAsync([Description("The lead's number")] string lead, CancellationToken cancel = default)
    {
        var found = await book.NeedAsync(lead, cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.TiesAsync(found, cancel) is { Count: > 0 } ties)
            throw new BadRequestException($"Lead {found.Id}, {found.Contact!.Title}, stays: it has {string.Join(", ", ties)}. \"lose lead {found.Id} because it was a mistake\" closes it.");
        return LeadPlan.Of($"Take lead {found.Id}, {found.Contact!.Title}, back", found, ("Who", found.Contact.Title), null, async (action, stop) =>
        {
            await action.Effect<ILeadChanges>().TakeBackAsync(found.Id, stop);
            return new Outcome($"Lead {found.Id}, {found.Contact.Title}, is gone, as if it had never been added.");
        });
    }

    [KernelFunction("lose_lead")]
    [Description("Closes a lead of which nothing comes, with the reason.")]
    public async Task<PlannedAction> LoseLeadAsync(
        [Description("The lead's number, name or address")] string lead, [Description("Why")] string reason, CancellationToken cancel = default)
    {
        var found = await book.NeedAsync(lead, cancel);
        if (found.Closed) throw new BadRequestException($"Lead {found.Id}, {found.Contact!.Title}, is {LeadWords.State(found.State)} already.");
        if (found.State == LeadState.Qualified) throw new BadRequestException($"Lead {found.Id}, {found.Contact!.Title}, has an open deal. Lose the deal, and the lead is lost with it.");
        var why = LeadPlan.Field(reason, "reason", LongestReason);
        if (why.Length == 0) throw new BadRequestException("reason is empty: say why nothing comes of it, such as \"no budget\".");
        return LeadPlan.Of($"Close lead {found.Id}, {found.Contact!.Title}, as lost: {why}", found, ("Reason", why), "it is open again", async (action, stop) =>
        {
            await action.Effect<ILeadChanges>().MoveAsync(found.Id, LeadState.Lost, why, $"lead:{action.ActionId:n}", stop);
            return new Outcome($"Lead {found.Id}, {found.Contact.Title}, is lost: {why}.") { Undo = new FunctionCall("sales.reopen_lead", ("lead", Number(found.Id))) };
        });
    }

    [KernelFunction("reopen_lead")]
    [Description("Opens a lost lead again.")]
    public async Task<PlannedAction> ReopenLeadAsync([Description("The lead's number, name or address")] string lead, CancellationToken cancel = default)
    {
        var found = await book.NeedAsync(lead, cancel);
        if (found.State != LeadState.Lost) throw new BadRequestException($"Lead {found.Id}, {found.Contact!.Title}, is {LeadWords.State(found.State)}, not lost.");
        // Whoever was waited for before it was lost is waited for again.
        var to = found.FirstAnsweredAt is null ? LeadState.Listed : LeadState.Answered;
        return LeadPlan.Of($"Open lead {found.Id}, {found.Contact!.Title}, again", found, ("To", LeadWords.State(to)), "it is lost again", async (action, stop) =>
        {
            await action.Effect<ILeadChanges>().MoveAsync(found.Id, to, null, $"lead:{action.ActionId:n}", stop);
            return new Outcome($"Lead {found.Id}, {found.Contact.Title}, is open again.") { Undo = new FunctionCall("sales.lose_lead", ("lead", Number(found.Id)), ("reason", found.LostReason ?? "as before")) };
        });
    }

    private static string Address(string email) =>
        MailAddressCheck.Problem(email) is { } problem ? throw new BadRequestException($"email is \"{Short(email)}\": {problem}.") : email;
}
