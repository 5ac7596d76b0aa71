using System.Runtime.CompilerServices;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Scoring;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Replies;

/// <summary>
/// Puts what leads mail on their timelines: an answer makes a lead one that talks, an absence or a bounce is noted and is no answer. A mail
/// from somebody unknown is a new lead, where the settings say so. It proposes nothing itself.
/// </summary>
internal sealed class LeadReplies(
    MailArchive archive, LeadIntake intake, LeadScoring scoring, EventStream events, IDbContextFactory<JarvisDb> databases, IOptions<SalesOptions> options, TimeProvider time) : IEventHandler
{
    public string Domain => "sales";

    public bool Handles(string eventType) => eventType == MailArchive.ReceivedEvent;

    public async IAsyncEnumerable<Proposal> HandleAsync(BusinessEvent happened, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (await archive.FindAsync(happened.Key, cancel) is { } mail) await TakeAsync(mail, cancel);
        yield break;
    }

    private async Task TakeAsync(ReceivedMail mail, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var about = mail.Kind is MailKind.Bounce or MailKind.Unsubscribe ? mail.About ?? mail.From : mail.From;
        var contact = await db.Set<Contact>().Where(c => c.Email == about).OrderBy(c => c.Id).FirstOrDefaultAsync(cancel);
        // An answer may come from another address of the same person: the thread says whose it is.
        if (contact is null && mail.AnswersId is { } answers && await archive.SentAsync(answers, cancel) is { } sent)
            contact = await db.Set<Contact>().Where(c => c.Email == sent.To).OrderBy(c => c.Id).FirstOrDefaultAsync(cancel);
        if (contact is null)
        {
            if (mail.Kind == MailKind.Message && options.Value.LeadsFromMail)
                await intake.TakeAsync(new LeadForm { Key = MailArchive.KeyOf(mail), Source = "e-mail", Name = mail.FromName ?? "", Email = mail.From, Message = mail.Said, At = mail.At }, cancel);
            return;
        }
        await KeepAsync(db, mail, contact.MergedIntoId is { } into ? await db.Set<Contact>().FirstAsync(c => c.Id == into, cancel) : contact, cancel);
    }

    private async Task KeepAsync(JarvisDb db, ReceivedMail mail, Contact contact, CancellationToken cancel)
    {
        var key = MailArchive.KeyOf(mail);
        var lead = await db.Set<Lead>().Where(l => l.ContactId == contact.Id && l.State < LeadState.Won).OrderByDescending(l => l.Id).FirstOrDefaultAsync(cancel);
        var wrote = mail.Kind is MailKind.Message or MailKind.Reply;
        if (!await db.Set<Activity>().AnyAsync(a => a.Key == key, cancel))
        {
            db.Add(new Activity { ContactId = contact.Id, LeadId = lead?.Id, At = mail.At, Kind = Kind(mail.Kind), Of = mail.Subject, Text = mail.Said, Untrusted = true, Key = key });
            if (wrote && (contact.LastActiveAt is null || contact.LastActiveAt < mail.At)) contact.LastActiveAt = mail.At;
            if (wrote && lead is { State: LeadState.New or LeadState.Answered }) (lead.State, lead.StateSince) = (LeadState.Talking, time.GetUtcNow());
            await db.SaveChangesAsync(cancel);
        }
        if (lead is null) return;
        await scoring.ScoreAsync(lead.Id, cancel);
        if (wrote) await events.PublishAsync(new BusinessEvent { Type = "lead.replied", Key = $"replied:{key}", At = mail.At, Subject = LeadEvents.Subject(lead.Id, contact.Title), Text = mail.Said, Untrusted = true }, cancel);
    }

    private static string Kind(MailKind kind) => kind switch
    {
        MailKind.Message or MailKind.Reply => ActivityKinds.MailIn,
        MailKind.OutOfOffice => ActivityKinds.Away,
        MailKind.Bounce => ActivityKinds.Bounce,
        _ => ActivityKinds.Unsubscribe,
    };
}
