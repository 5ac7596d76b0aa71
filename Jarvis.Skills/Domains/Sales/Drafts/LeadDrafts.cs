using System.Globalization;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Drafting;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Domains.Sales.Leads;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Drafts;

/// <summary>
/// Has mails to leads written from what the business says about itself. The lead's words go along as information, cut to size; what comes back is held to
/// <see cref="DraftCheck"/>, and kept.
/// </summary>
internal sealed class LeadDrafts(
    IDrafts writer, OwnWords words, DraftBook book, DraftCheck check, MailArchive mails, IOptions<SalesOptions> options, IOptions<BusinessOptions> business)
{
    private const string Prompt = "sales/draft.md";
    private const int MostMails = 4;
    private const int LongestMail = 1500;
    private const int LongestMessage = 3000;
    private const int LongestWish = 300;

    /// <summary>What must be set up before anything can be drafted; null when it is.</summary>
    public string? Missing => writer.Missing ?? words.Missing;

    /// <summary>The answer that a new lead's arrival asks for. A model is asked once for each lead, whatever crashes or is handled again in between.</summary>
    /// <param name="again">It was begun before, and cut off.</param>
    /// <exception cref="NoDraftException">There is none; says why.</exception>
    public async Task<Draft> OnArrivalAsync(Lead lead, bool again, CancellationToken cancel)
    {
        var key = $"lead:{Words.Number(lead.Id)}:arrival-draft";
        var (before, unused) = await book.FindAsync(key, cancel);
        if (before is not null) return before;
        if (unused is not null || again) throw new NoDraftException(unused ?? "Jarvis was cut off while it was written.");
        try
        {
            return await book.KeepAsync(lead, DraftKind.Answer, await WriteAsync(lead, DraftKind.Answer, null, null, $"lead:{Words.Number(lead.Id)}", background: true, cancel), key, cancel);
        }
        catch (NoDraftException e)
        {
            await book.KeepUnusedAsync(lead, e.Message, key, cancel);
            throw;
        }
    }

    /// <summary>A draft that the owner asked for.</summary>
    /// <param name="wish">What it should be about, or how, in the owner's words. The draft before is written anew by it.</param>
    /// <exception cref="NoDraftException">There is none; says why.</exception>
    public async Task<Draft> OnWishAsync(Lead lead, DraftKind kind, string? wish, string cause, CancellationToken cancel)
    {
        var before = wish is null ? null : await book.LatestAsync(lead.Id, cancel);
        var text = await WriteAsync(lead, kind, wish, before?.Kind == kind ? before.Text : null, cause, background: false, cancel);
        return await book.KeepAsync(lead, kind, text, $"draft:{Guid.NewGuid():n}", cancel);
    }

    private async Task<string> WriteAsync(Lead lead, DraftKind kind, string? wish, string? before, string cause, bool background, CancellationToken cancel)
    {
        if (Missing is { } missing) throw new NoDraftException(missing);
        var (contact, about) = (lead.Contact!, words.Need());
        var theirs = contact.Email is { } from ? await mails.FromAsync(from, MostMails, cancel) : [];
        var ours = contact.Email is { } to ? (await mails.ToAsync(to, MostMails, cancel)).Where(m => m.State == MailState.Accepted).ToList() : [];

        var parts = new List<DraftPart> { new($"What {business.Value.Name} says about itself", about) };
        var thread = theirs.Where(m => m.Kind is MailKind.Message or MailKind.Reply).Select(m => (m.At, Part: new DraftPart("They wrote", Cut($"{m.Subject}\n{m.Said}", LongestMail), Outside: true)))
            .Concat(ours.Select(m => (m.At, Part: new DraftPart("We wrote", Cut(m.Markdown, LongestMail))))).OrderBy(m => m.At).Select(m => m.Part).ToList();
        if (lead.Message.Length > 0 && !theirs.Any(m => m.Said.Contains(lead.Message, StringComparison.Ordinal))) thread.Insert(0, new DraftPart("They asked first", Cut(lead.Message, LongestMessage), Outside: true));
        parts.AddRange(thread);
        parts.Add(new DraftPart("First name", Words.FirstName(contact.Name) is { Length: > 0 } name ? name : "not known", Outside: true));
        // Written by a model that had read the lead's words: as little to be obeyed as they are.
        if (before is not null) parts.Add(new DraftPart("The draft so far, to be written anew by the owner's wish", Cut(before, LongestMail), Outside: true));
        if (wish is not null) parts.Add(new DraftPart("The owner's wish for it, a subject or a manner", Cut(wish, LongestWish)));
        parts.Add(new DraftPart("Write now", kind == DraftKind.Answer ? "An answer to what they wrote last." : "A friendly follow-up: they were written to and have not answered."));

        var text = Tidy(await writer.WriteAsync(new DraftOrder { Prompt = Prompt, Domain = "sales", Cause = cause, Background = background, Within = TimeSpan.FromSeconds(options.Value.DraftWithinSeconds), Parts = parts }, cancel));
        var known = string.Join('\n', theirs.Select(m => $"{m.Subject}\n{m.Said}").Append(lead.Message).Append(contact.Company));
        return await check.WrongAsync(text, [about, business.Value.Name, .. ours.Select(m => m.Markdown)], known, lead, cancel) is { } wrong
            ? throw new NoDraftException($"A draft was written and thrown away, because it {wrong}.") : text;
    }

    /// <summary>Models like to begin with the subject, and to put a frame around.</summary>
    private static string Tidy(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Trim().Split('\n').ToList();
        if (lines.Count > 2 && lines[0].StartsWith("```", StringComparison.Ordinal) && lines[^1].Trim() == "```") lines = lines[1..^1];
        if (lines[0].StartsWith("Subject:", StringComparison.OrdinalIgnoreCase)) lines.RemoveAt(0);
        return Visible(string.Join('\n', lines)).Trim();
    }

    private static string Cut(string text, int most) => Visible(text.Length <= most ? text : $"{text[..most]} …");

    /// <summary>Without letters that nobody sees, in which somebody could hide something.</summary>
    private static string Visible(string text) => string.Concat(text.Where(c => c == '\n' || CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control)));
}
