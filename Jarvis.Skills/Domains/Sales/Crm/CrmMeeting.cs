using System.Globalization;
using System.Text.Json;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Crm;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Crm;

/// <summary>Brings one of the vendor's together with ours: by its link, a contact also by its address; what we do not have is made. Saves, and leaves the transaction to its caller.</summary>
internal sealed class CrmMeeting(OurSide ours, CrmNewcomers newcomers, IOptions<CrmOptions> options, TimeProvider time)
{
    public async Task<CrmChange> MeetAsync(JarvisDb db, string vendor, CrmRecord record, CancellationToken cancel)
    {
        var link = await db.Set<CrmLink>().FirstOrDefaultAsync(l => l.Vendor == vendor && l.Kind == record.Kind && l.VendorId == record.Id, cancel);
        if (record.Deleted) return await LeaveAsync(db, link, record, cancel);
        if (link is null)
        {
            if (record.Kind != CrmKind.Contact || await db.ByEmailAsync(record[CrmFields.Email], cancel) is not { } known) return await newcomers.MakeAsync(db, vendor, record, cancel);
            db.Add(link = new CrmLink { Vendor = vendor, Kind = record.Kind, VendorId = record.Id!, ContactId = known.Id, LinkedAt = time.GetUtcNow() });
            await db.SaveChangesAsync(cancel);
            return await MeetContactAsync(db, link, record, CrmDeed.Joined, cancel);
        }
        // Of a note the words are taken over once; ours that was removed stays removed.
        if (link.OurId is null || link.Kind == CrmKind.Note) return CrmChange.Of(record, CrmDeed.Same);
        return link.Kind == CrmKind.Contact ? await MeetContactAsync(db, link, record, CrmDeed.Same, cancel) : await MeetDealAsync(db, link, record, cancel);
    }

    /// <summary>Some of the vendor's fields into ours, whoever was changed when: so it was settled.</summary>
    public async Task TakeAsync(JarvisDb db, CrmLink link, IReadOnlyDictionary<string, string> fields, CancellationToken cancel)
    {
        if (link.Kind == CrmKind.Contact) OurSide.Write(await db.Set<Contact>().FirstAsync(c => c.Id == link.ContactId, cancel), fields);
        else ours.Write(db, await db.Set<Deal>().FirstAsync(d => d.Id == link.DealId, cancel), fields, link.Vendor);
    }

    private async Task<CrmChange> LeaveAsync(JarvisDb db, CrmLink? link, CrmRecord record, CancellationToken cancel)
    {
        if (link is null || link.DeletedAt is not null) return CrmChange.Of(record, CrmDeed.Same);
        (link.DeletedAt, link.ConflictJson) = (time.GetUtcNow(), null);
        if (link.ContactId is { } contact)
            db.Add(new Activity { ContactId = contact, At = time.GetUtcNow(), Kind = ActivityKinds.Import, Of = link.Vendor, Text = $"Was deleted at {link.Vendor}.", Key = string.Create(CultureInfo.InvariantCulture, $"crm:gone:{link.Id}:{time.GetUtcNow().ToUnixTimeMilliseconds()}") });
        await db.SaveChangesAsync(cancel);
        return CrmChange.Of(record, CrmDeed.Gone, "deleted there; ours stays, and is not sent again");
    }

    private async Task<CrmChange> MeetContactAsync(JarvisDb db, CrmLink link, CrmRecord record, CrmDeed otherwise, CancellationToken cancel)
    {
        var contact = await db.Set<Contact>().FirstAsync(c => c.Id == link.ContactId, cancel);
        if (await db.Set<CrmLink>().AnyAsync(l => l.Vendor == link.Vendor && l.Kind == link.Kind && l.ContactId == link.ContactId && l.Id < link.Id && l.DeletedAt == null, cancel))
        {
            // The vendor has this person twice: the older record is the one that is kept equal, and the other gives what that one lacks.
            var before = OurSide.Of(contact);
            OurSide.Write(contact, record.Fields.Where(f => before[f.Key].Length == 0).ToDictionary(StringComparer.Ordinal));
            link.Agree(OurSide.Of(contact), record);
            await db.SaveChangesAsync(cancel);
            return otherwise == CrmDeed.Joined ? CrmChange.Of(record, CrmDeed.Twice, $"is there twice, the second time as number {record.Id}; both are one here") : CrmChange.Of(record, CrmDeed.Same);
        }
        var fields = Judge(link, OurSide.Of(contact), record);
        OurSide.Write(contact, Taken(fields));
        return await KeepAsync(db, link, fields, OurSide.Of(contact), record, otherwise, cancel);
    }

