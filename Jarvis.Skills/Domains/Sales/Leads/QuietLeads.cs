using Jarvis.Skills.Domains.Sales.Sequences;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Leads;

/// <summary>Leads that were answered, and neither wrote nor were written to for some days.</summary>
internal sealed class QuietLeads(IDbContextFactory<JarvisDb> databases, IOptions<SalesOptions> options, TimeProvider time)
{
    public int Days => options.Value.QuietDays;

    /// <summary>The best first. Nobody on an imported list is among them: they were never answered.</summary>
    public async Task<IReadOnlyList<Lead>> FindAsync(int days, int most, CancellationToken cancel)
    {
        var since = time.GetUtcNow().AddDays(-days);
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Lead>().AsNoTracking().Include(l => l.Contact)
            .Where(l => (l.State == LeadState.Answered || l.State == LeadState.Talking) && l.FirstAnsweredAt < since && l.Contact!.Email != null && l.Contact.LastActiveAt < since
                && !db.Set<Activity>().Any(a => a.ContactId == l.ContactId && a.Kind == ActivityKinds.MailOut && a.At >= since))
            // Who is in a sequence is written to anyway.
            .Where(l => !db.Set<Enrolment>().Any(e => e.RunningLeadId == l.Id))
            .OrderByDescending(l => l.Score).Take(most).ToListAsync(cancel);
    }
}
