using Jarvis.Skills.Business.Crm;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Scoring;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Crm;

/// <summary>Makes ours from what only the vendor has. A contact becomes a lead that stands on a list, as one of an imported file does; a deal or a note is its contact's.</summary>
internal sealed class CrmNewcomers(OurSide ours, RuleScorer rules, TimeProvider time)
{
    public Task<CrmChange> MakeAsync(JarvisDb db, string vendor, CrmRecord record, CancellationToken cancel) => record.Kind switch
    {
        CrmKind.Contact => ContactAsync(db, vendor, record, cancel),
        CrmKind.Deal => DealAsync(db, vendor, record, cancel),
        _ => NoteAsync(db, vendor, record, cancel),
    };

    private async Task<CrmChange> ContactAsync(JarvisDb db, string vendor, CrmRecord record, CancellationToken cancel)
    {
        if (record[CrmFields.Email].Length == 0 && record[CrmFields.Phone].Length == 0) return CrmChange.Of(record, CrmDeed.Skipped, "has neither an address nor a number");
        var now = time.GetUtcNow();
        var contact = new Contact { CreatedAt = now };
        OurSide.Write(contact, record.Fields);
        db.Add(contact);
        await db.SaveChangesAsync(cancel);
        var (key, score) = ($"crm:{vendor}:contact:{record.Id}", rules.Score(new LeadFacts(vendor, contact.Email, contact.Company, contact.Phone, "", Consent: false, TimeSpan.Zero, [])));
        var lead = new Lead { ContactId = contact.Id, Key = key, Source = vendor, ArrivedAt = now, State = LeadState.Listed, StateSince = now, Score = score.Points, ScoreReasons = score.Words, ScoredAt = now };
        db.Add(lead);
        await db.SaveChangesAsync(cancel);
        db.Add(new Activity { ContactId = contact.Id, LeadId = lead.Id, At = now, Kind = ActivityKinds.Import, Of = vendor, Text = $"Came from {vendor}.", Key = key });
        await LinkAsync(db, new CrmLink { Vendor = vendor, Kind = record.Kind, VendorId = record.Id!, ContactId = contact.Id, LinkedAt = now }, OurSide.Of(contact), record, cancel);
        return CrmChange.Of(record, CrmDeed.Made);
    }

    private async Task<CrmChange> DealAsync(JarvisDb db, string vendor, CrmRecord record, CancellationToken cancel)
    {
        if (await OwnerAsync(db, vendor, record, cancel) is not { } owner) return CrmChange.Of(record, CrmDeed.Skipped, "belongs to no contact that I know");
        var deal = ours.New(record, owner, await db.OpenLeadAsync(owner, cancel), vendor);
        ours.Write(db, deal, record.Fields, vendor);
        db.Add(deal);
        await db.SaveChangesAsync(cancel);
        db.Add(new StageChange { DealId = deal.Id, To = OurSide.PlaceOf(deal), At = time.GetUtcNow(), By = vendor });
        await OurSide.FollowAsync(db, deal, time.GetUtcNow(), cancel);
        await LinkAsync(db, new CrmLink { Vendor = vendor, Kind = record.Kind, VendorId = record.Id!, DealId = deal.Id, LinkedAt = time.GetUtcNow() }, ours.Of(deal), record, cancel);
        return CrmChange.Of(record, CrmDeed.Made);
    }

    private async Task<CrmChange> NoteAsync(JarvisDb db, string vendor, CrmRecord record, CancellationToken cancel)
    {
        if (record[CrmFields.Text].Length == 0) return CrmChange.Of(record, CrmDeed.Skipped, "is empty");
        if (await OwnerAsync(db, vendor, record, cancel) is not { } owner) return CrmChange.Of(record, CrmDeed.Skipped, "belongs to no contact that I know");
        var note = new Activity { ContactId = owner, At = record.ChangedAt ?? time.GetUtcNow(), Kind = ActivityKinds.Note, Of = vendor, Text = record[CrmFields.Text], Untrusted = true, Key = $"crm:{vendor}:note:{record.Id}" };
        db.Add(note);
        await db.SaveChangesAsync(cancel);
        await LinkAsync(db, new CrmLink { Vendor = vendor, Kind = record.Kind, VendorId = record.Id!, NoteId = note.Id, LinkedAt = time.GetUtcNow() }, OurSide.Of(note), record, cancel);
        return CrmChange.Of(record, CrmDeed.Made);
    }

    private static async Task<int?> OwnerAsync(JarvisDb db, string vendor, CrmRecord record, CancellationToken cancel) =>
        record.ContactId is not { } id ? null : await db.Set<CrmLink>().Where(l => l.Vendor == vendor && l.Kind == CrmKind.Contact && l.VendorId == id).Select(l => l.ContactId).FirstOrDefaultAsync(cancel);

    private static async Task LinkAsync(JarvisDb db, CrmLink link, CrmRecord our, CrmRecord theirs, CancellationToken cancel)
    {
        link.Agree(our, theirs);
        db.Add(link);
        await db.SaveChangesAsync(cancel);
    }
}
