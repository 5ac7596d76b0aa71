using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Scoring;
using Jarvis.Skills.Domains.Sales.Scoring.Learning;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Import;

/// <summary>Writes one part of a file in one transaction.</summary>
internal sealed class ImportPart(IDbContextFactory<JarvisDb> databases, KnownContacts known, LeadScorer scorer)
{
    private const string Source = "import";

    public async Task WriteAsync(LeadImport import, IReadOnlyList<ImportRow> rows, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var people = await known.FindAsync(db, rows, cancel);
        var before = people.Values.Select(c => c.Id).ToHashSet();
        var leadOf = await LeadsAsync(db, [.. before], cancel);
        var fresh = rows.Where(r => !people.ContainsKey(KnownContacts.KeyOf(r))).DistinctBy(KnownContacts.KeyOf, StringComparer.Ordinal).ToList();
        var contactIds = await BulkRows.ReserveIdsAsync<Contact>(db, fresh.Count, cancel);
        for (var i = 0; i < fresh.Count; i++) people[KnownContacts.KeyOf(fresh[i])] = new Contact { Id = contactIds[i], Email = fresh[i].Email, CreatedAt = import.At };

        var (leads, lines) = (new List<(Contact Contact, ImportRow Row)>(), new List<(Contact Contact, ImportRow Row)>());
        var met = new HashSet<int>();
        var (wasKnown, repeated) = (0, 0);
        foreach (var row in rows)
        {
            var contact = people[KnownContacts.KeyOf(row)];
            Fill(contact, row);
            lines.Add((contact, row));
            if (!met.Add(contact.Id) || (before.Contains(contact.Id) && contact.CreatedAt == import.At)) repeated++;
            else if (before.Contains(contact.Id)) wasKnown++;
            // Whoever bought or said no is no lead again for standing on a list.
            if (leadOf.TryAdd(contact.Id, null)) leads.Add((contact, row));
        }
        var inUse = await scorer.InUseAsync(cancel);
        var leadIds = await BulkRows.ReserveIdsAsync<Lead>(db, leads.Count, cancel);
        await BulkRows.InsertAsync(db, people.Values.Where(c => !before.Contains(c.Id)).OrderBy(c => c.Id), cancel, withKeys: true);
        await BulkRows.InsertAsync(db, leads.Select((l, i) => Made(import, leadIds[i], l.Contact, l.Row, inUse)), cancel, withKeys: true);
        for (var i = 0; i < leads.Count; i++) leadOf[leads[i].Contact.Id] = leadIds[i];
        await BulkRows.InsertAsync(db, lines.Select(l => Line(import, l.Contact.Id, leadOf.GetValueOrDefault(l.Contact.Id), l.Row)), cancel);

        db.Attach(import);
        (import.LastRow, import.NewLeads, import.Known, import.Repeated) = (rows[^1].Row, import.NewLeads + leads.Count, import.Known + wasKnown, import.Repeated + repeated);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task<Dictionary<int, int?>> LeadsAsync(JarvisDb db, List<int> contacts, CancellationToken cancel) =>
        (await db.Set<Lead>().Where(l => contacts.Contains(l.ContactId)).Select(l => new { l.Id, l.ContactId, Closed = l.State >= LeadState.Won }).ToListAsync(cancel))
        .GroupBy(l => l.ContactId).ToDictionary(g => g.Key, g => g.Where(l => !l.Closed).Max(l => (int?)l.Id));

    /// <summary>What somebody gave before is not written over.</summary>
    private static void Fill(Contact contact, ImportRow row)
    {
        if (contact.Name.Length == 0) contact.Name = row.Name;
        if (contact.Company.Length == 0) contact.Company = row.Company;
        if (contact.Phone.Length == 0) contact.Phone = row.Phone;
        contact.TimeZone ??= row.TimeZone;
    }

    private static Lead Made(LeadImport import, int id, Contact contact, ImportRow row, Func<LeadFacts, LeadScore> inUse)
    {
        var score = inUse(new LeadFacts(row.Source ?? Source, contact.Email, contact.Company, contact.Phone, row.Message, row.Consent is not null, TimeSpan.Zero, []) { CameWithCompany = contact.Company.Length > 0, CameWithPhone = contact.Phone.Length > 0 });
        return new Lead
        {
            Id = id, ContactId = contact.Id, Key = KeyOf(import, row), Source = row.Source ?? Source, Message = row.Message, Consent = row.Consent, ArrivedAt = import.At,
            CameWithCompany = contact.Company.Length > 0, CameWithPhone = contact.Phone.Length > 0,
            State = LeadState.Listed, StateSince = import.At, Score = score.Points, ScoreReasons = score.Words, ScoredAt = import.At,
        };
    }

    private static Activity Line(LeadImport import, int contact, int? lead, ImportRow row) => new()
    {
        ContactId = contact, LeadId = lead, At = import.At, Kind = ActivityKinds.Import, Of = import.FileName, Untrusted = true, Key = KeyOf(import, row),
        Text = string.Join('\n', new[] { row.Message, row.Notes }.Where(t => t.Length > 0)),
    };

    private static string KeyOf(LeadImport import, ImportRow row) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{import.Prefix}{row.Row}");
}
