using Jarvis.Skills.Domains.Sales.Crm;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Sequences;
using Jarvis.Skills.Domains.Sales.Tasks;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Leads;

/// <summary>What hangs on a lead beside the owner's own notes, so that it cannot be taken for one that never was.</summary>
internal static class LeadTies
{
    /// <returns>"2 mails or visits", "1 task", as a person reads them; empty when nothing does.</returns>
    public static async Task<IReadOnlyList<string>> TiesAsync(this JarvisDb db, Lead lead, CancellationToken cancel)
    {
        var ties = new List<string>();
        void Add(int count, string what)
        {
            if (count > 0) ties.Add(Count(count, what));
        }
        Add(await db.Set<Deal>().CountAsync(d => d.LeadId == lead.Id, cancel), "deal");
        Add(await db.Set<LeadTask>().CountAsync(t => t.LeadId == lead.Id, cancel), "task");
        Add(await db.Set<Enrolment>().CountAsync(e => e.LeadId == lead.Id, cancel), "sequence");
        // A task's and a sequence's lines are told by them.
        Add(await db.Set<Activity>().CountAsync(a => a.LeadId == lead.Id && a.Kind != ActivityKinds.Note && a.Kind != ActivityKinds.Task && a.Kind != ActivityKinds.Sequence, cancel), "event");
        if (await db.Set<CrmLink>().Where(l => l.ContactId == lead.ContactId).Select(l => l.Vendor).FirstOrDefaultAsync(cancel) is { } vendor) ties.Add($"a contact in {vendor}");
        return ties;
    }

    /// <summary>Whether anything is this contact's, such as another who was found to be the same person.</summary>
    public static async Task<bool> HasAnythingAsync(this JarvisDb db, int contact, CancellationToken cancel) =>
        await db.Set<Lead>().AnyAsync(l => l.ContactId == contact, cancel) || await db.Set<Activity>().AnyAsync(a => a.ContactId == contact, cancel)
        || await db.Set<Deal>().AnyAsync(d => d.ContactId == contact, cancel) || await db.Set<LeadTask>().AnyAsync(t => t.ContactId == contact, cancel)
        || await db.Set<Contact>().AnyAsync(c => c.MergedIntoId == contact, cancel);
}