    private async Task<CrmChange> MeetDealAsync(JarvisDb db, CrmLink link, CrmRecord record, CancellationToken cancel)
    {
        var deal = await db.Set<Deal>().FirstAsync(d => d.Id == link.DealId, cancel);
        var (fields, wasOpen) = (Judge(link, ours.Of(deal), record), deal.Won is null);
        ours.Write(db, deal, Taken(fields), link.Vendor);
        if (wasOpen != deal.Won is null) await OurSide.FollowAsync(db, deal, time.GetUtcNow(), cancel);
        var change = await KeepAsync(db, link, fields, ours.Of(deal), record, CrmDeed.Same, cancel);
        if (!wasOpen || deal.Won is not { } won) return change;
        var end = won ? Stages.Won : Stages.Lost;
        return change with
        {
            Event = new BusinessEvent
            {
                Type = $"deal.{end}", Key = string.Create(CultureInfo.InvariantCulture, $"crm:{link.Id}:{end}:{time.GetUtcNow().ToUnixTimeMilliseconds()}"), At = time.GetUtcNow(),
                Subject = string.Create(CultureInfo.InvariantCulture, $"{deal.Title} (deal {deal.Id})"), Text = $"at {link.Vendor}", AmountMinor = deal.AmountMinor, Currency = deal.Currency, Untrusted = true,
            },
        };
    }

    private IReadOnlyList<CrmField> Judge(CrmLink link, CrmRecord our, CrmRecord theirs) =>
        CrmVerdict.On(our, theirs, link.Ours, link.Theirs, link.OurChangeSeenAt ?? time.GetUtcNow(), options.Value.Rule);

    private static Dictionary<string, string> Taken(IReadOnlyList<CrmField> fields) => fields.Where(f => f.Side == CrmSide.Theirs).ToDictionary(f => f.Name, f => f.Theirs, StringComparer.Ordinal);

    /// <summary>Remembers how both are now: what differs from what is remembered of ours is sent with the next sync.</summary>
    private static async Task<CrmChange> KeepAsync(JarvisDb db, CrmLink link, IReadOnlyList<CrmField> fields, CrmRecord our, CrmRecord theirs, CrmDeed otherwise, CancellationToken cancel)
    {
        var (ourBase, theirBase) = (link.Ours, link.Theirs);
        foreach (var field in fields.Where(f => f.Side != CrmSide.Ask))
        {
            if (field.Side != CrmSide.Ours) ourBase[field.Name] = our[field.Name];
            else ourBase.TryAdd(field.Name, field.Theirs);
            theirBase[field.Name] = field.Theirs;
        }
        (link.OursJson, link.TheirsJson, link.DeletedAt) = (JsonSerializer.Serialize(ourBase), JsonSerializer.Serialize(theirBase), null);
        var asked = fields.Where(f => f.Side == CrmSide.Ask).ToDictionary(f => f.Name, f => f.Theirs, StringComparer.Ordinal);
        link.ConflictJson = asked.Count == 0 ? null : JsonSerializer.Serialize(asked);
        await db.SaveChangesAsync(cancel);

        var what = string.Join("; ", fields.Where(f => f.Side is CrmSide.Theirs or CrmSide.Ask || f.Clash).Select(f =>
            f.Clash ? $"{f.Name}: ours \"{f.Ours}\", theirs \"{f.Theirs}\"{f.Side switch { CrmSide.Theirs => ", theirs counts", CrmSide.Ours => ", ours counts", _ => "" }}" : $"{f.Name}: \"{f.Ours}\" → \"{f.Theirs}\""));
        return CrmChange.Of(theirs, asked.Count > 0 ? CrmDeed.Conflict : otherwise == CrmDeed.Joined ? otherwise : what.Length > 0 ? CrmDeed.Changed : otherwise, what);
    }
}
