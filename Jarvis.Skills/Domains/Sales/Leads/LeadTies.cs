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
        Add(await db.Set<Activity>().CountAsync(a => a.LeadId == lead.Id && a.Kind != ActivityKinds.Note && a.Kind != ActivityKinds.Task && a.Kind != ActivityKinds.Sequence, cancel), "line of what happened");
        if (await db.Set<CrmLink>().Where(l => l.ContactId == lead.ContactId).Select(l => l.Vendor).FirstOrDefaultAsync(cancel) is { } vendor) ties.Add($"a contact in {vendor}");
        return ties;
    }
}
