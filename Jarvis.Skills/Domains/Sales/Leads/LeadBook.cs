using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Leads;

/// <summary>A mail that a lead wrote.</summary>
internal sealed record Reply(DateTimeOffset At, string Who, int? Lead, string Subject, string Text);

/// <summary>What came of the leads of one source.</summary>
internal sealed record SourceCount(string Source, int All, int Won, int Lost);

/// <summary>Finds leads for those who read them.</summary>
internal sealed class LeadBook(IDbContextFactory<JarvisDb> databases)
{
    private const int MostOffered = 5;
    private const int MostReplies = 200;

    /// <summary>Open leads, the best first.</summary>
    public async Task<IReadOnlyList<Lead>> TopAsync(int most, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var best = new List<Lead>();
        // Of each state the best: together they are the best of all, and none is sorted, since each state's stand in the order of their scores.
        foreach (var state in Enum.GetValues<LeadState>().Where(s => s < LeadState.Won))
            best.AddRange(await db.Set<Lead>().AsNoTracking().Include(l => l.Contact).Where(l => l.State == state).OrderByDescending(l => l.Score).ThenByDescending(l => l.Id).Take(most).ToListAsync(cancel));
        return [.. best.OrderByDescending(l => l.Score).ThenByDescending(l => l.Id).Take(most)];
    }

    /// <summary>Those who wait for their first answer and can be mailed, the best first.</summary>
    public async Task<IReadOnlyList<Lead>> UnansweredAsync(int most, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Lead>().AsNoTracking().Include(l => l.Contact).Where(l => l.State == LeadState.New && l.Contact!.Email != null).OrderByDescending(l => l.Score).ThenBy(l => l.Id).Take(most).ToListAsync(cancel);
    }

    /// <summary>How many leads are in which state.</summary>
    public async Task<IReadOnlyDictionary<LeadState, int>> CountsAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Lead>().GroupBy(l => l.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
    }

    public async Task<Lead?> FindAsync(int number, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Lead>().AsNoTracking().Include(l => l.Contact).FirstOrDefaultAsync(l => l.Id == number, cancel);
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

    /// <summary>What leads mailed, newest first.</summary>
    public async Task<IReadOnlyList<Reply>> RepliesAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var rows = await db.Set<Activity>().AsNoTracking().Where(a => a.Kind == ActivityKinds.MailIn && a.At >= from && a.At < to)
            .Join(db.Set<Contact>(), a => a.ContactId, c => c.Id, (a, c) => new { a, c }).OrderByDescending(r => r.a.At).Take(MostReplies).ToListAsync(cancel);
        return [.. rows.Select(r => new Reply(r.a.At, r.c.Title, r.a.LeadId, r.a.Of, r.a.Text))];
    }

    /// <summary>Leads by source, the most first.</summary>
    public async Task<IReadOnlyList<SourceCount>> SourcesAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var rows = await db.Set<Lead>().GroupBy(l => l.Source).Select(g => new { g.Key, All = g.Count(), Won = g.Count(l => l.State == LeadState.Won), Lost = g.Count(l => l.State == LeadState.Lost) }).ToListAsync(cancel);
        return [.. rows.Select(r => new SourceCount(r.Key, r.All, r.Won, r.Lost)).OrderByDescending(r => r.All)];
    }

    /// <summary>A contact's timeline, newest first.</summary>
    public async Task<IReadOnlyList<Activity>> TimelineAsync(int contact, int most, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Activity>().AsNoTracking().Where(a => a.ContactId == contact).OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(most).ToListAsync(cancel);
    }
}
