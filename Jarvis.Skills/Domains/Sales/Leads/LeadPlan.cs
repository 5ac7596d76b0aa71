using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.Sales.Leads;

/// <summary>The plan of a change to one lead that stays in the house: nobody outside hears of it, and it can be repeated.</summary>
internal static class LeadPlan
{
    /// <param name="term">What is changed, and to what.</param>
    /// <param name="undo">How it is undone, as a person reads it; null where it is an undo itself.</param>
    public static PlannedAction Of(string what, Lead lead, (string Name, string Value) term, string? undo, Func<ActionContext, CancellationToken, Task<Outcome>> commit) => new()
    {
        What = what,
        Needs = ClearanceLevel.ModifySafe,
        Targets = [$"lead {lead.Id}"],
        Terms = new Dictionary<string, string>(StringComparer.Ordinal) { [term.Name] = term.Value },
        Idempotent = true,
        Undo = undo,
        Commit = commit,
    };

    /// <summary>What was said for a field, without spaces around it; empty when nothing was.</summary>
    /// <exception cref="BadRequestException">It is longer than the store takes.</exception>
    public static string Field(string? value, string name, int longest)
    {
        var text = (value ?? "").Trim();
        return text.Length <= longest ? text : throw new BadRequestException($"{name} has {text.Length} characters; allowed are {longest}.");
    }
}
