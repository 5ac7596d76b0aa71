using System.ComponentModel;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Leads;

/// <summary>What the owner wants remembered of a lead.</summary>
internal sealed class LeadNoteSkill(LeadBook book)
{
    private const int LongestNote = 4000;

    [KernelFunction("note_lead")]
    [Description("Puts a note on a lead's timeline.")]
    public async Task<PlannedAction> NoteLeadAsync(
        [Description("The lead's number, name or address")] string lead, [Description("What is to be remembered")] string text, CancellationToken cancel = default)
    {
        var found = await book.NeedAsync(lead, cancel);
        var note = LeadPlan.Field(text, "text", LongestNote);
        if (note.Length == 0) throw new BadRequestException("text is empty; say what is to be remembered.");
        return LeadPlan.Of($"Note on lead {found.Id}, {found.Contact!.Title}: {Short(note)}", found, ("Note", note), "the note is taken off", async (action, stop) =>
        {
            var key = $"note:{action.ActionId:n}";
            await action.Effect<ILeadChanges>().NoteAsync(found.Id, note, key, stop);
            return new Outcome($"It stands on the timeline of lead {found.Id}, {found.Contact.Title}.") { Undo = new FunctionCall("sales.remove_note", ("lead", Number(found.Id)), ("note", key)) };
        });
    }

    [KernelFunction("remove_note")]
    [Description("Takes a note off a lead's timeline, by the note's key. Undoes note_lead.")]
    public async Task<PlannedAction> RemoveNoteAsync([Description("The lead's number")] string lead, [Description("The note's key")] string note, CancellationToken cancel = default)
    {
        var found = await book.NeedAsync(lead, cancel);
        return LeadPlan.Of($"Take a note off lead {found.Id}, {found.Contact!.Title}", found, ("Note", note), null, async (action, stop) =>
        {
            await action.Effect<ILeadChanges>().RemoveNoteAsync(found.Id, note, stop);
            return new Outcome($"The note is off the timeline of lead {found.Id}.");
        });
    }
}
