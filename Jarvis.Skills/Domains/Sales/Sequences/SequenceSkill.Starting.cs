using System.ComponentModel;
using System.Text.RegularExpressions;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Domains.Sales.Answering;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Sequences;

internal sealed partial class SequenceSkill
{
    public const string Step = "sales.sequence_step";

    private const int MostGroup = 50;

    /// <summary>How long an approval outlasts the delays of a sequence, for weekends, absences and days over the cap.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromDays(60);

    [KernelFunction("start_sequence")]
    [Description("Starts a follow-up sequence of e-mails for one lead or several. It ends by itself when the lead answers.")]
    public async Task<PlannedAction> StartAsync(
        [Description("The lead's number, name or address; several parted by commas")] string leads,
        [Description("The sequence's name; leave out where there is one")] string? sequence = null,
        [Description("true: each mail is asked for when it is due, instead of all now")] bool stepByStep = false,
        CancellationToken cancel = default)
    {
        var chosen = sequences.Need(sequence);
        var (fit, unfit) = await CandidatesAsync(leads, chosen, cancel);
        if (fit.Count == 0) throw new BadRequestException(unfit.Count == 1 ? unfit[0] : $"None of them can be enrolled. {string.Join(" ", unfit)}");
        var doubts = Consent.Doubts(fit.Select(f => f.Lead));
        var who = fit is [var one] ? $"{one.Lead.Contact!.Title} (lead {one.Lead.Id})" : $"{fit.Count} leads";
        return new PlannedAction
        {
            What = $"Start the sequence \"{chosen.Name}\" {(stepByStep ? "step by step " : "")}for {who}: {Count(chosen.Steps.Count, "mail")}{(fit.Count > 1 ? " each" : "")}",
            Needs = stepByStep ? ClearanceLevel.ModifySafe : ClearanceLevel.ModifyProduction,
            Targets = [.. fit.Select(f => $"lead {f.Lead.Id}, {f.Letters[0].To}")],
            Terms = Terms(chosen, fit, stepByStep),
            Recipients = stepByStep ? 0 : fit.Count,
            Risk = fit.Count > 1 || doubts is not null ? Risk.Medium : Risk.Low,
            RiskNote = stepByStep ? doubts : $"{doubts} A mail cannot be called back. The sequence ends when they write, book, unsubscribe, cannot be reached, or their deal moves.".Trim(),
            AlwaysAsk = doubts is not null,
            Undo = "the sequence is stopped; what has gone out stays",
            Idempotent = true,
            Preview = Preview(chosen, fit, unfit, stepByStep),
            Commit = (action, stop) => EnrolAsync(action, chosen, fit, stepByStep, stop),
        };
    }

    private sealed record Candidate(Lead Lead, IReadOnlyList<OutgoingMail> Letters);

    private async Task<Outcome> EnrolAsync(ActionContext action, Sequence chosen, IReadOnlyList<Candidate> fit, bool stepByStep, CancellationToken cancel)
    {
        var approved = !stepByStep && await action.Effect<ILaterSteps>().CoverAsync(action, Step, chosen.Steps.Count * TimeSpan.FromDays(30) + Slack, cancel);
        var (done, missed) = (new List<(Lead Lead, DateTimeOffset Due)>(), new List<string>());
        foreach (var (lead, mails) in fit)
        {
            var shown = mails.Select(m => stepByStep ? "" : SequenceLetters.Fingerprint(m)).ToList();
            if (await action.Effect<ISequences>().EnrolAsync(new NewEnrolment(lead.Id, chosen, stepByStep, shown, sequences.ZoneOf(lead.Contact!)), approved, action, cancel) is { } due) done.Add((lead, due));
            else missed.Add($"Lead {lead.Id} is in another sequence by now.");
        }
        if (done.Count == 0) throw new ActionFailedException(string.Join(" ", missed));
        var first = done.MinBy(d => d.Due);
        var asks = approved ? "" : stepByStep ? ", and I ask you before each" : ", and the gate decides on each";
        return new Outcome($"{(done.Count == 1 ? $"{first.Lead.Contact!.Title} is" : $"{done.Count} leads are")} in \"{chosen.Name}\". The first mail {(approved ? "goes out" : "is due")} on {When(first.Due)} ({SequenceEnds.Local(first.Due, sequences.ZoneOf(first.Lead.Contact!))} there){asks}.{(missed.Count > 0 ? $" {string.Join(" ", missed)}" : "")}")
        {
            Undo = new FunctionCall("sales.stop_sequence", ("leads", string.Join(", ", done.Select(d => Number(d.Lead.Id))))),
        };
    }

