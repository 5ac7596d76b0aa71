using Jarvis.Skills.Business.Crm;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Crm;

/// <summary>What a sync sent, and what it left with the reason.</summary>
internal sealed record CrmSent(int Made, int Changed, IReadOnlyList<string> Left);

/// <summary>
/// Sends what was approved, after a look at what changed at the vendor meanwhile: what is no longer as it was approved is left for the next sync, so that nothing
/// is written over that nobody has seen. Each record that arrived is linked before the next goes.
/// </summary>
internal sealed class CrmPush(CrmPull pull, IDbContextFactory<JarvisDb> databases, TimeProvider time)
{
    /// <exception cref="CrmException">The vendor cannot be read or written to; what was sent before stays linked.</exception>
    public async Task<CrmSent> SendAsync(string vendor, ICrmWriter writer, IReadOnlyList<CrmSend> sends, CancellationToken cancel)
    {
        await pull.LookAsync(cancel);
        var (made, changed, left) = (0, 0, new List<string>());
        foreach (var send in sends)
        {
            try
            {
                await using var db = await databases.CreateDbContextAsync(cancel);
                if (await SendAsync(db, vendor, writer, send, cancel) is { } reason) left.Add($"{send.Title}: {reason}");
                else if (send.Link is null) made++;
                else changed++;
            }
            catch (CrmException e) when (e.OnlyThis)
            {
                left.Add($"{send.Title}: {e.Message}");
            }
            catch (CrmException e)
            {
                throw new CrmException($"{e.Message} {made + changed} of {sends.Count} were sent before; the rest waits.", e);
            }
        }
        return new CrmSent(made, changed, left);
    }

    /// <returns>Why it was not sent; null when it was.</returns>
    private async Task<string?> SendAsync(JarvisDb db, string vendor, ICrmWriter writer, CrmSend send, CancellationToken cancel)
    {
        var (record, links) = (send.Record, db.Set<CrmLink>().Where(l => l.Vendor == vendor));
        var link = send.Link is { Id: var id } ? await links.FirstOrDefaultAsync(l => l.Id == id, cancel) : await FindAsync(links, record, cancel);
        if (send.Link is null && link is not null) return $"was found at {vendor} meanwhile; what differs waits for the next sync";
        if (send.Link is not null && (link is null || link.ConflictJson is not null || link.DeletedAt is not null || link.OursJson != send.Link.OursJson || link.TheirsJson != send.Link.TheirsJson))
            return $"was changed at {vendor} meanwhile; the next sync has it";
        if (send.OurContact is { } owner)
        {
            record = record with { ContactId = await links.Where(l => l.ContactId == owner && l.DeletedAt == null).OrderBy(l => l.Id).Select(l => l.VendorId).FirstOrDefaultAsync(cancel) };
            if (record.ContactId is null) return $"its contact is not at {vendor}";
        }
        try
        {
            var given = await writer.UpsertAsync(record, cancel);
            if (link is null && await links.AnyAsync(l => l.Kind == record.Kind && l.VendorId == given, cancel)) return $"{vendor} has its address for another contact of ours; \"duplicates\" shows them";
            if (link is null) db.Add(link = Made(vendor, record, given));
            link.Agree(record, record);
        }
        catch (CrmException e) when (e.Gone && link is not null)
        {
            link.DeletedAt = time.GetUtcNow();
            await db.SaveChangesAsync(cancel);
            return $"was deleted at {vendor}; ours stays, and is not sent again";
        }
        await db.SaveChangesAsync(cancel);
        return null;
    }

    private static Task<CrmLink?> FindAsync(IQueryable<CrmLink> links, CrmRecord record, CancellationToken cancel) => record.Kind switch
    {
        CrmKind.Contact => links.FirstOrDefaultAsync(l => l.ContactId == record.OurId, cancel),
        CrmKind.Deal => links.FirstOrDefaultAsync(l => l.DealId == record.OurId, cancel),
        _ => links.FirstOrDefaultAsync(l => l.NoteId == record.OurId, cancel),
    };

    private CrmLink Made(string vendor, CrmRecord record, string id) => new()
    {
        Vendor = vendor, Kind = record.Kind, VendorId = id, LinkedAt = time.GetUtcNow(), ContactId = record.Kind == CrmKind.Contact ? (int?)record.OurId : null,
        DealId = record.Kind == CrmKind.Deal ? (int?)record.OurId : null, NoteId = record.Kind == CrmKind.Note ? record.OurId : null,
    };
}
