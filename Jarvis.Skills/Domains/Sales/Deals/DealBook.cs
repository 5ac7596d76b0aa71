using System.Globalization;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Quotes;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Deals;

/// <summary>A deal and what happened around it.</summary>
/// <param name="Who">Its contact, as called in a line. A stranger's words.</param>
/// <param name="TheyDid">When the contact last did something themselves; null when never.</param>
/// <param name="TheyWrote">When the contact last wrote; null when never.</param>
/// <param name="WeWrote">When they last got a mail, a note was taken, or a quote was made; null when never.</param>
/// <param name="Quote">The newest one that was sent and not withdrawn; null when none was.</param>
internal sealed record DealFacts(Deal Deal, string Who, DateTimeOffset? TheyDid, DateTimeOffset? TheyWrote, DateTimeOffset? WeWrote, Quote? Quote)
{
    /// <summary>Since when nothing has happened on it.</summary>
    public DateTimeOffset QuietSince => new[] { Deal.StageSince, TheyDid ?? default, WeWrote ?? default }.Max();

    /// <summary>Since when its contact has been silent; a change of its stage shows that there was word by some other way.</summary>
    public DateTimeOffset SilentSince => new[] { Deal.StageSince, TheyDid ?? default }.Max();
}

/// <summary>Finds deals for those who read them.</summary>
internal sealed class DealBook(IDbContextFactory<JarvisDb> databases)
{
    private const int MostOffered = 5;

    public async Task<IReadOnlyList<Deal>> OpenAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Deal>().AsNoTracking().Where(d => d.ClosedAt == null).ToListAsync(cancel);
    }

    /// <summary>Open deals with what happened around them.</summary>
    public async Task<IReadOnlyList<DealFacts>> OpenFactsAsync(CancellationToken cancel) => await FactsAsync(d => d.ClosedAt == null, cancel);

    public async Task<DealFacts> FactsAsync(int deal, CancellationToken cancel) => (await FactsAsync(d => d.Id == deal, cancel))[0];

    /// <summary>The deal that the owner means by a number or a part of its title or its contact's name.</summary>
    /// <exception cref="BadRequestException">There is none, or several; says which.</exception>
    public async Task<Deal> NeedAsync(string said, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var word = said.Trim();
        if (word.StartsWith("deal ", StringComparison.OrdinalIgnoreCase)) word = word["deal ".Length..];
        word = word.TrimStart('#').Trim();
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return await db.Set<Deal>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == number, cancel) ?? throw new BadRequestException($"There is no deal {number}. \"pipeline\" shows the stages, \"stale deals\" and \"next steps\" the deals.");
        if (word.Length == 0) throw new BadRequestException("Which deal? Say its number or a part of its title.");
        var wanted = word.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // Translated to the database's lower().
        var found = await (from d in db.Set<Deal>().AsNoTracking()
                           join c in db.Set<Contact>() on d.ContactId equals c.Id
                           where d.Title.ToLower().Contains(wanted) || c.Search.Contains(wanted) || c.Email == wanted
                           orderby d.ClosedAt != null, d.Id descending
                           select d).Take(50).ToListAsync(cancel);
#pragma warning restore CA1304, CA1311, CA1862
        if (found.Exists(d => d.ClosedAt is null)) found.RemoveAll(d => d.ClosedAt is not null);
        return found switch
        {
            [] => throw new BadRequestException($"I know no deal \"{word}\". Say a number or a part of its title."),
            [var one] => one,
            var several => throw new BadRequestException($"Which one? {string.Join("; ", several.Take(MostOffered).Select(d => $"{d.Id}: {d.Title}"))}."),
        };
    }

    /// <exception cref="BadRequestException">It is closed.</exception>
    public async Task<Deal> NeedOpenAsync(string said, CancellationToken cancel)
    {
        var deal = await NeedAsync(said, cancel);
        return deal.ClosedAt is null ? deal : throw new BadRequestException($"Deal {deal.Id}, {deal.Title}, was {(deal.Won == true ? Stages.Won : Stages.Lost)}. \"reopen deal {deal.Id}\" opens it again.");
    }

    /// <summary>A deal's stages, oldest first.</summary>
    public async Task<IReadOnlyList<StageChange>> ChangesAsync(int deal, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<StageChange>().AsNoTracking().Where(s => s.DealId == deal).OrderBy(s => s.Id).ToListAsync(cancel);
    }

    /// <summary>Another one as soon as anything that a look at open deals depends on was written.</summary>
    public async Task<(long Activity, long Change)> MarkAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return (await db.Set<Activity>().MaxAsync(a => (long?)a.Id, cancel) ?? 0, await db.Set<StageChange>().MaxAsync(s => (long?)s.Id, cancel) ?? 0);
    }

    private async Task<List<DealFacts>> FactsAsync(System.Linq.Expressions.Expression<Func<Deal, bool>> which, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var deals = await db.Set<Deal>().AsNoTracking().Where(which).ToListAsync(cancel);
        var contacts = db.Set<Deal>().Where(which).Select(d => d.ContactId);
        var names = await db.Set<Contact>().AsNoTracking().Where(c => contacts.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Title, cancel);
        var latest = (await db.Set<Activity>().Where(a => contacts.Contains(a.ContactId)).GroupBy(a => new { a.ContactId, a.Kind }).Select(g => new { g.Key.ContactId, g.Key.Kind, At = g.Max(a => a.At) }).ToListAsync(cancel))
            .ToLookup(a => a.ContactId, a => (a.Kind, a.At));
        var ids = db.Set<Deal>().Where(which).Select(d => d.Id);
        var quotes = (await db.Set<Quote>().AsNoTracking().Where(q => ids.Contains(q.DealId) && (q.State == QuoteState.Sent || q.State == QuoteState.Accepted)).ToListAsync(cancel)).ToLookup(q => q.DealId);
        return deals.ConvertAll(d => new DealFacts(d, names.GetValueOrDefault(d.ContactId, ""),
            Latest(latest[d.ContactId].Where(a => !ActivityKinds.Ours.Contains(a.Kind, StringComparer.Ordinal))),
            Latest(latest[d.ContactId].Where(a => a.Kind is ActivityKinds.MailIn or ActivityKinds.Form)),
            Latest(latest[d.ContactId].Where(a => a.Kind is ActivityKinds.MailOut or ActivityKinds.Note or ActivityKinds.Quote)),
            quotes[d.Id].MaxBy(q => q.Id)));
    }

    private static DateTimeOffset? Latest(IEnumerable<(string Kind, DateTimeOffset At)> lines) => lines.Select(l => (DateTimeOffset?)l.At).Max();
}
