using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Scoring.Learning;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Scoring;

/// <summary>Scores leads and keeps what came of it: one when something happened, all that are open once a day.</summary>
internal sealed class LeadScoring(LeadScorer scorer, IDbContextFactory<JarvisDb> databases, TimeProvider time)
{
    private const int Batch = 2000;

    /// <summary>Null when there is no such lead.</summary>
    public async Task<LeadScore?> ScoreAsync(int lead, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Set<Lead>().Include(l => l.Contact).FirstOrDefaultAsync(l => l.Id == lead, cancel);
        if (row is null) return null;
        var score = Apply(row, await DeedsAsync(db, [row.ContactId], cancel), await scorer.InUseAsync(cancel));
        await db.SaveChangesAsync(cancel);
        return score;
    }

    /// <summary>Scores every open lead anew, since silence counts. Returns how many.</summary>
    public async Task<int> ScoreOpenAsync(CancellationToken cancel)
    {
        var (last, scored) = (0, 0);
        var inUse = await scorer.InUseAsync(cancel);
        while (true)
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            var rows = await db.Set<Lead>().Include(l => l.Contact).Where(l => l.Id > last && l.State < LeadState.Won).OrderBy(l => l.Id).Take(Batch).ToListAsync(cancel);
            if (rows.Count == 0) return scored;
            var deeds = await DeedsAsync(db, [.. rows.Select(r => r.ContactId).Distinct()], cancel);
            foreach (var row in rows) Apply(row, deeds, inUse);
            await db.SaveChangesAsync(cancel);
            (last, scored) = (rows[^1].Id, scored + rows.Count);
        }
    }

    private LeadScore Apply(Lead lead, ILookup<int, Deed> deeds, Func<LeadFacts, LeadScore> inUse)
    {
        var contact = lead.Contact!;
        var now = time.GetUtcNow();
        var active = contact.LastActiveAt is { } last && last > lead.ArrivedAt ? last : lead.ArrivedAt;
        var score = inUse(new LeadFacts(lead.Source, contact.Email, contact.Company, contact.Phone, lead.Message, lead.Consent is not null, now - active, [.. deeds[lead.ContactId]])
        {
            CameWithCompany = lead.CameWithCompany, CameWithPhone = lead.CameWithPhone,
        });
        (lead.Score, lead.ScoreReasons, lead.ScoredAt) = (score.Points, score.Words, now);
        return score;
    }

    private static async Task<ILookup<int, Deed>> DeedsAsync(JarvisDb db, List<int> contacts, CancellationToken cancel) =>
        (await db.Set<Activity>().Where(a => contacts.Contains(a.ContactId)).GroupBy(a => new { a.ContactId, a.Kind, a.Of })
            .Select(g => new { g.Key.ContactId, g.Key.Kind, g.Key.Of, Count = g.Count() }).ToListAsync(cancel))
        .ToLookup(g => g.ContactId, g => new Deed(g.Kind, g.Of, g.Count));
}
