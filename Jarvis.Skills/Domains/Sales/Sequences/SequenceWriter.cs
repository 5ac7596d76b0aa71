using System.Globalization;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Sequences;

/// <summary>Writes enrolments to Jarvis's own store, each with its line on the timeline in one transaction.</summary>
internal sealed class SequenceWriter(IDbContextFactory<JarvisDb> databases, SequenceEnds ends, SequenceCatalog sequences, SequenceBook book, EventStream events, TimeProvider time) : ISequences, IDisposable
{
    /// <summary>The event that has the agent look at once whether a first mail is due.</summary>
    public const string StartedEvent = "sequence.started";

    private const int MostFailures = 5;

    private static readonly TimeSpan AgainAfter = TimeSpan.FromHours(1);

    // Two mails at once would both find the last place of the day.
    private readonly SemaphoreSlim places = new(1, 1);

    public void Dispose() => places.Dispose();

    public async Task<DateTimeOffset?> EnrolAsync(NewEnrolment enrolment, bool approved, ActionContext action, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<Enrolment>().FirstOrDefaultAsync(e => e.ActionId == action.ActionId && e.LeadId == enrolment.Lead, cancel) is { } before) return before.DueAt;
        if (await db.Set<Enrolment>().AnyAsync(e => e.RunningLeadId == enrolment.Lead, cancel)) return null;
        var lead = await db.Set<Lead>().Include(l => l.Contact).FirstAsync(l => l.Id == enrolment.Lead, cancel);
        var (steps, zone) = (enrolment.Sequence.Steps, enrolment.Zone);
        var row = new Enrolment
        {
            LeadId = lead.Id, Lead = lead, RunningLeadId = lead.Id, Sequence = enrolment.Sequence.Name, StepByStep = enrolment.StepByStep, ActionId = action.ActionId, StartedBy = action.DecidedBy, StartedAt = now,
            DueAt = sequences.Hours.Add(now, WorkingDelay.Read(steps[0].After)!.Value, zone),
            Steps = [.. steps.Select((s, i) => new EnrolmentStep { Number = s.Number, Template = s.Template, After = s.After, Letter = enrolment.Letters[i], Approval = approved && enrolment.Letters[i].Length > 0 ? action.Number : null })],
        };
        await MarkAsync(db, row, now, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.Add(row);
        await db.SaveChangesAsync(cancel);
        ends.Note(db, row, $"Begun by {action.DecidedBy} with #{Number(action.Number)}{(row.StepByStep ? ", step by step" : "")}: {Number(steps.Count)} mails, the first due {SequenceEnds.Local(row.DueAt, zone)}.", "start");
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        await events.PublishAsync(new BusinessEvent { Type = StartedEvent, Key = $"sequence:{Number(row.Id)}:start", At = now, Subject = LeadEvents.Subject(lead.Id, lead.Contact!.Title), Text = $"The sequence \"{row.Sequence}\" begins.", Untrusted = true }, cancel);
        return row.DueAt;
    }

    public Task<bool> EndAsync(int enrolment, EnrolmentEnd end, string words, CancellationToken cancel) => ends.EndAsync(enrolment, end, words, cancel);

    public async Task<DateTimeOffset> ContinueAsync(int enrolment, TimeZoneInfo zone, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await NeedAsync(db, enrolment, cancel);
        if (row.EndedAt is null) return row.DueAt;
        if (await db.Set<Enrolment>().AnyAsync(e => e.RunningLeadId == row.LeadId, cancel)) throw new ActionFailedException($"Lead {row.LeadId} is in another sequence by now.");
        (row.EndedAt, row.End, row.EndWords, row.RunningLeadId, row.Failures) = (null, EnrolmentEnd.None, "", row.LeadId, 0);
        row.DueAt = sequences.Hours.Next(row.DueAt > now ? row.DueAt : now, zone);
        await MarkAsync(db, row, now, cancel);
        ends.Note(db, row, $"Goes on: step {Number(row.NextStep)} is due {SequenceEnds.Local(row.DueAt, zone)}.", $"continue{Number(now.UtcTicks)}");
        await db.SaveChangesAsync(cancel);
        return row.DueAt;
    }

    public async Task<bool> BeginAsync(int step, CancellationToken cancel)
    {
        await places.WaitAsync(cancel);
        try
        {
            var today = book.Today;
            await using var db = await databases.CreateDbContextAsync(cancel);
            var row = await db.Set<EnrolmentStep>().FirstAsync(s => s.Id == step, cancel);
            if (row.BegunAt >= today) return true;
            if (await book.RoomAsync(cancel) == 0) return false;
            row.BegunAt = time.GetUtcNow();
            await db.SaveChangesAsync(cancel);
            return true;
        }
        finally
        {
            places.Release();
        }
    }

    public async Task<DateTimeOffset?> SentAsync(int enrolment, int step, TimeZoneInfo zone, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await NeedAsync(db, enrolment, cancel);
        var sent = row.Step(step)!;
        if (sent.SentAt is not null) return row.EndedAt is null ? row.DueAt : null;
        (sent.SentAt, row.NextStep, row.Failures) = (now, step + 1, 0);
        ends.Note(db, row, $"Mail {Number(step)} of {Number(row.Steps.Count)} went out.", $"step{Number(step)}");
        if (row.Step(step + 1) is { } next) row.DueAt = sequences.Hours.Add(now, WorkingDelay.Read(next.After) ?? new WorkingDelay(1, TimeSpan.Zero), zone);
        // A reply may have ended it in the meantime.
        else if (row.EndedAt is null) ends.End(db, row, EnrolmentEnd.Finished, "every mail went out");
        await db.SaveChangesAsync(cancel);
        return row.EndedAt is null ? row.DueAt : null;
    }

    public async Task PutOffAsync(int enrolment, DateTimeOffset until, string? letter, ActionContext action, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await NeedAsync(db, enrolment, cancel);
        row.DueAt = until;
        if (letter is not null && row.Step(row.NextStep) is { } step) (step.Letter, step.Approval) = (letter, action.Number);
        await db.SaveChangesAsync(cancel);
    }

    public async Task FailedAsync(int enrolment, string words, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await NeedAsync(db, enrolment, cancel);
        if (row.EndedAt is not null) return;
        row.DueAt = time.GetUtcNow() + AgainAfter;
        if (++row.Failures >= MostFailures) ends.End(db, row, EnrolmentEnd.NotSent, $"mail {Number(row.NextStep)} could not be sent {Number(MostFailures)} times: {words}");
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>From now on counts what happens next.</summary>
    private static async Task MarkAsync(JarvisDb db, Enrolment row, DateTimeOffset now, CancellationToken cancel)
    {
        row.Since = now;
        row.AfterActivity = row.AfterAway = await db.Set<Activity>().MaxAsync(a => (long?)a.Id, cancel) ?? 0;
        row.AfterMail = await db.Set<ReceivedMail>().MaxAsync(m => (int?)m.Id, cancel) ?? 0;
    }

    private static Task<Enrolment> NeedAsync(JarvisDb db, int enrolment, CancellationToken cancel) =>
        db.Set<Enrolment>().Include(e => e.Lead).Include(e => e.Steps).FirstAsync(e => e.Id == enrolment, cancel);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
