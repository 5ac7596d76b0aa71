using System.ComponentModel;
using System.Globalization;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Suppression;
using Jarvis.Skills.Domains.Sales.Leads;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Sequences;

/// <summary>Follow-up sequences: who is in which, what comes next, and starting and stopping them.</summary>
internal sealed partial class SequenceSkill(
    SequenceCatalog sequences, SequenceBook enrolments, SequenceLetters letters, StopSigns signs, LeadBook leads, SuppressionList suppressed, IOptions<BusinessOptions> business, TimeProvider time)
{
    private const int MostRows = 25;
    private const int Named = 5;

    [KernelFunction("sequences")]
    [Description("The follow-up sequences: how many leads were enrolled, wrote back or were stopped, and who is in which step now.")]
    public async Task<Answer> SequencesAsync([Description("A sequence's name, to see who is in it; leave out for all")] string? sequence = null, CancellationToken cancel = default)
    {
        var one = string.IsNullOrWhiteSpace(sequence) ? null : sequences.Need(sequence);
        if (one is null && sequences.All.Count == 0) return new Answer("No sequence is written. Name one with its steps in Sales:Sequences:Named in appsettings.json, and write its mails to prompts/mail.");
        var running = await enrolments.RunningAsync(one?.Name, MostRows, cancel);
        var counts = (await enrolments.CountsAsync(cancel)).Where(c => one is null || c.Name.Equals(one.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        var (all, inside) = (counts.Sum(c => c.Enrolled), counts.Sum(c => c.Running));
        var who = inside == 0 ? "nobody is in one now" : $"{inside} {(inside == 1 ? "is" : "are")} in {(one is null ? "one" : "it")} now: {string.Join("; ", running.Take(Named).Select(e => $"**{e.Lead!.Contact!.Title}** (lead {e.LeadId}), {Place(e)}, {When(e.DueAt)}"))}{(inside > Named ? " …" : "")}";
        return new Answer($"{(one is null ? $"There {(sequences.All.Count == 1 ? "is one sequence" : $"are {sequences.All.Count} sequences")}" : $"\"{one.Name}\" has {one.Steps.Count} mails")}; {Count(all, "lead")} {(all == 1 ? "was" : "were")} enrolled, and {who}.{await CapAsync(cancel)}")
        {
            Table = one is not null && running.Count > 0
                ? new Table(["Lead", "Who", "Step", "Next mail", "Approved"], [.. running.Select(e => (IReadOnlyList<string>)[Number(e.LeadId), e.Lead!.Contact!.Title, Place(e), When(e.DueAt), Approved(e)])])
                : new Table(["Sequence", "Steps", "Enrolled", "In it now", "Wrote back", "Heard all", "Stopped otherwise", "Mails"], [.. counts.Select(c => (IReadOnlyList<string>)
                    [c.Name, string.Join(", ", sequences.All.FirstOrDefault(s => s.Name == c.Name)?.Steps.Select(s => s.After) ?? []), Number(c.Enrolled), Number(c.Running), Share(c.Replied, c.Enrolled), Number(c.Finished), Number(c.Stopped), Number(c.Mails)])]),
            Data = new { sequences = counts, running = running.Select(e => new { lead = e.LeadId, who = e.Lead!.Contact!.Title, sequence = e.Sequence, step = e.NextStep, of = e.Steps.Count, due = e.DueAt }) },
            Untrusted = true,
            Next = inside > 0 ? [$"next step of lead {Number(running[0].LeadId)}"] : [],
        };
    }

    [KernelFunction("next_step")]
    [Description("Which mail of its follow-up sequence a lead gets next, and when.")]
    public async Task<Answer> NextStepAsync([Description("The lead's number, name or address")] string lead, CancellationToken cancel = default)
    {
        var found = await leads.NeedAsync(lead, cancel);
        if (await enrolments.OfLeadAsync(found.Id, cancel) is not { } enrolment) return new Answer($"Lead {found.Id}, **{found.Contact!.Title}**, was never in a sequence.") { Untrusted = true, Next = Offer(found) };
        if (enrolment.EndedAt is { } ended)
            return new Answer($"Lead {found.Id}, **{found.Contact!.Title}**, is in no sequence. \"{enrolment.Sequence}\" ended on {When(ended)} after {enrolment.Steps.Count(s => s.SentAt is not null)} of {enrolment.Steps.Count} mails: {enrolment.EndWords}.") { Untrusted = true };
        var zone = sequences.ZoneOf(found.Contact!);
        var letter = await letters.OfAsync(enrolment, found, enrolment.Step(enrolment.NextStep)!, cancel);
        return new Answer($"Lead {found.Id}, **{found.Contact!.Title}**, is in \"{enrolment.Sequence}\": {Place(enrolment)} is due on {When(enrolment.DueAt)} ({SequenceEnds.Local(enrolment.DueAt, zone)} there), {Approved(enrolment)}. It says:\n\n{Letter(letter)}")
        {
            Data = new { lead = found.Id, sequence = enrolment.Sequence, step = enrolment.NextStep, of = enrolment.Steps.Count, due = enrolment.DueAt },
            Untrusted = true,
            Next = [$"stop the sequence for lead {Number(found.Id)}"],
        };
    }

    private async Task<string> CapAsync(CancellationToken cancel)
    {
        if (await enrolments.RoomAsync(cancel) > 0) return "";
        var waiting = await enrolments.DueAsync(MostGroup, cancel);
        return waiting.Count == 0 ? "" : $" {Count(waiting.Count, "mail")} {(waiting.Count == 1 ? "waits" : "wait")} until the next day: today's {sequences.DailyCap} have gone out.";
    }

    private IReadOnlyList<string> Offer(Lead lead) => lead.Closed || sequences.All is not [var first, ..] ? [] : [$"start the sequence {first.Name} for lead {Number(lead.Id)}"];

    private static string Place(Enrolment enrolment) => $"mail {Number(enrolment.NextStep)} of {Number(enrolment.Steps.Count)}";

    private static string Approved(Enrolment enrolment) => enrolment.Step(enrolment.NextStep) switch
    {
        { Approval: { } number } => $"approved with #{Number(number)}",
        _ when enrolment.StepByStep => "and I ask you before it goes",
        _ => "and the gate decides then",
    };

    private static string Letter(OutgoingMail mail) => $"**To:** {Escaped(mail.To.ToString())}\n**Subject:** {Escaped(mail.Subject)}\n\n{mail.Markdown}";

    private static string Escaped(string text) => text.Replace("<", "\\<", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);

    private static string Share(int part, int all) => all == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{part} ({100.0 * part / all:0} %)");

    private string When(DateTimeOffset at) => business.Value.Local(at).ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture);
}
