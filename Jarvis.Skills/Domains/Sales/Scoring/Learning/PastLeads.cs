using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Scoring.Learning;

/// <summary>A closed lead as it was known some days after it came.</summary>
internal sealed record PastLead(LeadFacts Then, bool Won, DateTimeOffset ClosedAt);

/// <param name="Closed">In the order in which they were closed.</param>
/// <param name="TooSoon">How many were closed before there was anything to be known.</param>
internal sealed record PastOutcomes(IReadOnlyList<PastLead> Closed, int TooSoon);

/// <summary>
/// Reads closed leads with what was known of each at one moment: Sales:Scoring:Learning:KnownAfterDays after it came. The moment is set before the outcome is
/// looked at, a lead that was closed by then is left out, and nothing counts that happened later: not the mail that said yes,
/// not the number that was filled in for the invoice.
/// </summary>
internal sealed class PastLeads(IDbContextFactory<JarvisDb> databases, IOptions<LearningOptions> options)
{
    private const int Part = 2000;

    /// <summary>The latest, at most as many as are learned from.</summary>
    public async Task<PastOutcomes> ReadAsync(CancellationToken cancel)
    {
        var known = TimeSpan.FromDays(options.Value.KnownAfterDays);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var latest = await db.Set<Lead>().AsNoTracking().Include(l => l.Contact).Where(l => l.State >= LeadState.Won).OrderByDescending(l => l.StateSince).ThenByDescending(l => l.Id).Take(2 * options.Value.MostOutcomes).ToListAsync(cancel);
        var late = latest.FindAll(l => l.StateSince > l.ArrivedAt + known);
        var tooSoon = latest.Count - late.Count;
        if (late.Count > options.Value.MostOutcomes) late.RemoveRange(options.Value.MostOutcomes, late.Count - options.Value.MostOutcomes);
        late.Reverse();
        var past = new List<PastLead>(late.Count);
        foreach (var part in late.Chunk(Part))
        {
            var contacts = part.Select(l => l.ContactId).Distinct().ToList();
            var lines = (await db.Set<Activity>().Where(a => contacts.Contains(a.ContactId)).Select(a => new { a.ContactId, a.Kind, a.Of, a.At }).ToListAsync(cancel)).ToLookup(a => a.ContactId, a => new Line(a.Kind, a.Of, a.At));
            past.AddRange(part.Select(l => new PastLead(At(l, lines[l.ContactId], l.ArrivedAt + known), l.State == LeadState.Won, l.StateSince)));
        }
        return new PastOutcomes(past, tooSoon);
    }

    /// <summary>How many of the latest were won and lost, and how many were closed too soon.</summary>
    public async Task<(int Won, int Lost, int TooSoon)> CountAsync(CancellationToken cancel)
    {
        var known = TimeSpan.FromDays(options.Value.KnownAfterDays);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var latest = await db.Set<Lead>().Where(l => l.State >= LeadState.Won).OrderByDescending(l => l.StateSince).Take(2 * options.Value.MostOutcomes).Select(l => new { l.State, l.ArrivedAt, l.StateSince }).ToListAsync(cancel);
        var late = latest.Where(l => l.StateSince > l.ArrivedAt + known).Take(options.Value.MostOutcomes).ToList();
        return (late.Count(l => l.State == LeadState.Won), late.Count(l => l.State == LeadState.Lost), latest.Count(l => l.StateSince <= l.ArrivedAt + known));
    }

    private static LeadFacts At(Lead lead, IEnumerable<Line> lines, DateTimeOffset moment)
    {
        var before = lines.Where(l => l.At <= moment).ToList();
        var sign = before.Where(l => !ActivityKinds.Ours.Contains(l.Kind, StringComparer.Ordinal)).Select(l => l.At).Append(lead.ArrivedAt).Max();
        return new LeadFacts(
            lead.Source, lead.Contact!.Email, lead.CameWithCompany == true ? lead.Contact.Company : "", lead.CameWithPhone == true ? lead.Contact.Phone : "", lead.Message, Consent: false, moment - sign,
            [.. before.GroupBy(l => (l.Kind, l.Of)).Select(g => new Deed(g.Key.Kind, g.Key.Of, g.Count()))])
        {
            CameWithCompany = lead.CameWithCompany, CameWithPhone = lead.CameWithPhone,
        };
    }

    private sealed record Line(string Kind, string Of, DateTimeOffset At);
}
