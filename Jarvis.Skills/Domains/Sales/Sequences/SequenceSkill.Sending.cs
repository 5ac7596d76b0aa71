using System.ComponentModel;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Domains.Sales.Answering;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Domains.Sales.Sequences;

internal sealed partial class SequenceSkill
{
    private static readonly TimeSpan SavedByMail = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The one way in which a mail of a sequence goes out. With "approved" it is bound to what that action's plan has shown, word for word; without it, the mail
    /// is in this plan, and the gate decides.
    /// </summary>
    [KernelFunction("sequence_step")]
    [Description("Sends the next mail of the follow-up sequence that a lead is in.")]
    public async Task<PlannedAction> SendStepAsync(
        [Description("The lead's number, name or address")] string lead,
        [Description("Which mail of the sequence; leave out for the next")] int? step = null,
        [Description("The number of the action with which this mail was approved; leave out otherwise")] int? approved = null,
        CancellationToken cancel = default)
    {
        var found = await leads.NeedAsync(lead, cancel);
        var enrolment = await enrolments.OfLeadAsync(found.Id, cancel) ?? throw new BadRequestException($"Lead {found.Id}, {found.Contact!.Title}, was never in a sequence.");
        var number = step ?? enrolment.NextStep;
        var row = enrolment.Step(number) ?? throw new BadRequestException(step is null ? $"Lead {found.Id} has got every mail of \"{enrolment.Sequence}\"." : $"\"{enrolment.Sequence}\" has no mail {number} for lead {found.Id}; it has {enrolment.Steps.Count}.");
        var letter = await letters.OfAsync(enrolment, found, row, cancel);
        // What was handed over before a crash is only to be written down.
        var begun = await letters.BegunAsync(letter.Key, cancel);
        if (!begun && enrolment.EndedAt is { } ended) throw new BadRequestException($"\"{enrolment.Sequence}\" ended for lead {found.Id} on {When(ended)}: {enrolment.EndWords}.");
        if (!begun && await signs.FindAsync(enrolment.Id, cancel) is [var sign, ..]) throw new BadRequestException($"\"{enrolment.Sequence}\" is over for lead {found.Id}: {sign.Words}.");
        if (!begun && number != enrolment.NextStep) throw new BadRequestException($"Mail {enrolment.NextStep} comes next for lead {found.Id}, not mail {number}.");
        var fingerprint = SequenceLetters.Fingerprint(letter);
        if (approved is { } by && (row.Approval != by || row.Letter != fingerprint)) throw new BadRequestException($"Mail {number} of \"{enrolment.Sequence}\" to lead {found.Id} is not what #{by} approved.");
        return new PlannedAction
        {
            What = $"Send mail {number} of {enrolment.Steps.Count} of the sequence \"{enrolment.Sequence}\" to {found.Contact!.Title} (lead {found.Id})",
            Needs = ClearanceLevel.ModifyProduction,
            Targets = [$"lead {found.Id}, {letter.To}"],
            Terms = LeadMails.Terms(letter),
            Recipients = 1,
            RiskNote = "A mail cannot be called back.",
            Idempotent = true,
            AlwaysAsk = enrolment.StepByStep && approved is null,
            Preview = Letter(letter),
            Commit = (action, stop) => SendAsync(action, new Due(enrolment, row, found, letter, fingerprint, approved, begun), stop),
        };
    }

    private sealed record Due(Enrolment Enrolment, EnrolmentStep Row, Lead Lead, OutgoingMail Letter, string Fingerprint, int? Approved, bool Begun)
    {
        public string Called => $"mail {Row.Number} of \"{Enrolment.Sequence}\"";
    }

    private async Task<Outcome> SendAsync(ActionContext action, Due due, CancellationToken cancel)
    {
        if (due.Row.SentAt is { } before) return new Outcome($"It went out to {due.Lead.Contact!.Title} on {When(before)}.");
        var zone = sequences.ZoneOf(due.Lead.Contact!);
        if (!due.Begun && await WaitAsync(action, due, zone, cancel) is { } waits) return waits;
        var written = action.Effect<ISequences>();
        SentMail sent;
        try
        {
            sent = await action.Effect<IMailTransport>().SendAsync(due.Letter, cancel);
        }
        catch (MailFailedException e)
        {
            if (e.Suppressed || e.NoSuchAddress) await written.EndAsync(due.Enrolment.Id, e.Suppressed ? EnrolmentEnd.Unsubscribed : EnrolmentEnd.Bounced, e.Suppressed ? $"{due.Letter.To.Address} is on the suppression list" : "there is no such address", cancel);
            else await written.FailedAsync(due.Enrolment.Id, e.Message, cancel);
            throw;
        }
        await action.Effect<ILeadChanges>().MailedAsync(due.Lead.Id, due.Letter, sent, cancel);
        if (!sent.Left)
        {
            await written.EndAsync(due.Enrolment.Id, EnrolmentEnd.NotSent, $"{due.Called} has not left: it is {sent.Where}", cancel);
            return new Outcome($"The mail to {due.Lead.Contact!.Title} is {sent.Where}. It has not left, so the sequence has ended: write your mail server to Mail:Smtp in appsettings.json.");
        }
        var next = await written.SentAsync(due.Enrolment.Id, due.Row.Number, zone, cancel);
        return new Outcome($"The mail to {due.Lead.Contact!.Title} is {sent.Where}. {(next is { } at ? $"The next is due on {When(at)}." : "It was the last.")}") { SavedTime = SavedByMail };
    }

    /// <summary>What keeps a mail from leaving now; null when nothing does.</summary>
    /// <exception cref="ActionFailedException">The sequence has ended.</exception>
    private async Task<Outcome?> WaitAsync(ActionContext action, Due due, TimeZoneInfo zone, CancellationToken cancel)
    {
        var written = action.Effect<ISequences>();
        if (await signs.FindAsync(due.Enrolment.Id, cancel) is [var sign, ..])
        {
            await written.EndAsync(due.Enrolment.Id, sign.End, sign.Words, cancel);
            throw new ActionFailedException($"Nothing was sent, and the sequence has ended: {sign.Words}.");
        }
        if (await letters.SentBeforeAsync([due.Letter], cancel) is not null)
        {
            await written.EndAsync(due.Enrolment.Id, EnrolmentEnd.NotSent, $"the words of {due.Called} were sent to them before", cancel);
            throw new ActionFailedException("Nothing was sent, and the sequence has ended: the same words were sent to them before.");
        }
        var now = time.GetUtcNow();
        if (!sequences.Hours.IsOpen(now, zone)) return await PutOffAsync(action, due, sequences.Hours.Next(now, zone), "nobody is at work there now", cancel);
        if (!await written.BeginAsync(due.Row.Id, cancel)) return await PutOffAsync(action, due, sequences.Hours.Next(enrolments.Today.AddDays(1), zone), $"today's {sequences.DailyCap} mails have gone out", cancel);
        return null;
    }

    /// <summary>The mail goes out later, under what a person has approved now or before.</summary>
    private async Task<Outcome> PutOffAsync(ActionContext action, Due due, DateTimeOffset until, string why, CancellationToken cancel)
    {
        var newly = due.Approved is null && await action.Effect<ILaterSteps>().CoverAsync(action, Step, Slack, cancel);
        await action.Effect<ISequences>().PutOffAsync(due.Enrolment.Id, until, newly ? due.Fingerprint : null, action, cancel);
        return new Outcome($"The mail to {due.Lead.Contact!.Title} {(newly || due.Approved is not null ? "goes out" : "is due")} on {When(until)}, because {why}.");
    }
}
