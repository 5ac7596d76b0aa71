using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.Sales.Scoring;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Leads;

/// <summary>
/// The one way in for leads. What comes from a contact whose lead is open already goes on that lead's timeline, so that one person is one
/// conversation; the same form twice is taken once.
/// </summary>
internal sealed class LeadIntake(IDbContextFactory<JarvisDb> databases, EventStream events, LeadScoring scoring, LeadNames names, TimeProvider time) : IDisposable
{
    // One at a time: the same form twice at once would find no first one.
    private readonly SemaphoreSlim taking = new(1, 1);

    public void Dispose() => taking.Dispose();

    /// <summary>A kept lead and whether it is a new one.</summary>
    public sealed record Taken(int Lead, bool IsNew);

    public async Task<Taken> TakeAsync(LeadForm form, CancellationToken cancel)
    {
        await taking.WaitAsync(cancel);
        try
        {
            return await KeepAsync(form, cancel);
        }
        finally
        {
            taking.Release();
        }
    }

    /// <summary>Runs something that writes contacts while no lead is taken, so that nobody becomes two contacts.</summary>
    public async Task AloneAsync(Func<Task> work, CancellationToken cancel)
    {
        await taking.WaitAsync(cancel);
        try
        {
            await work();
        }
        finally
        {
            taking.Release();
        }
    }

    private async Task<Taken> KeepAsync(LeadForm form, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var at = form.At is { } sent && sent < now ? sent : now;
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await FindAsync(db, form.Key, cancel) is { } before)
        {
            // A crash between the row and its event: publishing again does nothing where it was published.
            if (form.Waits) await PublishAsync(form, before.Lead, at, before.IsNew, cancel);
            return before;
        }

        var contact = await ContactAsync(db, form, at, cancel);
        var open = contact.Id == 0 ? null : await db.OpenLeadAsync(contact.Id, cancel);
        // Who only stood on a list has now written, and waits for an answer like any new lead.
        var isNew = form.Waits && (open is null || open.State == LeadState.Listed);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            await db.SaveChangesAsync(cancel);
            if (open is null) db.Add(open = new Lead { ContactId = contact.Id, Key = form.Key, Source = form.Source, Message = form.Message, Consent = form.Consent, ArrivedAt = at, StateSince = at, State = form.Waits ? LeadState.New : LeadState.Listed });
            else open.Consent ??= form.Consent;
            if (isNew && open.State == LeadState.Listed) (open.State, open.StateSince, open.ArrivedAt, open.Source, open.Message) = (LeadState.New, at, at, form.Source, form.Message);
            if (isNew) (open.CameWithCompany, open.CameWithPhone) = (contact.Company.Length > 0, contact.Phone.Length > 0);
            await db.SaveChangesAsync(cancel);
            db.Add(new Activity { ContactId = contact.Id, LeadId = open.Id, At = at, Kind = form.Waits ? ActivityKinds.Form : ActivityKinds.Note, Of = form.Source, Text = form.Message, Untrusted = form.Untrusted, Key = form.Key });
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        names.Learn(contact);
        await scoring.ScoreAsync(open.Id, cancel);
        if (form.Waits) await PublishAsync(form, open.Id, at, isNew, cancel);
        return new Taken(open.Id, isNew);
    }

    private static async Task<Taken?> FindAsync(JarvisDb db, string key, CancellationToken cancel) =>
        await db.Set<Activity>().Where(a => a.Key == key && a.LeadId != null).Select(a => a.LeadId).FirstOrDefaultAsync(cancel) is { } lead
            ? new Taken(lead, await db.Set<Lead>().AnyAsync(l => l.Id == lead && l.Key == key, cancel)) : null;

    /// <summary>Somebody with this address is known, or becomes so. What they gave before is not written over by a stranger's form.</summary>
    private static async Task<Contact> ContactAsync(JarvisDb db, LeadForm form, DateTimeOffset at, CancellationToken cancel)
    {
        var contact = await db.ByEmailAsync(form.Email, cancel);
        if (contact is null) db.Add(contact = new Contact { Email = string.IsNullOrWhiteSpace(form.Email) ? null : form.Email.Trim().ToLowerInvariant(), CreatedAt = at });
        if (contact.Name.Length == 0) contact.Name = form.Name;
        if (contact.Company.Length == 0) contact.Company = form.Company;
        if (contact.Phone.Length == 0) contact.Phone = form.Phone;
        contact.TimeZone ??= form.TimeZone;
        if (contact.LastActiveAt is null || contact.LastActiveAt < at) contact.LastActiveAt = at;
        return contact;
    }

    private Task PublishAsync(LeadForm form, int lead, DateTimeOffset at, bool isNew, CancellationToken cancel) => events.PublishAsync(new BusinessEvent
    {
        // With the prefix it is not the key of the event that brought the form, such as a mail.
        Type = isNew ? "lead.arrived" : "lead.wrote", Key = $"lead:{form.Key}", At = at, Subject = LeadEvents.Subject(lead, form.Name.Length > 0 ? form.Name : form.Email ?? form.Phone), Text = form.Message, Untrusted = form.Untrusted,
    }, cancel);
}

/// <summary>How an event names its lead: "Mara Lindqvist (lead 12)", for a person and for those who handle it.</summary>
internal static class LeadEvents
{
    public static string Subject(int lead, string name) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name} (lead {lead})");

    /// <summary>The lead's number; null when the event names none. Read from the end, which no stranger writes.</summary>
    public static int? LeadOf(BusinessEvent happened)
    {
        const string Mark = " (lead ";
        var at = happened.Subject.LastIndexOf(Mark, StringComparison.Ordinal);
        return at >= 0 && happened.Subject.EndsWith(')') && int.TryParse(happened.Subject.AsSpan(at + Mark.Length, happened.Subject.Length - at - Mark.Length - 1), System.Globalization.CultureInfo.InvariantCulture, out var lead) ? lead : null;
    }
}
