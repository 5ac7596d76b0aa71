using System.Globalization;
using System.Text.RegularExpressions;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Quotes;

/// <summary>A quote and whom it is for.</summary>
internal sealed record QuoteFor(Quote Quote, Contact Contact);

/// <summary>Finds quotes for those who read them.</summary>
internal sealed partial class QuoteBook(IDbContextFactory<JarvisDb> databases)
{
    private const int MostOffered = 5;

    /// <summary>Drafts and sent ones, the newest first.</summary>
    public async Task<IReadOnlyList<QuoteFor>> OpenAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await Read(db, db.Set<Quote>().Where(q => q.State == QuoteState.Draft || q.State == QuoteState.Sent)).ToListAsync(cancel);
    }

    /// <summary>The quote that the owner means by its number ("Q-2026-0001", "1"), its deal ("deal 3") or its contact's name.</summary>
    /// <exception cref="BadRequestException">There is none, or several; says which.</exception>
    public async Task<QuoteFor> NeedAsync(string said, CancellationToken cancel)
    {
        var word = said.Trim().TrimEnd('.', '?', '!').TrimStart('#');
        await using var db = await databases.CreateDbContextAsync(cancel);
        var quotes = db.Set<Quote>().AsQueryable();
        List<QuoteFor> found;
        if (Numbered().Match(word) is { Success: true } number)
        {
            var sequence = int.Parse(number.Groups["seq"].Value, CultureInfo.InvariantCulture);
            var year = number.Groups["year"].Value is { Length: > 0 } said4 ? int.Parse(said4, CultureInfo.InvariantCulture) : (int?)null;
            found = await Read(db, quotes.Where(q => q.Sequence == sequence && (year == null || q.Year == year))).ToListAsync(cancel);
            // A bare number means the newest year's.
            if (found.Count > 1) found = [found[0]];
        }
        else if (OfDeal().Match(word) is { Success: true } of)
        {
            var deal = int.Parse(of.Groups["deal"].Value, CultureInfo.InvariantCulture);
            found = await Read(db, quotes.Where(q => q.DealId == deal && q.State != QuoteState.Withdrawn)).ToListAsync(cancel);
        }
        else
        {
            var wanted = word.ToLowerInvariant();
            found = wanted.Length < 2 ? [] : await Read(db, quotes.Where(q => q.State != QuoteState.Withdrawn && db.Set<Contact>().Any(c => c.Id == q.ContactId && (c.Search.Contains(wanted) || c.Email == wanted)))).Take(50).ToListAsync(cancel);
        }
        if (found.Count > 1 && found.FindAll(f => f.Quote.State is QuoteState.Draft or QuoteState.Sent) is { Count: > 0 } open) found = open;
        return found switch
        {
            [] => throw new BadRequestException($"I know no quote \"{word}\". Say its number, such as Q-2026-0001; \"open quotes\" lists them."),
            [var one] => one,
            var several => throw new BadRequestException($"Which one? {string.Join("; ", several.Take(MostOffered).Select(f => $"{f.Quote.Number}: {f.Contact.Title}, {f.Quote.Total}"))}."),
        };
    }

    /// <summary>What a stranger who knows its address may see: null while it is a draft, and once it was withdrawn.</summary>
    public async Task<QuoteFor?> PublicAsync(string token, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await Read(db, db.Set<Quote>().Where(q => q.Token == token && (q.State == QuoteState.Sent || q.State == QuoteState.Accepted))).FirstOrDefaultAsync(cancel);
    }

    private static IQueryable<QuoteFor> Read(JarvisDb db, IQueryable<Quote> quotes) =>
        from q in quotes.AsNoTracking().Include(q => q.Lines)
        join c in db.Set<Contact>().AsNoTracking() on q.ContactId equals c.Id
        orderby q.Year descending, q.Sequence descending
        select new QuoteFor(q, c);

    [GeneratedRegex(@"^(quote\s+)?(q\s*-?\s*)?((?<year>20\d\d)\s*-\s*)?0*(?<seq>[1-9]\d{0,6})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^((the )?quote )?((for|of) )?deal #?(?<deal>\d{1,9})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex OfDeal();
}
