using System.ComponentModel;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Governance;
using Microsoft.EntityFrameworkCore;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Domains.Conversation;

internal sealed partial class ConversationSkill
{
    private const int LongestNote = 4000;
    private const int MostNotes = 50;

    [KernelFunction("remember"), Description("Remembers a fact about the owner, people or the business, for later.")]
    public PlannedAction Remember([Description("The fact: \"Bob's birthday is on 3 March\"")] string text, Kernel kernel)
    {
        text = text.Trim();
        if (text.Length is 0 or > LongestNote) throw new BadRequestException(text.Length == 0 ? "What shall I remember? Say \"remember that …\"." : $"A note holds {LongestNote} characters; this has {text.Length}. Say it shorter.");
        var caller = CallContext.Of(kernel);
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
                var number = await context.Effect<INotebook>().WriteAsync(new Note
                {
                    Text = text,
                    Source = caller?.Person is { } person ? $"{person.Name}, by {person.Channel}" : $"Jarvis, approved by {context.DecidedBy}",
                    Cause = caller?.FirstCause,
                    FromOutside = caller?.Untrusted == true,
                    At = now,
                    ActionId = context.ActionId,
                }, cancel);
                return new Outcome($"Noted (note {number}).") { Undo = new FunctionCall("conversation.forget", ("number", $"{number}")) };
            },
        };
    }

    [KernelFunction("notes"), Description("Lists what Jarvis was asked to remember, or what of it is about something.")]
    public async Task<Answer> NotesAsync([Description("Words to look for; everything when left out")] string? about = null, CancellationToken cancel = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var kept = db.Set<Note>().AsNoTracking().Where(n => n.DeletedAt == null);
        var count = await kept.CountAsync(cancel);
        about = about?.Trim(' ', '?', '!', '.');
        var everything = string.IsNullOrEmpty(about);
        var found = everything ? await kept.OrderByDescending(n => n.Id).Take(MostNotes).ToListAsync(cancel) : await AboutAsync(about!, deleted: false, cancel);
        if (found.Count == 0) return new Answer(count == 0 ? "I remember nothing yet. \"remember that …\" makes a note." : $"None of my {Wording.Count(count, "note")} is about \"{about}\".");
        return new Answer($"I remember {Wording.Count(everything ? count : found.Count, "thing")}{(everything ? "" : $" about \"{about}\"")}. \"forget note {found[0].Id}\" deletes one.")
        {
            Table = new Table(["No", "Note", "From", "On"], [.. found.Select(n => (IReadOnlyList<string>)[$"{n.Id}", n.Text, n.Origin, business.Value.Local(n.At).ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture)])]),
            Data = found.Select(n => new { number = n.Id, text = n.Text, source = n.Origin, at = n.At }),
        };
    }

    [KernelFunction("forget"), Description("Deletes a note, by its number or by what it is about.")]
    public async Task<PlannedAction> ForgetAsync(
        [Description("The note's number")] int? number = null, [Description("Words of the note, where its number is not known")] string? about = null, CancellationToken cancel = default) =>
        await DeleteAsync(number ?? await TheOneAboutAsync(about, cancel), true, "delete", "conversation.restore_note", cancel);

    [KernelFunction("restore_note"), Description("Brings back a deleted note.")]
    public Task<PlannedAction> RestoreNoteAsync([Description("The note's number")] int number, CancellationToken cancel) =>
        DeleteAsync(number, false, "bring back", "conversation.forget", cancel);

    /// <summary>Notes with all of the words; those with any of them when there is none.</summary>
    private async Task<IReadOnlyList<Note>> AboutAsync(string about, bool deleted, CancellationToken cancel)
    {
        var exact = await search.FindAsync(about, all: true, MostNotes, deleted, cancel);
        return exact.Count > 0 ? exact : await search.FindAsync(about, all: false, MostNotes, deleted, cancel);
    }

    private async Task<int> TheOneAboutAsync(string? about, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(about)) throw new BadRequestException("Which note? Say its number, or what it is about: \"forget what you know about Bob\".");
        var found = await search.FindAsync(about, all: true, MostNotes, deleted: false, cancel);
        // One that is deleted already, too: after a crash the same deletion is planned and run again.
        if (found.Count == 0) found = await search.FindAsync(about, all: true, MostNotes, deleted: true, cancel);
        return found.Count switch
        {
            0 => throw new BadRequestException($"No note is about \"{about}\". \"notes\" lists them."),
            1 => found[0].Id,
            _ => throw new BadRequestException($"{found.Count} notes are about \"{about}\": {string.Join("; ", found.Take(5).Select(n => $"{n.Id} ({(n.Text.Length > 60 ? n.Text[..60] + "…" : n.Text)})"))}. Say \"forget note {found[0].Id}\"."),
        };
    }

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
