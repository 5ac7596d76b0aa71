using System.ComponentModel;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Duplicates;

/// <summary>Contacts who are there twice.</summary>
internal sealed class DuplicateSkill(DuplicateFinder duplicates)
{
    private const int MostRows = 10;
    private const int MostData = 25;

    [KernelFunction("duplicates")]
    [Description("Contacts who are likely one and the same person, and why.")]
    public async Task<Answer> DuplicatesAsync(CancellationToken cancel = default)
    {
        var found = await duplicates.FindAsync(cancel);
        if (found.Count == 0) return new Answer("I find no contact twice: no two have the same number, the same name and company, or addresses that differ by a slip.");
        var first = found[0];
        return new Answer($"{Count(found.Count, "pair")} of contacts {(found.Count == 1 ? "is" : "are")} likely one person each. \"merge contact {first.Other.Id} into contact {first.Kept.Id}\" makes one of **{first.Other.Title}** and **{first.Kept.Title}**: {first.Why}.")
        {
            Table = new Table(["Contact", "Who", "And", "Who", "Why"], [.. found.Take(MostRows).Select(d => (IReadOnlyList<string>)[Number(d.Kept.Id), Line(d.Kept), Number(d.Other.Id), Line(d.Other), d.Why])]),
            Data = found.Take(MostData).Select(d => new { into = d.Kept.Id, from = d.Other.Id, first = Line(d.Kept), second = Line(d.Other), why = d.Why }),
            Untrusted = true,
            Next = [$"merge contact {first.Other.Id} into contact {first.Kept.Id}"],
        };
    }

    [KernelFunction("merge")]
    [Description("Makes one contact of two: leads, deals and the timeline of the first go to the second.")]
    public async Task<PlannedAction> MergeAsync(
        [Description("Number of the contact that goes")] int from, [Description("Number of the contact that stays")] int into, CancellationToken cancel = default)
    {
        if (from == into) throw new BadRequestException($"Contact {from} cannot be merged into itself. Say two numbers; \"duplicates\" lists them.");
        var (gone, kept) = (await duplicates.NeedAsync(from, cancel), await duplicates.NeedAsync(into, cancel));
        // Merged into the other already: after a crash the same merge is planned and run again.
        if (gone.MergedIntoId is { } before && before != into) throw new BadRequestException($"Contact {from} was merged into contact {before} before.");
        if (kept.MergedIntoId is { } elsewhere) throw new BadRequestException($"Contact {into} was merged into contact {elsewhere}. Say \"merge contact {from} into contact {elsewhere}\".");
        var (leads, deals) = await duplicates.CountAsync(from, cancel);
        return new PlannedAction
        {
            What = $"Merge contact {from}, {gone.Title}, into contact {into}, {kept.Title}",
            Needs = ClearanceLevel.ModifySafe,
            Targets = [$"contact {from}, {gone.Title}", $"contact {into}, {kept.Title}"],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["Goes"] = $"{gone.Title}, {gone.Email ?? "no address"}, {gone.Phone}", ["Stays"] = $"{kept.Title}, {kept.Email ?? "no address"}, {kept.Phone}" },
            Preview = $"{Count(leads, "lead")}, {Count(deals, "deal")} and the timeline of **{gone.Title}** go to **{kept.Title}**. What {kept.Title} lacks is filled in; what is there stays.",
            Undo = "part them again",
            Idempotent = true,
            Commit = async (action, stop) =>
            {
                await action.Effect<IContactMerges>().MergeAsync(action.ActionId, from, into, stop);
                return new Outcome($"{gone.Title} and {kept.Title} are one contact now, {into}.") { Undo = new FunctionCall("sales.part", ("contact", Number(from))) };
            },
        };
    }

    [KernelFunction("part")]
    [Description("Parts two contacts that were merged: what came over goes back.")]
    public async Task<PlannedAction> PartAsync([Description("Number of the contact that was merged into another")] int contact, CancellationToken cancel = default)
    {
        var gone = await duplicates.NeedAsync(contact, cancel);
        return new PlannedAction
        {
            What = $"Part contact {contact}, {gone.Title}, from the one that it was merged into",
            Needs = ClearanceLevel.ModifySafe,
            Targets = [$"contact {contact}, {gone.Title}"],
            Undo = "merge them again",
            Idempotent = true,
            Commit = async (action, stop) =>
            {
                var back = await action.Effect<IContactMerges>().PartAsync(contact, stop);
                return new Outcome($"{gone.Title} is a contact of their own again{(back > 0 ? $", with {Count(back, "line")} of what was theirs" : "")}.")
                {
                    Undo = gone.MergedIntoId is { } into ? new FunctionCall("sales.merge", ("from", Number(contact)), ("into", Number(into))) : null,
                };
            },
        };
    }

    private static string Line(ContactLine contact) => string.Join(", ", new[] { contact.Name, contact.Company, contact.Email ?? "", contact.Phone }.Where(t => t.Length > 0));
}
