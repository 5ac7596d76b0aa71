using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Leads;

/// <summary>Names of the contacts that were active last, so that "timeline of Mara Lindqvist" is understood. Who writes is known at once; merges and imports, within a minute.</summary>
internal sealed class LeadNames(IDbContextFactory<JarvisDb> databases) : IVocabulary, IPeriodicWork
{
    private const int Most = 400;

    private IReadOnlyCollection<string> names = [];

    public string Slot => "lead";

    public IReadOnlyCollection<string> Names => names;

    public string Name => "sales.names";

    public TimeSpan Interval => TimeSpan.FromMinutes(1);

    public void Learn(Contact contact) => names = Kept([.. Of(contact.Name, contact.Company, contact.Email), .. names]);

    public async Task RunAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var latest = await db.Set<Contact>().Where(c => c.MergedIntoId == null && c.LastActiveAt != null).OrderByDescending(c => c.LastActiveAt).Take(Most).Select(c => new { c.Name, c.Company, c.Email }).ToListAsync(cancel);
        names = Kept(latest.SelectMany(c => Of(c.Name, c.Company, c.Email)));
    }

    private static string[] Of(string name, string company, string? email) => [name, company, email ?? ""];

    private static IReadOnlyCollection<string> Kept(IEnumerable<string> all) => [.. all.Where(n => n.Length > 1).Distinct(StringComparer.OrdinalIgnoreCase)];
}
