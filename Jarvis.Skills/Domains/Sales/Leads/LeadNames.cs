using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Leads;

/// <summary>Names of the contacts that were active last, so that "timeline of Mara Lindqvist" is understood. Read in the background of a turn.</summary>
internal sealed class LeadNames(IDbContextFactory<JarvisDb> databases) : IVocabulary, IPeriodicWork
{
    private const int Most = 400;

    private IReadOnlyCollection<string> names = [];

    public string Slot => "lead";

    public IReadOnlyCollection<string> Names => names;

    public string Name => "sales.names";

    public TimeSpan Interval => TimeSpan.FromSeconds(20);

    public async Task RunAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var latest = await db.Set<Contact>().Where(c => c.MergedIntoId == null && c.LastActiveAt != null).OrderByDescending(c => c.LastActiveAt).Take(Most).Select(c => new { c.Name, c.Company, c.Email }).ToListAsync(cancel);
        names = [.. latest.SelectMany(c => new[] { c.Name, c.Company, c.Email ?? "" }).Where(n => n.Length > 1).Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
