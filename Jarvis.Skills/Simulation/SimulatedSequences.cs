using System.Globalization;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Sequences;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Simulation;

/// <summary>
/// What follow-up sequences did at the simulated company before: some of those who had been answered were in one, and some of them wrote back. Who still is in
/// one is asked about, mail by mail.
/// </summary>
internal sealed class SimulatedSequences(SimulatedWorld world, SequenceCatalog sequences)
{
    private const double Enrolled = 0.4;
    private const double Replied = 0.35;
    private const string By = "the simulation";

    public async Task WritePastAsync(JarvisDb db, CancellationToken cancel)
    {
        if (sequences.All is not [var sequence, ..] || await db.Set<Enrolment>().AnyAsync(cancel)) return;
        var answered = await db.Set<Lead>().Include(l => l.Contact).Where(l => l.FirstAnsweredAt != null && l.State == LeadState.Answered).OrderBy(l => l.Id).ToListAsync(cancel);
        foreach (var lead in answered.Where(l => Chance("in", l) < Enrolled)) db.Add(Walk(db, lead, sequence));
        await db.SaveChangesAsync(cancel);
        // All that is written until now is past.
        var last = await db.Set<Activity>().MaxAsync(a => (long?)a.Id, cancel) ?? 0;
        await db.Set<Enrolment>().ExecuteUpdateAsync(set => set.SetProperty(e => e.AfterActivity, last).SetProperty(e => e.AfterAway, last), cancel);
    }

    private Enrolment Walk(JarvisDb db, Lead lead, Sequence sequence)
    {
        var began = lead.FirstAnsweredAt!.Value;
        var zone = sequences.ZoneOf(lead.Contact!);
        var row = new Enrolment
        {
            LeadId = lead.Id, Lead = lead, Sequence = sequence.Name, StepByStep = true, ActionId = Guid.NewGuid(), StartedBy = By, StartedAt = began, Since = began, DueAt = began,
            Steps = [.. sequence.Steps.Select(s => new EnrolmentStep { Number = s.Number, Template = s.Template, After = s.After })],
        };
        var answersTo = Chance("replied", lead) < Replied ? 1 + (int)(Chance("after", lead) * (sequence.Steps.Count - 1)) : 0;
        for (var at = began; row.Step(row.NextStep) is { } step; row.NextStep++)
        {
            at = row.DueAt = sequences.Hours.Add(at, WorkingDelay.Read(step.After)!.Value, zone);
            if (at >= world.Began)
            {
                row.RunningLeadId = lead.Id;
                return row;
            }
            step.SentAt = step.BegunAt = at;
            Line(ActivityKinds.MailOut, $"mail{Number(step.Number)}", at, $"Mail {Number(step.Number)} of \"{sequence.Name}\"", "");
            var reply = at.AddHours(1 + (20 * Chance("hours", lead)));
            if (step.Number != answersTo || reply >= world.Began) continue;
            Line(ActivityKinds.MailIn, "reply", reply, "Re: Your message", "Sorry for the silence. Yes, please tell me more.");
            (lead.State, lead.StateSince, lead.Contact!.LastActiveAt) = (LeadState.Talking, reply, reply);
            row.NextStep++;
            return Ended(reply, EnrolmentEnd.Replied, $"{lead.Contact.Name} wrote");
        }
        return Ended(row.DueAt, EnrolmentEnd.Finished, "every mail went out");

        Enrolment Ended(DateTimeOffset at, EnrolmentEnd end, string words)
        {
            (row.EndedAt, row.End, row.EndWords) = (at, end, words);
            Line(ActivityKinds.Sequence, "end", at, sequence.Name, $"Ended: {words}.");
            return row;
        }

        void Line(string kind, string key, DateTimeOffset at, string of, string text) =>
            db.Add(new Activity { ContactId = lead.ContactId, LeadId = lead.Id, At = at, Kind = kind, Of = of, Text = text, Untrusted = kind == ActivityKinds.MailIn, Key = $"simulation:{lead.Key}:sequence:{key}" });
    }

    private double Chance(string about, Lead lead) => Noise.Uniform(world.Seed, "sequence" + about, lead.ArrivedAt.UtcTicks);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
