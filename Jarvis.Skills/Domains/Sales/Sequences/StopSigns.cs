using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Suppression;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Sequences;

/// <param name="Words">For a person, as a sentence without its full stop.</param>
internal sealed record StopSign(int Enrolment, EnrolmentEnd End, string Words);

/// <summary>
/// Finds what ends a sequence in what has happened since it began: on the contact's timeline, in mails that are not filed there yet, on the suppression list and
/// in the pipeline. It looks at the store alone, so that nothing is missed while Jarvis was off.
/// </summary>
internal sealed class StopSigns(IDbContextFactory<JarvisDb> databases, SequenceCatalog sequences)
{
    private static readonly string[] Wrote = [ActivityKinds.MailIn, ActivityKinds.Form];

    /// <param name="enrolment">Only of this one; null for all that run.</param>
    /// <returns>At most one for each enrolment.</returns>
    public async Task<IReadOnlyList<StopSign>> FindAsync(int? enrolment, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var running = db.Set<Enrolment>().Where(e => e.EndedAt == null && (enrolment == null || e.Id == enrolment));
        if (!await running.AnyAsync(cancel)) return [];
        var found = new List<StopSign>();
        found.AddRange(await LinesAsync(db, running, cancel));
        found.AddRange(await MailsAsync(db, running, cancel));
        found.AddRange(await SuppressedAsync(db, running, cancel));
        found.AddRange((await running.Where(e => e.Lead!.State >= LeadState.Won).Select(e => new { e.Id, e.Lead!.State }).ToListAsync(cancel))
            .Select(e => new StopSign(e.Id, EnrolmentEnd.Closed, $"the lead is {(e.State == LeadState.Won ? "won" : "lost")}")));
        found.AddRange((await (from e in running
                               from d in db.Set<Deal>()
                               where d.LeadId == e.LeadId || d.ContactId == e.Lead!.ContactId
                               join s in db.Set<StageChange>() on d.Id equals s.DealId
                               where s.At > e.Since
                               select new { e.Id, Deal = d.Id, s.To }).ToListAsync(cancel)).Select(s => new StopSign(s.Id, EnrolmentEnd.StageChanged, FormattableString.Invariant($"deal {s.Deal} went to {s.To}"))));
        return [.. found.GroupBy(s => s.Enrolment).Select(g => g.First())];
    }

    /// <summary>What stands on the timelines. A bounce that is none ("delayed") is left out.</summary>
    private async Task<IEnumerable<StopSign>> LinesAsync(JarvisDb db, IQueryable<Enrolment> running, CancellationToken cancel)
    {
        string[] kinds = [.. Wrote, ActivityKinds.Bounce, ActivityKinds.Unsubscribe, .. sequences.Bookings];
        var lines = await (from e in running
                           join a in db.Set<Activity>() on e.Lead!.ContactId equals a.ContactId
                           where a.Id > e.AfterActivity && kinds.Contains(a.Kind)
                           orderby a.Id
                           select new { e.Id, a.Kind, a.Key, a.Of, Who = e.Lead!.Contact!.Name }).ToListAsync(cancel);
        var harmless = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in lines.Where(l => l.Kind == ActivityKinds.Bounce).Select(l => l.Key))
        {
            var id = key.StartsWith("mail:", StringComparison.Ordinal) ? key["mail:".Length..] : key;
            if (await db.Set<ReceivedMail>().AnyAsync(m => m.MessageId == id && (m.Reason == "delivered" || m.Reason == "expired"), cancel)) harmless.Add(key);
        }
        return lines.Where(l => !harmless.Contains(l.Key)).Select(l => l.Kind switch
        {
            ActivityKinds.MailIn or ActivityKinds.Form => new StopSign(l.Id, EnrolmentEnd.Replied, $"{Who(l.Who)} wrote"),
            ActivityKinds.Bounce => new StopSign(l.Id, EnrolmentEnd.Bounced, "a mail came back"),
            ActivityKinds.Unsubscribe => new StopSign(l.Id, EnrolmentEnd.Unsubscribed, $"{Who(l.Who)} wants no more mail"),
            _ => new StopSign(l.Id, EnrolmentEnd.Booked, $"{Who(l.Who)} booked{(l.Of.Length > 0 ? $" ({l.Of})" : "")}"),
        });
    }

    /// <summary>A mail that was received and has not come to the timeline yet.</summary>
    private static async Task<IEnumerable<StopSign>> MailsAsync(JarvisDb db, IQueryable<Enrolment> running, CancellationToken cancel) =>
        (await (from e in running
                join m in db.Set<ReceivedMail>() on e.Lead!.Contact!.Email equals m.From
                where m.Id > e.AfterMail && (m.Kind == MailKind.Message || m.Kind == MailKind.Reply)
                select new { e.Id, Who = e.Lead!.Contact!.Name }).ToListAsync(cancel)).Select(m => new StopSign(m.Id, EnrolmentEnd.Replied, $"{Who(m.Who)} wrote"));

    private static async Task<IEnumerable<StopSign>> SuppressedAsync(JarvisDb db, IQueryable<Enrolment> running, CancellationToken cancel) =>
        (await (from e in running
                join s in db.Set<SuppressedAddress>() on e.Lead!.Contact!.Email equals s.Address
                select new { e.Id, Off = s }).ToListAsync(cancel)).Select(s => new StopSign(s.Id, s.Off.Reason == SuppressionReason.Bounced ? EnrolmentEnd.Bounced : EnrolmentEnd.Unsubscribed, $"{s.Off.Address} {s.Off.Words}"));

    private static string Who(string name) => name.Length > 0 ? name : "the lead";
}
