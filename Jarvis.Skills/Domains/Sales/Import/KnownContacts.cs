using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Import;

/// <summary>Who of a file is a contact already: by the address, and without one by number and name.</summary>
internal sealed class KnownContacts(IDbContextFactory<JarvisDb> databases)
{
    private const int Part = 1000;

    /// <summary>Two rows with the same key are one person.</summary>
    public static string KeyOf(ImportRow row) => KeyOf(row.Email, row.Phone, row.Name);

    /// <summary>Tracked, so that blanks can be filled in; of merged contacts the one that is left.</summary>
    public async Task<Dictionary<string, Contact>> FindAsync(JarvisDb db, IReadOnlyList<ImportRow> rows, CancellationToken cancel)
    {
        var found = new Dictionary<string, Contact>(StringComparer.Ordinal);
        foreach (var part in rows.Chunk(Part))
        {
            var emails = part.Where(r => r.Email is not null).Select(r => r.Email!).Distinct(StringComparer.Ordinal).ToList();
            foreach (var contact in await db.Set<Contact>().Where(c => c.Email != null && emails.Contains(c.Email)).OrderBy(c => c.Id).ToListAsync(cancel)) found.TryAdd(KeyOf(contact), contact);
            var phones = part.Where(r => r.Email is null).Select(r => r.Phone).Distinct(StringComparer.Ordinal).ToList();
            if (phones.Count == 0) continue;
            foreach (var contact in await db.Set<Contact>().Where(c => c.Email == null && phones.Contains(c.Phone)).OrderBy(c => c.Id).ToListAsync(cancel)) found.TryAdd(KeyOf(contact), contact);
        }
        foreach (var (key, contact) in found.Where(f => f.Value.MergedIntoId is not null).ToList()) found[key] = await db.Set<Contact>().FirstAsync(c => c.Id == contact.MergedIntoId, cancel);
        return found;
    }

    /// <summary>How many of the people in a file are contacts, and how many rows repeat an earlier one.</summary>
    public async Task<(int Known, int Repeated)> CountAsync(IReadOnlyList<ImportRow> rows, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var people = rows.DistinctBy(KeyOf, StringComparer.Ordinal).ToList();
        var known = 0;
        foreach (var part in people.Chunk(Part))
        {
            known += (await FindAsync(db, part, cancel)).Count;
            db.ChangeTracker.Clear();
        }
        return (known, rows.Count - people.Count);
    }

    private static string KeyOf(Contact contact) => KeyOf(contact.Email, contact.Phone, contact.Name);

    private static string KeyOf(string? email, string phone, string name) => email ?? $"{phone}\n{name.ToLowerInvariant()}";
}
