using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Crm;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Crm;

/// <summary>
/// Reads what changed at the vendor, a page at a time, into our own store. A page and the place up to which it was read are one transaction: a page that
/// breaks off changes nothing and is read again.
/// </summary>
internal sealed class CrmPull(CrmChoice choice, CrmMeeting meeting, LeadIntake intake, EventStream events, IDbContextFactory<JarvisDb> databases, TimeProvider time) : IDisposable
{
    private static readonly CrmKind[] Kinds = Enum.GetValues<CrmKind>();

    // Two looks at once would both read the same.
    private readonly SemaphoreSlim looking = new(1, 1);

    /// <exception cref="CrmException">The vendor cannot be read; what was read before it failed is kept.</exception>
    public async Task<CrmLook> LookAsync(CancellationToken cancel)
    {
        var crm = choice.Crm ?? throw new CrmException(CrmChoice.NotSetUp);
        await looking.WaitAsync(cancel);
        try
        {
            return new CrmLook(await ReadAsync(crm, cancel), Whole: true);
        }
        finally
        {
            looking.Release();
        }
    }

    public void Dispose() => looking.Dispose();

    private async Task<List<CrmChange>> ReadAsync(ICrm crm, CancellationToken cancel)
    {
        var changes = new List<CrmChange>();
        foreach (var kind in Kinds)
        {
            var cursor = await CursorAsync(crm.Vendor, kind, cancel);
            for (var more = true; more;)
            {
                var page = await crm.ChangesAsync(kind, cursor, cancel);
                List<CrmChange> taken = [];
                await intake.AloneAsync(async () => taken = await KeepAsync(crm.Vendor, kind, page, cancel), cancel);
                foreach (var happened in taken.Select(c => c.Event).OfType<BusinessEvent>()) await events.PublishAsync(happened, cancel);
                changes.AddRange(taken);
                (cursor, more) = (page.Cursor, page.More);
            }
        }
        return changes;
    }

    /// <summary>What a look would do. All pages are read before the first is taken, so that a deal finds its contact, and nothing is kept.</summary>
    /// <param name="pages">At most so many of a kind.</param>
    /// <exception cref="CrmException">The vendor cannot be read.</exception>
    public async Task<CrmLook> DryLookAsync(int pages, CancellationToken cancel)
    {
        var crm = choice.Crm ?? throw new CrmException(CrmChoice.NotSetUp);
        var (records, whole) = (new List<CrmRecord>(), true);
        foreach (var kind in Kinds)
        {
            var cursor = await CursorAsync(crm.Vendor, kind, cancel);
            var more = true;
            for (var read = 0; more && read < pages; read++)
            {
                var page = await crm.ChangesAsync(kind, cursor, cancel);
                records.AddRange(page.Records);
                (cursor, more) = (page.Cursor, page.More);
            }
            whole &= !more;
        }
        var changes = new List<CrmChange>();
        await intake.AloneAsync(async () =>
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            foreach (var record in records) changes.Add(await meeting.MeetAsync(db, crm.Vendor, record, cancel));
            await transaction.RollbackAsync(cancel);
        }, cancel);
        return new CrmLook(changes, whole);
    }

    private async Task<List<CrmChange>> KeepAsync(string vendor, CrmKind kind, CrmPage page, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var changes = new List<CrmChange>();
        foreach (var record in page.Records) changes.Add(await meeting.MeetAsync(db, vendor, record, cancel));
        var place = await db.Set<CrmCursor>().FindAsync([vendor, kind], cancel);
        if (place is null) db.Add(place = new CrmCursor { Vendor = vendor, Kind = kind, Cursor = page.Cursor });
        (place.Cursor, place.ReadAt) = (page.Cursor, time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return changes;
    }

    private async Task<string?> CursorAsync(string vendor, CrmKind kind, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<CrmCursor>().Where(c => c.Vendor == vendor && c.Kind == kind).Select(c => c.Cursor).FirstOrDefaultAsync(cancel);
    }
}
