using Jarvis.Skills.Business.Crm;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Crm;

/// <summary>One of ours that is to go to the vendor.</summary>
/// <param name="Link">Null for one that the vendor does not have.</param>
/// <param name="OurContact">For a deal or a note: whose it is.</param>
internal sealed record CrmSend(CrmRecord Record, CrmLink? Link, int? OurContact)
{
    public string Title => CrmTitles.Of(Record);

    /// <summary>The fields that changed since both were last equal, from what to what; empty for a new one.</summary>
    public string What => Link is null ? "" : string.Join("; ", OurSide.Changed(Link, Record).Select(f => $"{f}: \"{Link.Ours[f]}\" → \"{Record[f]}\""));
}

/// <summary>Finds what of ours is new or changed since both were last equal.</summary>
internal sealed class CrmWaiting(CrmChoice choice, OurSide ours, IDbContextFactory<JarvisDb> databases, IOptions<CrmOptions> options, TimeProvider time)
{
    /// <summary>Contacts first: a deal can go only where its contact is.</summary>
    /// <exception cref="BadRequestException">No CRM is set up; says what to write.</exception>
    public async Task<IReadOnlyList<CrmSend>> FindAsync(CancellationToken cancel)
    {
        var vendor = choice.Crm?.Vendor ?? throw new BadRequestException(CrmChoice.NotSetUp);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var links = (await db.Set<CrmLink>().AsNoTracking().Where(l => l.Vendor == vendor && l.Kind != CrmKind.Note).ToListAsync(cancel)).Where(l => l.OurId is not null)
            .GroupBy(l => (l.Kind, l.OurId!.Value)).ToDictionary(g => g.Key, g => g.OrderBy(l => l.DeletedAt is not null).ThenBy(l => l.Id).First());
        var sends = new List<CrmSend>();
        await foreach (var contact in db.Set<Contact>().AsNoTracking().Where(c => c.MergedIntoId == null && (c.Email != null || c.Phone != "")).OrderBy(c => c.Id).AsAsyncEnumerable().WithCancellation(cancel)) Add(OurSide.Of(contact), null);
        await foreach (var deal in db.Set<Deal>().AsNoTracking().OrderBy(d => d.Id).AsAsyncEnumerable().WithCancellation(cancel)) Add(ours.Of(deal), deal.ContactId);
        foreach (var line in await LinesAsync(db, vendor, cancel)) sends.Add(new CrmSend(OurSide.Of(line), null, line.ContactId));
        return sends;

        void Add(CrmRecord record, int? contact)
        {
            var link = links.GetValueOrDefault((record.Kind, record.OurId!.Value));
            // What is deleted there is not brought back, and what both changed waits for a word.
            if (link is { DeletedAt: not null } or { ConflictJson: not null } || (link is not null && !OurSide.Changed(link, record).Any())) return;
            sends.Add(new CrmSend(record with { Id = link?.VendorId }, link, contact));
        }
    }

    /// <summary>Remembers when ours was first seen changed: for the rule that the newest counts.</summary>
    public async Task NoteChangesAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var changed = (await FindAsync(cancel)).Where(s => s.Link is { OurChangeSeenAt: null }).Select(s => s.Link!.Id).ToList();
        await using var db = await databases.CreateDbContextAsync(cancel);
        foreach (var part in changed.Chunk(500)) await db.Set<CrmLink>().Where(l => part.Contains(l.Id)).ExecuteUpdateAsync(s => s.SetProperty(l => l.OurChangeSeenAt, now), cancel);
    }

    /// <summary>What happened with a contact since it was linked, and did not come from the vendor.</summary>
    private async Task<IReadOnlyList<Activity>> LinesAsync(JarvisDb db, string vendor, CancellationToken cancel)
    {
        var kinds = options.Value.ActivityList;
        var links = db.Set<CrmLink>().Where(l => l.Vendor == vendor);
        return await db.Set<Activity>().AsNoTracking()
            .Where(a => kinds.Contains(a.Kind) && links.Any(l => l.ContactId == a.ContactId && l.DeletedAt == null && l.LinkedAt <= a.At) && !links.Any(l => l.NoteId == a.Id) && (a.Text != "" || a.Of != ""))
            .OrderBy(a => a.Id).ToListAsync(cancel);
    }
}
