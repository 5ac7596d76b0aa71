using Jarvis.Skills.Business.Crm;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Crm;

/// <summary>Both were changed: a field, ours and theirs.</summary>
internal sealed record CrmConflict(int Number, CrmKind Kind, string Title, IReadOnlyList<(string Field, string Ours, string Theirs)> Fields)
{
    public string Words => string.Join("; ", Fields.Select(f => $"{f.Field}: ours \"{f.Ours}\", theirs \"{f.Theirs}\""));
}

/// <summary>One that the vendor deleted and we kept.</summary>
internal sealed record CrmGone(CrmKind Kind, string Title, DateTimeOffset At);

/// <summary>How we stand with the vendor.</summary>
internal sealed record CrmStanding(string Vendor, string Rule, IReadOnlyList<(CrmKind Kind, int Linked, int Deleted, DateTimeOffset? ReadAt)> Kinds, IReadOnlyList<CrmConflict> Conflicts, IReadOnlyList<CrmGone> Gone);

/// <summary>What can be said of the sync without asking the vendor.</summary>
internal sealed class CrmDesk(CrmChoice choice, OurSide ours, IDbContextFactory<JarvisDb> databases, IOptions<CrmOptions> options)
{
    private const int Most = 50;

    /// <exception cref="BadRequestException">None is set up; says what to write.</exception>
    public string Vendor => choice.Crm?.Vendor ?? throw new BadRequestException(CrmChoice.NotSetUp);

    public async Task<CrmStanding> StandingAsync(CancellationToken cancel)
    {
        var vendor = Vendor;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var links = db.Set<CrmLink>().AsNoTracking().Where(l => l.Vendor == vendor);
        var counts = await links.GroupBy(l => l.Kind).Select(g => new { g.Key, All = g.Count(), Deleted = g.Count(l => l.DeletedAt != null) }).ToListAsync(cancel);
        var read = await db.Set<CrmCursor>().Where(c => c.Vendor == vendor).ToDictionaryAsync(c => c.Kind, c => c.ReadAt, cancel);
        var gone = new List<CrmGone>();
        foreach (var link in await links.Where(l => l.DeletedAt != null && (l.ContactId != null || l.DealId != null || l.NoteId != null)).OrderByDescending(l => l.DeletedAt).Take(Most).ToListAsync(cancel))
            gone.Add(new CrmGone(link.Kind, CrmTitles.Of(await ours.OfAsync(db, link, cancel)), link.DeletedAt!.Value));
        return new CrmStanding(vendor, options.Value.Rule.ToString(),
            [.. Enum.GetValues<CrmKind>().Select(k => (k, counts.Find(c => c.Key == k)?.All ?? 0, counts.Find(c => c.Key == k)?.Deleted ?? 0, read.TryGetValue(k, out var at) ? at : (DateTimeOffset?)null))],
            await ConflictsAsync(db, vendor, null, cancel), gone);
    }

    public async Task<IReadOnlyList<CrmConflict>> ConflictsAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await ConflictsAsync(db, Vendor, null, cancel);
    }

    /// <exception cref="BadRequestException">There is no such conflict.</exception>
    public async Task<CrmConflict> NeedConflictAsync(int number, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await ConflictsAsync(db, Vendor, number, cancel) is [var found, ..] ? found : throw new BadRequestException($"There is no conflict {number}. \"crm status\" lists them.");
    }

    private async Task<IReadOnlyList<CrmConflict>> ConflictsAsync(JarvisDb db, string vendor, int? number, CancellationToken cancel)
    {
        var conflicts = new List<CrmConflict>();
        foreach (var link in await db.Set<CrmLink>().AsNoTracking().Where(l => l.Vendor == vendor && l.ConflictJson != null && (l.ContactId != null || l.DealId != null) && (number == null || l.Id == number)).OrderBy(l => l.Id).Take(Most).ToListAsync(cancel))
        {
            var our = await ours.OfAsync(db, link, cancel);
            conflicts.Add(new CrmConflict(link.Id, link.Kind, CrmTitles.Of(our), [.. link.Conflict.Where(f => our[f.Key] != f.Value).Select(f => (f.Key, our[f.Key], f.Value))]));
        }
        return conflicts;
    }
}
