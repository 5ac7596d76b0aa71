using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Import;

/// <summary>
/// Writes thousands of rows at a time, by the rules of the intake: one address is one contact, what somebody gave before is not written over, and
/// every row is a line of a timeline. Each part is one transaction, between which others may write.
/// </summary>
internal sealed class LeadImports(IDbContextFactory<JarvisDb> databases, ImportPart parts, LeadIntake intake, EventStream events, TimeProvider time) : ILeadImports
{
    private const int Rows = 2000;
    private const int Removals = 1000;

    public async Task<LeadImport> ImportAsync(Guid action, string by, LeadFile file, CancellationToken cancel)
    {
        var import = await BeginAsync(action, by, file, cancel);
        foreach (var part in file.Rows.Where(r => r.Row > import.LastRow).Chunk(Rows)) await intake.AloneAsync(() => parts.WriteAsync(import, part, cancel), cancel);
        await events.PublishAsync(new BusinessEvent
        {
            Type = "leads.imported", Key = $"{import.Prefix}done", At = import.At, Subject = file.Name, Text = $"{import.NewLeads:#,0} new leads, {import.Known:#,0} known contacts", Untrusted = false,
        }, cancel);
        return import;
    }

    public async Task<UndoneImport> UndoAsync(int import, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Set<LeadImport>().FirstAsync(i => i.Id == import, cancel);
        var prefix = row.Prefix;
        var leads = await db.Set<Lead>().Where(l => l.Key.StartsWith(prefix)).Select(l => new
        {
            l.Id, l.ContactId,
            Touched = l.State != LeadState.Listed || db.Set<Activity>().Any(a => a.LeadId == l.Id && !a.Key.StartsWith(prefix)) || db.Set<Deal>().Any(d => d.LeadId == l.Id),
            // A contact that was there before, or was met again since, stays.
            ContactStays = l.Contact!.CreatedAt != row.At || db.Set<Contact>().Any(c => c.MergedIntoId == l.ContactId) || db.Set<Activity>().Any(a => a.ContactId == l.ContactId && !a.Key.StartsWith(prefix))
                || db.Set<Lead>().Any(o => o.ContactId == l.ContactId && o.Id != l.Id) || db.Set<Deal>().Any(d => d.ContactId == l.ContactId),
        }).ToListAsync(cancel);
        var untouched = leads.Where(l => !l.Touched).ToList();
        foreach (var part in untouched.Chunk(Removals))
        {
            var ids = part.Select(l => l.Id).ToList();
            var contacts = part.Where(l => !l.ContactStays).Select(l => l.ContactId).ToList();
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await db.Set<Activity>().Where(a => a.LeadId != null && ids.Contains(a.LeadId.Value)).ExecuteDeleteAsync(cancel);
            await db.Set<Lead>().Where(l => ids.Contains(l.Id)).ExecuteDeleteAsync(cancel);
            await db.Set<Activity>().Where(a => contacts.Contains(a.ContactId) && a.Key.StartsWith(prefix)).ExecuteDeleteAsync(cancel);
            await db.Set<Contact>().Where(c => contacts.Contains(c.Id)).ExecuteDeleteAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        row.UndoneAt ??= time.GetUtcNow();
        await db.SaveChangesAsync(cancel);
        return new UndoneImport(untouched.Count, leads.Count - untouched.Count);
    }

    private async Task<LeadImport> BeginAsync(Guid action, string by, LeadFile file, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<LeadImport>().AsNoTracking().FirstOrDefaultAsync(i => i.ActionId == action, cancel) is { } begun) return begun;
        var import = new LeadImport { ActionId = action, FileName = file.Name, At = time.GetUtcNow(), By = by, Wrong = file.Wrong.Count };
        db.Add(import);
        await db.SaveChangesAsync(cancel);
        return import;
    }
}