    /// <summary>Who can be enrolled, with every mail that they would get, and why the others cannot.</summary>
    private async Task<(List<Candidate> Fit, List<string> Unfit)> CandidatesAsync(string said, Sequence chosen, CancellationToken cancel)
    {
        var (fit, unfit) = (new List<Candidate>(), new List<string>());
        foreach (var lead in await LeadsAsync(said, cancel))
        {
            if (await ObstacleAsync(lead, chosen, cancel) is { } obstacle)
            {
                unfit.Add(obstacle);
                continue;
            }
            var mails = await letters.AllAsync(lead, chosen, cancel);
            if (mails.GroupBy(m => m.Markdown, StringComparer.Ordinal).Any(g => g.Count() > 1)) throw new BadRequestException($"Two mails of the sequence \"{chosen.Name}\" say the same. Write each its own text in prompts/mail.");
            if (await letters.SentBeforeAsync(mails, cancel) is { } same) unfit.Add($"Lead {lead.Id}, {lead.Contact!.Title}, was sent the mail \"{same.Subject}\" before, word for word.");
            else fit.Add(new Candidate(lead, mails));
        }
        return (fit, unfit);
    }

    private async Task<string?> ObstacleAsync(Lead lead, Sequence chosen, CancellationToken cancel)
    {
        var called = $"Lead {lead.Id}, {lead.Contact!.Title},";
        if (lead.Closed) return $"{called} is {(lead.State == LeadState.Won ? "won" : "lost")}.";
        if (lead.Contact.Email is not { } address) return $"{called} left no e-mail address.";
        if (await suppressed.FindAsync(address, cancel) is { } off) return $"{called} gets no mail: {address} {off.Words}.";
        if (await enrolments.OfLeadAsync(lead.Id, cancel) is { EndedAt: null } now) return $"{called} is in \"{now.Sequence}\" already, at {Place(now)}.";
        return null;
    }

    /// <summary>"12", "Mara Lindqvist", "12, 14 and 15".</summary>
    private async Task<IReadOnlyList<Lead>> LeadsAsync(string said, CancellationToken cancel)
    {
        var parts = Between().Split(said).Select(p => LeadWord().Replace(p, "").Trim()).Where(p => p.Length > 0).ToList();
        if (parts.Count == 0) throw new BadRequestException("leads is empty: say a lead's number, name or address, or several parted by commas.");
        if (parts.Count > MostGroup) throw new BadRequestException($"Those are {parts.Count} leads; allowed are {MostGroup} at a time.");
        var found = new List<Lead>();
        foreach (var part in parts) found.Add(await leads.NeedAsync(part, cancel));
        return [.. found.DistinctBy(l => l.Id)];
    }

    private static Dictionary<string, string> Terms(Sequence chosen, IEnumerable<Candidate> fit, bool stepByStep)
    {
        var terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["Sequence"] = chosen.Name, ["Delays"] = string.Join(", ", chosen.Steps.Select(s => s.After)), ["Asked"] = stepByStep ? "before each mail" : "once" };
        // What is asked for before it goes is shown then.
        if (stepByStep) return terms;
        foreach (var (lead, mails) in fit)
            for (var at = 0; at < mails.Count; at++) terms[$"Lead {lead.Id}, mail {at + 1}"] = $"To {mails[at].To}\nSubject: {mails[at].Subject}\n{mails[at].Markdown}";
        return terms;
    }

    private static string Preview(Sequence chosen, IReadOnlyList<Candidate> fit, IReadOnlyList<string> unfit, bool stepByStep)
    {
        var parts = new List<string>();
        if (unfit.Count > 0) parts.Add($"Left out: {string.Join(" ", unfit)}");
        foreach (var (lead, mails) in fit)
            for (var at = 0; at < mails.Count; at++)
                parts.Add($"**Mail {at + 1} of {mails.Count} to lead {lead.Id}**, {(at == 0 ? "after" : "then after")} {chosen.Steps[at].After} of working time{(stepByStep ? ", as it would be today" : "")}, with the line how to unsubscribe:\n\n{Letter(mails[at])}");
        return string.Join("\n\n---\n\n", parts);
    }

    [GeneratedRegex(@"\s*(?:,|;|\band\b)\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Between();

    [GeneratedRegex(@"^\s*leads?\s+(?=\d)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex LeadWord();
}
