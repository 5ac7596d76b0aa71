using System.Globalization;
using System.Runtime.CompilerServices;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.Sales.Sequences;

/// <summary>
/// Proposes each mail of a sequence that is due: one that was approved as it is passes the gate under that approval, any other is asked for. And proposes a
/// sequence for leads that were answered and stay silent, the best first, all in one question.
/// </summary>
internal sealed class SequenceAgent(SequenceCatalog sequences, SequenceBook book, SequenceLetters letters, StopSigns signs, QuietLeads quiet, TimeProvider time) : IDomainAgent
{
    private const int MostDue = 150;
    private const int MostOffered = 20;
    private const int MostLooked = 100;
    private const int Named = 3;

    /// <summary>Who was answered longer ago does not wait for a next mail.</summary>
    private static readonly TimeSpan Warm = TimeSpan.FromDays(30);

    public string Domain => "sales";

    public bool Concerns(BusinessEvent happened) => happened.Type == SequenceWriter.StartedEvent;

    public async IAsyncEnumerable<Proposal> AnalyseAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var due = await book.DueAsync(MostDue, cancel);
        var over = due.Count == 0 ? [] : (await signs.FindAsync(null, cancel)).Select(s => s.Enrolment).ToHashSet();
        var room = due.Count == 0 ? 0 : await book.RoomAsync(cancel);
        // What is over the cap stays due, and comes first on the next day.
        foreach (var enrolment in due.Where(e => !over.Contains(e.Id)).Take(room)) yield return await ForAsync(enrolment, cancel);
        foreach (var sequence in sequences.All.Where(s => s.OfferAfterDays > 0))
            if (await OfferAsync(sequence, cancel) is { } offer) yield return offer;
    }

    private async Task<Proposal> ForAsync(Enrolment enrolment, CancellationToken cancel)
    {
        var step = enrolment.Step(enrolment.NextStep)!;
        var letter = SequenceLetters.Fingerprint(await letters.OfAsync(enrolment, enrolment.Lead!, step, cancel));
        var same = step.Letter.Length > 0 && step.Letter == letter;
        var under = same ? step.Approval : null;
        var why = enrolment.StepByStep && under is null ? "You wanted to be asked before each mail."
            : under is { } number ? $"Approved with #{Words.Number(number)}."
            : same ? "The sequence was started under the clearance."
            : step.Letter.Length == 0 ? "Nobody has approved it yet." : "It differs from what was approved: the template, the lead's data or the thread have changed.";
        (string, string?)[] arguments = [("lead", Words.Number(enrolment.LeadId)), ("step", Words.Number(step.Number)), .. under is { } by ? [(ILaterSteps.Argument, Words.Number(by))] : Array.Empty<(string, string?)>()];
        return new Proposal(new FunctionCall(SequenceSkill.Step, arguments), $"Mail {Words.Number(step.Number)} of {Words.Number(enrolment.Steps.Count)} of \"{enrolment.Sequence}\" to {enrolment.Lead!.Contact!.Title} is due. {why}")
        {
            // Changed once more, it is another question.
            Key = $"{Prefix(enrolment.Id)}{Words.Number(step.Number)}{(under is null ? $":{letter[..12]}" : "")}",
            Benefit = "Many answer a second or third mail who did not answer the first.",
            Confidence = 0.6,
            Urgent = under is not null,
            // What a person has approved word for word, or the clearance let begin, is no longer a stranger's.
            Untrusted = !same,
        };
    }

    /// <summary>The beginning of the key of each proposal to send a mail of an enrolment.</summary>
    public static string Prefix(int enrolment) => $"{SequenceSkill.Step}:{Words.Number(enrolment)}:";

    private async Task<Proposal?> OfferAsync(Sequence sequence, CancellationToken cancel)
    {
        var since = time.GetUtcNow() - Warm;
        var silent = new List<Lead>();
        foreach (var lead in (await quiet.FindAsync(sequence.OfferAfterDays, MostLooked, cancel)).Where(l => l.State == LeadState.Answered && l.FirstAnsweredAt > since))
            if (silent.Count < MostOffered && await book.OfLeadAsync(lead.Id, cancel) is null) silent.Add(lead);
        if (silent.Count == 0) return null;
        var now = time.GetUtcNow().UtcDateTime;
        return new Proposal(new FunctionCall("sales.start_sequence", ("leads", string.Join(", ", silent.Select(l => Words.Number(l.Id)))), ("sequence", sequence.Name)),
            $"{silent.Count} {(silent.Count == 1 ? "lead was" : "leads were")} answered and said nothing for {sequence.OfferAfterDays} days, among them {string.Join(", ", silent.Take(Named).Select(l => $"{l.Contact!.Title} with {l.Score} points"))}.")
        {
            // One question a week: those who went silent since are in the next.
            Key = $"sales.start_sequence:{sequence.Name}:{ISOWeek.GetYear(now)}-{ISOWeek.GetWeekOfYear(now)}",
            Benefit = "Many answer a second or third mail who did not answer the first.",
            Confidence = 0.5,
            Risk = Risk.Medium,
            Untrusted = true,
        };
    }
}
