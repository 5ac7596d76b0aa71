using System.Text.Json;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Crm;

/// <summary>Ends a conflict by the owner's word. Safe to repeat.</summary>
internal interface ICrmSettling : IEffect
{
    /// <param name="link">The conflict's number.</param>
    /// <param name="theirs">The vendor's is taken over; else ours goes there with the next sync.</param>
    Task SettleAsync(int link, bool theirs, CancellationToken cancel);
}

internal sealed class CrmSettling(CrmMeeting meeting, OurSide ours, IDbContextFactory<JarvisDb> databases) : ICrmSettling
{
    public async Task SettleAsync(int link, bool theirs, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Set<CrmLink>().FirstAsync(l => l.Id == link, cancel);
        if (row.ConflictJson is null) return;
        var (conflict, ourBase, theirBase) = (row.Conflict, row.Ours, row.Theirs);
        if (theirs) await meeting.TakeAsync(db, row, conflict, cancel);
        var our = await ours.OfAsync(db, row, cancel);
        foreach (var (field, value) in conflict)
        {
            theirBase[field] = value;
            if (theirs) ourBase[field] = our[field];
            else ourBase.TryAdd(field, value);
        }
        (row.OursJson, row.TheirsJson, row.ConflictJson) = (JsonSerializer.Serialize(ourBase), JsonSerializer.Serialize(theirBase), null);
        await db.SaveChangesAsync(cancel);
    }
}
