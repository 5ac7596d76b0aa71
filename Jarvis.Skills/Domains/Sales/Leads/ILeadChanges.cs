using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Domains.Sales.Answering;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Leads;

/// <summary>Writes what became of a lead. Each is safe to repeat.</summary>
public interface ILeadChanges : IEffect
{
    /// <summary>A mail to the lead was handed over: it stands on the timeline, and the lead is answered if the mail has left.</summary>
    Task MailedAsync(int lead, OutgoingMail mail, SentMail sent, CancellationToken cancel);

    /// <summary>A lead of the owner's word; nobody is written to.</summary>
    /// <returns>Its number.</returns>
    Task<int> AddAsync(LeadForm form, CancellationToken cancel);

    /// <summary>The lead was a mistake: it goes, with its lines, and its contact where nothing else is theirs.</summary>
    Task TakeBackAsync(int lead, CancellationToken cancel);

    Task NoteAsync(int lead, string text, string key, CancellationToken cancel);

    Task RemoveNoteAsync(int lead, string key, CancellationToken cancel);

    /// <param name="reason">Why it was lost; null otherwise.</param>
    Task MoveAsync(int lead, LeadState to, string? reason, string key, CancellationToken cancel);
}

internal sealed class LeadChanges(IDbContextFactory<JarvisDb> databases, LeadIntake intake, FirstResponses responses, TimeProvider time) : ILeadChanges
{
    public async Task MailedAsync(int lead, OutgoingMail mail, SentMail sent, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Set<Lead>().FirstAsync(l => l.Id == lead, cancel);
        var isFirst = sent.Left && row.FirstAnsweredAt is null;
        if (isFirst) row.FirstAnsweredAt = now;
        if (sent.Left && row.State == LeadState.New) (row.State, row.StateSince) = (LeadState.Answered, now);
        await AddAsync(db, row, ActivityKinds.MailOut, mail.Subject, mail.Markdown, mail.Key, cancel);
        await db.SaveChangesAsync(cancel);
        if (isFirst) await responses.RecordAsync(now - row.ArrivedAt, now, cancel);
    }

    public async Task<int> AddAsync(LeadForm form, CancellationToken cancel) => (await intake.TakeAsync(form, cancel)).Lead;

    // What comes in while it goes would go with it.
    public Task TakeBackAsync(int lead, CancellationToken cancel) => intake.AloneAsync(async () =>
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<Lead>().FirstOrDefaultAsync(l => l.Id == lead, cancel) is not { } row) return;
        if (await db.TiesAsync(row, cancel) is { Count: > 0 } ties) throw new ActionFailedException($"Lead {lead} stays: by now it has {string.Join(", ", ties)}.");
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Set<Activity>().Where(a => a.LeadId == lead).ExecuteDeleteAsync(cancel);
        db.Remove(row);
        await db.SaveChangesAsync(cancel);
        if (!await db.HasAnythingAsync(row.ContactId, cancel))
            await db.Set<Contact>().Where(c => c.Id == row.ContactId).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
    }, cancel);

    public async Task NoteAsync(int lead, string text, string key, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await AddAsync(db, await db.Set<Lead>().FirstAsync(l => l.Id == lead, cancel), ActivityKinds.Note, "", text, key, cancel);
        await db.SaveChangesAsync(cancel);
    }

    public async Task RemoveNoteAsync(int lead, string key, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Set<Activity>().Where(a => a.LeadId == lead && a.Kind == ActivityKinds.Note && a.Key == key).ExecuteDeleteAsync(cancel);
    }

    public async Task MoveAsync(int lead, LeadState to, string? reason, string key, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Set<Lead>().FirstAsync(l => l.Id == lead, cancel);
        if (row.State != to) (row.State, row.StateSince) = (to, time.GetUtcNow());
        row.LostReason = to == LeadState.Lost ? reason : null;
        await AddAsync(db, row, ActivityKinds.Stage, to.ToString().ToLowerInvariant(), reason ?? "", key, cancel);
        await db.SaveChangesAsync(cancel);
    }

    private async Task AddAsync(JarvisDb db, Lead lead, string kind, string of, string text, string key, CancellationToken cancel)
    {
        if (await db.Set<Activity>().AnyAsync(a => a.Key == key, cancel)) return;
        db.Add(new Activity { ContactId = lead.ContactId, LeadId = lead.Id, At = time.GetUtcNow(), Kind = kind, Of = of, Text = text, Key = key });
    }
}
