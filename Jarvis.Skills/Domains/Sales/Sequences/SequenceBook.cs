using Jarvis.Skills.Business;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Sequences;

/// <summary>How a sequence does.</summary>
internal sealed record SequenceCount(string Name, int Enrolled, int Running, int Replied, int Finished, int Stopped, int Mails);

/// <summary>Finds enrolments for those who read them.</summary>
internal sealed class SequenceBook(IDbContextFactory<JarvisDb> databases, SequenceCatalog sequences, IOptions<BusinessOptions> business, TimeProvider time)
{
    private const int MostWaiting = 500;

    /// <summary>The lead's enrolment that runs, else the last one; null when there was none.</summary>
    public async Task<Enrolment?> OfLeadAsync(int lead, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await With(db).Where(e => e.LeadId == lead).OrderBy(e => e.EndedAt != null).ThenByDescending(e => e.Id).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Those who are in a sequence, the next due first.</summary>
    public async Task<IReadOnlyList<Enrolment>> RunningAsync(string? sequence, int most, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await With(db).Where(e => e.EndedAt == null && (sequence == null || e.Sequence == sequence)).OrderBy(e => e.DueAt).Take(most).ToListAsync(cancel);
    }

    /// <summary>Those whose next mail may leave now: due, and within working hours where the lead is. The longest due first.</summary>
    public async Task<IReadOnlyList<Enrolment>> DueAsync(int most, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var due = await With(db).Where(e => e.EndedAt == null && e.DueAt <= now).OrderBy(e => e.DueAt).Take(most).ToListAsync(cancel);
        return [.. due.Where(e => sequences.Hours.IsOpen(now, sequences.ZoneOf(e.Lead!.Contact!)))];
    }

    /// <summary>How many more mails may leave today.</summary>
    public async Task<int> RoomAsync(CancellationToken cancel)
    {
        var today = Today;
        await using var db = await databases.CreateDbContextAsync(cancel);
        return Math.Max(0, sequences.DailyCap - await db.Set<EnrolmentStep>().CountAsync(s => s.BegunAt >= today, cancel));
    }

    /// <summary>When the business's day began.</summary>
    public DateTimeOffset Today
    {
        get
        {
            var now = business.Value.Local(time.GetUtcNow());
            return new Business.Times.WallClock(now, business.Value.Zone).StartOf(DateOnly.FromDateTime(now.DateTime));
        }
    }

    public async Task<IReadOnlyList<SequenceCount>> CountsAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var ends = await db.Set<Enrolment>().GroupBy(e => new { e.Sequence, e.End }).Select(g => new { g.Key.Sequence, g.Key.End, Count = g.Count() }).ToListAsync(cancel);
        var mails = await db.Set<EnrolmentStep>().Where(s => s.SentAt != null).Join(db.Set<Enrolment>(), s => s.EnrolmentId, e => e.Id, (_, e) => e.Sequence).GroupBy(n => n).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        var names = sequences.All.Select(s => s.Name).Concat(ends.Select(e => e.Sequence)).Distinct(StringComparer.OrdinalIgnoreCase);
        return [.. names.Select(name =>
        {
            var own = ends.Where(e => e.Sequence.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
            int Of(params EnrolmentEnd[] kinds) => own.Where(e => kinds.Contains(e.End)).Sum(e => e.Count);
            var all = own.Sum(e => e.Count);
            var (running, replied, finished) = (Of(EnrolmentEnd.None), Of(EnrolmentEnd.Replied), Of(EnrolmentEnd.Finished));
            return new SequenceCount(name, all, running, replied, finished, all - running - replied - finished, mails.FirstOrDefault(m => m.Key == name)?.Count ?? 0);
        })];
    }

    /// <summary>What sequences did in a time, in a line for a report; null when there is nothing to say.</summary>
    public async Task<string?> SaidAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var mails = await db.Set<EnrolmentStep>().CountAsync(s => s.SentAt >= from && s.SentAt < to, cancel);
        var ended = await db.Set<Enrolment>().Where(e => e.EndedAt >= from && e.EndedAt < to).GroupBy(e => e.End).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        var running = await db.Set<Enrolment>().CountAsync(e => e.EndedAt == null, cancel);
        if (mails + ended.Count + running == 0) return null;
        var (replied, heard) = (ended.Find(e => e.Key == EnrolmentEnd.Replied)?.Count ?? 0, ended.Find(e => e.Key == EnrolmentEnd.Finished)?.Count ?? 0);
        var others = ended.Sum(e => e.Count) - replied - heard;
        var waiting = await RoomAsync(cancel) > 0 ? 0 : (await DueAsync(MostWaiting, cancel)).Count;
        return FormattableString.Invariant($"Sequences: {mails} {(mails == 1 ? "mail" : "mails")} went out, {replied} {(replied == 1 ? "lead" : "leads")} wrote back{(heard > 0 ? $", {heard} got every mail and did not" : "")}{(others > 0 ? $", {others} stopped otherwise" : "")}; {running} {(running == 1 ? "is" : "are")} in one now{(waiting > 0 ? $", and {waiting} {(waiting == 1 ? "mail waits" : "mails wait")} until the next day for the cap of {sequences.DailyCap}" : "")}.");
    }

    private static IQueryable<Enrolment> With(JarvisDb db) => db.Set<Enrolment>().AsNoTracking().Include(e => e.Steps).Include(e => e.Lead).ThenInclude(l => l!.Contact).AsSplitQuery();
}
