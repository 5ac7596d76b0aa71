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
/// from somebody unknown is a new lead, where the settings say so; so is one from somebody on a list. It proposes nothing itself.
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
        var contact = await db.ByEmailAsync(about, cancel);
        // An answer may come from another address of the same person: the thread says whose it is.
        if (contact is null && mail.AnswersId is { } answers && await archive.SentAsync(answers, cancel) is { } sent)
            contact = await db.ByEmailAsync(sent.To, cancel);
        var lead = contact is null ? null : await db.OpenLeadAsync(contact.Id, cancel);
        if (IsArrival(mail, contact, lead))
            await intake.TakeAsync(new LeadForm { Key = MailArchive.KeyOf(mail), Source = "e-mail", Name = mail.FromName ?? "", Email = contact?.Email ?? mail.From, Message = mail.Said, At = mail.At }, cancel);
        else if (contact is not null) await KeepAsync(db, mail, contact, lead, cancel);
    }

    /// <summary>Somebody unknown who writes, or who stood on a list until now, is new; so is who writes of their own accord after all was settled.</summary>
    private bool IsArrival(ReceivedMail mail, Contact? contact, Lead? lead) =>
        (lead is { State: LeadState.Listed } && mail.Kind is (MailKind.Message or MailKind.Reply)) || (mail.Kind == MailKind.Message && options.Value.LeadsFromMail && (contact is null || lead is null));

    private async Task KeepAsync(JarvisDb db, ReceivedMail mail, Contact contact, Lead? lead, CancellationToken cancel)
    {
        var key = MailArchive.KeyOf(mail);
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
