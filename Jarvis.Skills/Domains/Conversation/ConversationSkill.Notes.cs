using System.ComponentModel;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Governance;
using Microsoft.EntityFrameworkCore;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Domains.Conversation;

public sealed partial class ConversationSkill
{
    private const int LongestNote = 4000;

    [KernelFunction("remember"), Description("Remembers a fact.")]
    public PlannedAction Remember([Description("The fact: \"Bob's birthday is on 3 March\"")] string text, Kernel kernel)
    {
        text = text.Trim();
        if (text.Length is 0 or > LongestNote) throw new BadRequestException(text.Length == 0 ? "What shall I remember? Say \"remember that …\"." : $"A note holds {LongestNote} characters; this has {text.Length}. Say it shorter.");
        var person = CallContext.Of(kernel)?.Person;
        var now = times.Wall.Now;
        return new PlannedAction
        {
            What = $"Remember: {(text.Length > 120 ? text[..120] + "…" : text)}",
            Needs = ClearanceLevel.Suggest,
            Targets = ["notes"],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["text"] = text },
            Idempotent = true,
            Undo = "delete the note",
            Commit = async (context, cancel) =>
            {
                var number = await context.Effect<INotebook>().WriteAsync(new Note { Text = text, Source = person is null ? "Jarvis" : $"{person.Name}, by {person.Channel}", At = now, ActionId = context.ActionId }, cancel);
                return new Outcome($"Noted (note {number}).") { Undo = new FunctionCall("conversation.forget", ("number", $"{number}")) };
            },
        };
    }

    [KernelFunction("notes"), Description("Lists what Jarvis was asked to remember, or what of it is about something.")]
    public async Task<Answer> NotesAsync([Description("Words to look for; everything when left out")] string? about = null, CancellationToken cancel = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var all = await db.Set<Note>().AsNoTracking().Where(n => n.DeletedAt == null).OrderByDescending(n => n.Id).ToListAsync(cancel);
        var words = (about ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var found = all.FindAll(n => words.All(w => n.Text.Contains(w.TrimEnd('?', '.', '!'), StringComparison.OrdinalIgnoreCase)));
        if (found.Count == 0) return new Answer(all.Count == 0 ? "I remember nothing yet. \"remember that …\" makes a note." : $"None of my {Count(all.Count, "note")} is about \"{about}\".");
        return new Answer($"I remember {Count(found.Count, "thing")}{(words.Length == 0 ? "" : $" about \"{about}\"")}. \"forget note {found[0].Id}\" deletes one.")
        {
            Table = new Table(["No", "Note", "From", "On"], [.. found.Take(50).Select(n => (IReadOnlyList<string>)[$"{n.Id}", n.Text, n.Source, business.Value.Local(n.At).ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture)])]),
            Data = found.Take(50).Select(n => new { number = n.Id, text = n.Text, source = n.Source, at = n.At }),
        };
    }

    [KernelFunction("forget"), Description("Deletes a note.")]
    public Task<PlannedAction> ForgetAsync([Description("The note's number")] int number, CancellationToken cancel) =>
        DeleteAsync(number, true, "delete", "conversation.restore_note", cancel);

    [KernelFunction("restore_note"), Description("Brings back a deleted note.")]
    public Task<PlannedAction> RestoreNoteAsync([Description("The note's number")] int number, CancellationToken cancel) =>
        DeleteAsync(number, false, "bring back", "conversation.forget", cancel);

    private async Task<PlannedAction> DeleteAsync(int number, bool delete, string verb, string undo, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        // Also one that is so already: after a crash the same deletion is planned and run again.
        var note = await db.Set<Note>().AsNoTracking().FirstOrDefaultAsync(n => n.Id == number, cancel)
            ?? throw new BadRequestException($"There is no note {number} to {verb}. \"notes\" lists them.");
        var text = note.Text.Length > 100 ? note.Text[..100] + "…" : note.Text;
        return new PlannedAction
        {
            What = $"{char.ToUpperInvariant(verb[0])}{verb[1..]} note {number}: {text}",
            Needs = ClearanceLevel.Suggest,
            Targets = [$"{number}"],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["text"] = note.Text },
            Idempotent = true,
            Undo = delete ? "bring it back" : "delete it again",
            Commit = async (context, token) =>
            {
                var changed = await context.Effect<INotebook>().DeleteAsync(number, delete, token);
                return new Outcome($"Note {number} {(changed ? delete ? "is deleted" : "is back" : delete ? "was deleted already" : "was there already")}: {text}") { Undo = new FunctionCall(undo, ("number", $"{number}")) };
            },
        };
    }
}
