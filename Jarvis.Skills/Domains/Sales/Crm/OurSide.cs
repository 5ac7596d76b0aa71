using System.Globalization;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Crm;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Crm;

/// <summary>Our contacts, deals and notes as records that a vendor's are compared with, and the vendor's written into ours.</summary>
internal sealed class OurSide(IOptions<CrmOptions> options, Stages stages, IOptions<BusinessOptions> business, TimeProvider time)
{
    private const int MostNote = 5000;

    public static CrmRecord Of(Contact contact) => new(CrmKind.Contact, CrmText.Fields((CrmFields.Name, contact.Name), (CrmFields.Email, contact.Email ?? ""), (CrmFields.Company, contact.Company), (CrmFields.Phone, contact.Phone))) { OurId = contact.Id };

    /// <summary>A note as it stands; another line of the timeline with what it was before its words.</summary>
    public static CrmRecord Of(Activity line)
    {
        var what = line.Kind switch { ActivityKinds.Note => "", ActivityKinds.MailIn => "They mailed", ActivityKinds.MailOut => "We mailed", ActivityKinds.Quote => "Quote", ActivityKinds.Task => "Task", var other => other };
        var head = what.Length == 0 ? "" : line.Of.Length == 0 ? what : $"{what}: {line.Of}";
        return new CrmRecord(CrmKind.Note, CrmText.Fields((CrmFields.Text, Cut(string.Join('\n', new[] { head, line.Text.ReplaceLineEndings("\n") }.Where(t => t.Length > 0)), MostNote)))) { OurId = line.Id, ChangedAt = line.At };
    }

    public CrmRecord Of(Deal deal)
    {
        var state = deal.Won switch { true => "won", false => "lost", _ => "open" };
        return new CrmRecord(CrmKind.Deal, CrmText.Fields((CrmFields.Title, deal.Title), (CrmFields.Amount, deal.Amount.Amount.ToString("0.##", CultureInfo.InvariantCulture)), (CrmFields.Currency, deal.Currency),
            (CrmFields.Stage, TheirStage(state == "open" ? deal.Stage : state)), (CrmFields.State, state))) { OurId = deal.Id };
    }

    /// <summary>Ours of a link that has one.</summary>
    public async Task<CrmRecord> OfAsync(JarvisDb db, CrmLink link, CancellationToken cancel) => link.Kind switch
    {
        CrmKind.Contact => Of(await db.Set<Contact>().FirstAsync(c => c.Id == link.ContactId, cancel)),
        CrmKind.Deal => Of(await db.Set<Deal>().FirstAsync(d => d.Id == link.DealId, cancel)),
        _ => Of(await db.Set<Activity>().FirstAsync(a => a.Id == link.NoteId, cancel)),
    };

    /// <summary>Our fields that are no longer as they were when both were last equal.</summary>
    public static IEnumerable<string> Changed(CrmLink link, CrmRecord our) => link.Ours.Where(f => our[f.Key] != f.Value).Select(f => f.Key).Order(StringComparer.Ordinal);

    public static void Write(Contact contact, IReadOnlyDictionary<string, string> fields)
    {
        if (fields.TryGetValue(CrmFields.Name, out var name)) contact.Name = Cut(name, 200);
        if (fields.TryGetValue(CrmFields.Email, out var email)) contact.Email = email.Length > 0 ? Cut(email, 254) : null;
        if (fields.TryGetValue(CrmFields.Company, out var company)) contact.Company = Cut(company, 200);
        if (fields.TryGetValue(CrmFields.Phone, out var phone)) contact.Phone = Cut(phone, 40);
    }

    public void Write(JarvisDb db, Deal deal, IReadOnlyDictionary<string, string> fields, string by)
    {
        var now = time.GetUtcNow();
        if (fields.TryGetValue(CrmFields.Title, out var title) && title.Length > 0) deal.Title = Cut(title, 200);
        if (fields.TryGetValue(CrmFields.Currency, out var currency) && currency.Length == 3) deal.Currency = currency;
        if (fields.TryGetValue(CrmFields.Amount, out var amount)) deal.AmountMinor = Money.Of(decimal.TryParse(amount, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : 0, deal.Currency).Minor;
        var before = PlaceOf(deal);
        if (fields.TryGetValue(CrmFields.State, out var state))
        {
            deal.Won = state switch { "won" => true, "lost" => false, _ => null };
            deal.ClosedAt = deal.Won is null ? null : deal.ClosedAt ?? now;
        }
        if (fields.TryGetValue(CrmFields.Stage, out var stage) && OurStage(stage) is { } ours) deal.Stage = ours;
        var after = PlaceOf(deal);
        if (before == after && deal.Id != 0) return;
        deal.StageSince = now;
        if (deal.Id != 0) db.Add(new StageChange { DealId = deal.Id, From = before, To = after, At = now, By = by });
    }

    /// <summary>Where a deal stands, as its history says it.</summary>
    public static string PlaceOf(Deal deal) => deal.Won switch { true => Stages.Won, false => Stages.Lost, _ => deal.Stage };

    /// <summary>The lead that a deal came from stands as its deal does.</summary>
    public static async Task FollowAsync(JarvisDb db, Deal deal, DateTimeOffset now, CancellationToken cancel)
    {
        if (deal.LeadId is null || await db.Set<Lead>().FirstOrDefaultAsync(l => l.Id == deal.LeadId, cancel) is not { } lead) return;
        (lead.State, lead.StateSince) = (deal.Won switch { true => LeadState.Won, false => LeadState.Lost, _ => LeadState.Qualified }, now);
    }

    public Deal New(CrmRecord record, int contact, Lead? lead, string vendor) => new()
    {
        ContactId = contact, LeadId = lead?.Id, Title = record[CrmFields.Title] is { Length: > 0 } title ? Cut(title, 200) : $"Deal {record.Id}", Stage = OurStage(record[CrmFields.Stage]) ?? stages.First.Name,
        Currency = record[CrmFields.Currency] is { Length: 3 } currency ? currency : business.Value.Currency, Source = lead?.Source ?? vendor, CreatedAt = time.GetUtcNow(), StageSince = time.GetUtcNow(),
    };

    private string TheirStage(string ours) => options.Value.Stages.TryGetValue(ours, out var theirs) ? theirs : (ours, options.Value.Vendor) switch
    {
        (Stages.Won, "HubSpot") => "closedwon",
        (Stages.Lost, "HubSpot") => "closedlost",
        (Stages.Won, _) => "Closed Won",
        (Stages.Lost, _) => "Closed Lost",
        _ => ours,
    };

    /// <summary>Null for one that settings do not name: ours stays as it is.</summary>
    private string? OurStage(string theirs) =>
        stages.Find(options.Value.Stages.FirstOrDefault(s => string.Equals(s.Value, theirs, StringComparison.OrdinalIgnoreCase)).Key ?? theirs)?.Name;

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
