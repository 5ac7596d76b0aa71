using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Deals;

/// <summary>Titles and contacts of open deals, so that "move fernhill to proposal" is understood. What is opened is known at once; what else changed, within a minute.</summary>
internal sealed class DealNames(IDbContextFactory<JarvisDb> databases) : IVocabulary, IPeriodicWork
{
    private const int Most = 400;

    private IReadOnlyCollection<string> names = [];

    public string Slot => "deal";

    public IReadOnlyCollection<string> Names => names;

    public string Name => "sales.deal-names";

    public TimeSpan Interval => TimeSpan.FromMinutes(1);

    public void Learn(Deal deal) => names = [.. names.Prepend(deal.Title).Distinct(StringComparer.OrdinalIgnoreCase)];

    public async Task RunAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var open = await (from d in db.Set<Deal>()
                          join c in db.Set<Contact>() on d.ContactId equals c.Id
                          where d.ClosedAt == null
                          orderby d.Id descending
                          select new { d.Title, c.Name, c.Company }).Take(Most).ToListAsync(cancel);
        names = [.. open.SelectMany(o => new[] { o.Title, o.Name, o.Company }).Where(n => n.Length > 1).Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
