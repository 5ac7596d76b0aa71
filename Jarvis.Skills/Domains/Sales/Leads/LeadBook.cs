using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Leads;

/// <summary>Finds leads for those who read them.</summary>
internal sealed class LeadBook(IDbContextFactory<JarvisDb> databases)
{
    private const int MostOffered = 5;

    /// <summary>Open leads, the best first.</summary>
    public async Task<IReadOnlyList<Lead>> TopAsync(int most, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Lead>().AsNoTracking().Include(l => l.Contact).Where(l => l.State < LeadState.Won).OrderByDescending(l => l.Score).ThenByDescending(l => l.Id).Take(most).ToListAsync(cancel);
    }

    /// <summary>How many leads are in which state.</summary>
    public async Task<IReadOnlyDictionary<LeadState, int>> CountsAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Lead>().GroupBy(l => l.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
    }

    /// <summary>The lead that the owner means by a number, an address or a part of a name.</summary>
    /// <exception cref="BadRequestException">There is none, or several; says which.</exception>
    public async Task<Lead> NeedAsync(string said, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var leads = db.Set<Lead>().AsNoTracking().Include(l => l.Contact);
        var word = said.Trim().TrimStart('#');
        if (int.TryParse(word, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number))
            return await leads.FirstOrDefaultAsync(l => l.Id == number, cancel) ?? throw new BadRequestException($"There is no lead {number}. \"top leads\" lists them.");
        var wanted = word.ToLowerInvariant();
        var contacts = await db.Set<Contact>().AsNoTracking()
            .Where(c => c.Email == wanted || c.Search.Contains(wanted)).OrderByDescending(c => c.LastActiveAt).Take(MostOffered + 1).ToListAsync(cancel);
        if (contacts.Find(c => c.Email == wanted) is { } exact) contacts = [exact];
        var ids = contacts.ConvertAll(c => c.MergedIntoId ?? c.Id);
        var found = await leads.Where(l => ids.Contains(l.ContactId)).OrderBy(l => l.State >= LeadState.Won).ThenByDescending(l => l.Id).ToListAsync(cancel);
        return found.DistinctBy(l => l.ContactId).ToList() switch
        {
            [] => throw new BadRequestException($"I know no lead \"{word}\". Say a number, a name or an address; \"top leads\" lists them."),
            [var one] => one,
            var several => throw new BadRequestException($"Which one? {string.Join("; ", several.Take(MostOffered).Select(l => $"{l.Id}: {l.Contact!.Title}"))}."),
        };
    }

    /// <summary>A contact's timeline, newest first.</summary>
    public async Task<IReadOnlyList<Activity>> TimelineAsync(int contact, int most, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Activity>().AsNoTracking().Where(a => a.ContactId == contact).OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(most).ToListAsync(cancel);
    }
}
