using System.Globalization;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Sequences;

/// <summary>Ends and puts off enrolments for what the lead did. It only ever makes Jarvis send less, or later, so nobody is asked.</summary>
internal sealed class SequenceEnds(IDbContextFactory<JarvisDb> databases, StopSigns signs, SequenceCatalog sequences, TimeProvider time)
{
    private const int LongestWords = 400;

    /// <summary>Ends what has a reason to end.</summary>
    public async Task LookAsync(CancellationToken cancel)
    {
        foreach (var sign in await signs.FindAsync(null, cancel)) await EndAsync(sign.Enrolment, sign.End, sign.Words, cancel);
    }

    /// <summary>Who is away is written to when they are back: on the day that they named, else the next working day.</summary>
    public async Task PutOffAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var away = await (from e in db.Set<Enrolment>()
                          where e.EndedAt == null
                          join a in db.Set<Activity>() on e.Lead!.ContactId equals a.ContactId
                          where a.Id > e.AfterAway && a.Kind == ActivityKinds.Away
                          orderby a.Id
                          select new { e.Id, Line = a.Id, a.At, a.Of, a.Text }).AsNoTracking().ToListAsync(cancel);
        foreach (var absence in away)
        {
            var row = await db.Set<Enrolment>().Include(e => e.Lead).ThenInclude(l => l!.Contact).FirstAsync(e => e.Id == absence.Id, cancel);
            var zone = sequences.ZoneOf(row.Lead!.Contact!);
            var named = AwayText.Return($"{absence.Of}\n{absence.Text}", absence.At, zone);
            var back = named is { } day ? sequences.Hours.Next(day, zone) : sequences.Hours.NextDay(absence.At, zone);
            row.AfterAway = absence.Line;
            if (back > row.DueAt)
            {
                row.DueAt = back;
                Note(db, row, $"{(named is null ? "They are away" : "They are away until then")}: step {Number(row.NextStep)} waits until {Local(back, zone)}.", $"away{Number(absence.Line)}");
            }
        }
        await db.SaveChangesAsync(cancel);
    }

    /// <returns>False when it had ended before.</returns>
    public async Task<bool> EndAsync(int enrolment, EnrolmentEnd end, string words, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Set<Enrolment>().Include(e => e.Lead).Include(e => e.Steps).FirstAsync(e => e.Id == enrolment, cancel);
        if (row.EndedAt is not null) return false;
        End(db, row, end, words);
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>Writes the end into a unit of work that the caller saves.</summary>
    public void End(JarvisDb db, Enrolment row, EnrolmentEnd end, string words)
    {
        (row.EndedAt, row.End, row.RunningLeadId) = (time.GetUtcNow(), end, null);
        row.EndWords = words.Length > LongestWords ? words[..LongestWords] : words;
        var sent = row.Steps.Count(s => s.SentAt is not null);
        var steps = Number(row.Steps.Count);
        Note(db, row, end == EnrolmentEnd.Finished ? $"All {steps} mails went out." : $"Stopped after {Number(sent)} of {steps} mails: {row.EndWords}.", $"end{Number(row.EndedAt.Value.UtcTicks)}");
    }

    /// <summary>A line on the timeline, in a unit of work that the caller saves.</summary>
    public void Note(JarvisDb db, Enrolment row, string text, string key) =>
        db.Add(new Activity { ContactId = row.Lead!.ContactId, LeadId = row.LeadId, At = time.GetUtcNow(), Kind = ActivityKinds.Sequence, Of = row.Sequence, Text = text, Key = $"sequence:{Number(row.Id)}:{key}" });

    public static string Local(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
