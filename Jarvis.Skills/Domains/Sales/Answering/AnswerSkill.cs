using System.ComponentModel;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Templates;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Answering;

/// <summary>What is written to leads: an answer, a follow-up, words of the owner's own.</summary>
internal sealed class AnswerSkill(
    LeadBook book, QuietLeads quiet, AnswerChoice answers, LeadMails writer, MailArchive mails, MailTemplates templates, OwnerClock clock, IOptions<BusinessOptions> business)
{
    private const int MostGroup = 100;
    private const string FollowUp = "lead.follow_up";

    private static readonly TimeSpan SavedByAnswer = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Bounded: it goes to the address that the lead gave, with the words of a template that the owner wrote, in which a stranger's first name is the only
    /// thing of theirs. Once for each lead.
    /// </summary>
    [KernelFunction("answer"), BoundedForStrangers]
    [Description("Answers a new lead by e-mail with one of the owner's templates.")]
    public async Task<PlannedAction> AnswerAsync(
        [Description("The lead's number, name or address")] string lead,
        [Description("A template's name; leave out for the one that fits")] string? template = null,
        CancellationToken cancel = default)
    {
        var found = await book.NeedAsync(lead, cancel);
        var key = $"lead:{found.Id}:first-answer";
        if (found.FirstAnsweredAt is { } before) throw new BadRequestException($"Lead {found.Id}, {found.Contact!.Title}, was answered on {clock.When(before)}. Say \"follow up with lead {found.Id}\" to write again.");
        if (await mails.SentAsync(key, cancel) is { State: MailState.Kept } kept) throw new BadRequestException($"The answer to lead {found.Id} is {kept.Where}. Send it by hand, or write your mail server to Mail:Smtp in appsettings.json.");
        var chosen = template is null ? answers.For(found) : answers.Need(template);
        var mail = await writer.ByTemplateAsync(found, chosen, key, cancel);
        return PlanMail($"Answer {found.Contact!.Title} (lead {found.Id}) with \"{chosen.Name}\"", found, mail, SavedByAnswer);
    }

    [KernelFunction("write")]
    [Description("Sends an e-mail with the given words to a lead, in the thread with them.")]
    public async Task<PlannedAction> WriteAsync(
        [Description("The lead's number, name or address")] string lead,
        [Description("What to write, as Markdown")] string text,
        [Description("Leave out where there is a thread already")] string? subject = null,
        CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new BadRequestException("text is empty; say what to write.");
        var found = await book.NeedAsync(lead, cancel);
        var mail = await writer.InThreadAsync(found, string.IsNullOrWhiteSpace(subject) ? $"From {business.Value.Name}" : subject.Trim(), text.Trim(), "", cancel);
        return PlanMail($"Write to {found.Contact!.Title} (lead {found.Id})", found, mail);
    }

    [KernelFunction("follow_up")]
    [Description("Follows up with one lead by e-mail, with the owner's template.")]
    public async Task<PlannedAction> FollowUpAsync([Description("The lead's number, name or address")] string lead, CancellationToken cancel = default)
    {
        var found = await book.NeedAsync(lead, cancel);
        if (found.Closed) throw new BadRequestException($"Lead {found.Id}, {found.Contact!.Title}, is {LeadWords.State(found.State)}.");
        var mail = await writer.ByTemplateAsync(found, FollowUpTemplate(), "", cancel);
        return PlanMail($"Follow up with {found.Contact!.Title} (lead {found.Id})", found, mail);
    }

    [KernelFunction("follow_up_quiet")]
    [Description("Follows up with every lead that was answered and has been silent for some days: one question, each mail readable.")]
    public async Task<PlannedAction> FollowUpQuietAsync([Description("Silent for so many days; leave out for the usual")] int? days = null, CancellationToken cancel = default)
    {
        var silent = days ?? quiet.Days;
        if (silent is < 1 or > 365) throw new BadRequestException($"days is {silent}; allowed is 1 to 365.");
        var leads = await quiet.FindAsync(silent, MostGroup, cancel);
        if (leads.Count == 0) throw new BadRequestException($"Nobody who was answered has been silent for {Count(silent, "day")}.");
        var template = FollowUpTemplate();
        var letters = new List<(Lead Lead, OutgoingMail Mail)>();
        foreach (var lead in leads) letters.Add((lead, await writer.ByTemplateAsync(lead, template, "", cancel)));
        return new PlannedAction
        {
            What = $"Follow up with {Count(letters.Count, "lead")} who went quiet for {Count(silent, "day")}",
            Needs = ClearanceLevel.ModifyProduction,
            Targets = [.. letters.Select(l => $"lead {l.Lead.Id}, {l.Mail.To}")],
            Terms = letters.ToDictionary(l => $"Mail to {l.Mail.To.Address}", l => $"{l.Mail.Subject}\n{l.Mail.Markdown}", StringComparer.Ordinal),
            Recipients = letters.Count,
            Risk = Risk.Medium,
            RiskNote = "A mail cannot be called back.",
            Idempotent = true,
            Preview = string.Join("\n\n---\n\n", letters.Select(l => Letter(l.Mail))),
            Commit = async (action, stop) =>
            {
                var (gone, kept, failed) = (0, 0, new List<string>());
                foreach (var (lead, mail) in letters)
                {
                    try
                    {
                        if ((await SendAsync(action, lead, mail with { Key = $"action:{action.ActionId:n}:{lead.Id}" }, stop)).Left) gone++;
                        else kept++;
                    }
                    catch (MailFailedException e)
                    {
                        failed.Add($"lead {lead.Id}: {e.Message}");
                    }
                }
                if (gone + kept == 0) throw new ActionFailedException($"No mail was sent. {string.Join(" ", failed.Take(3))}");
                return new Outcome($"{Count(gone, "mail")} {(gone == 1 ? "was" : "were")} handed to the mail server{(kept > 0 ? $", {kept} lie in the outbox folder, because no mail server is set up" : "")}{(failed.Count > 0 ? $"; {failed.Count} failed: {string.Join(" ", failed.Take(3))}" : "")}.") { SavedTime = gone * SavedByAnswer };
            },
        };
    }

    private MailTemplate FollowUpTemplate() =>
        templates.For(FollowUp) is [var template, ..] ? template : throw new BadRequestException($"No template says \"for: {FollowUp}\". Write one to prompts/mail.");

    private PlannedAction PlanMail(string what, Lead lead, OutgoingMail mail, TimeSpan saves = default) => new()
    {
        What = what,
        Needs = ClearanceLevel.ModifyProduction,
        Targets = [$"lead {lead.Id}, {mail.To}"],
        Terms = LeadMails.Terms(mail),
        Recipients = 1,
        RiskNote = "A mail cannot be called back.",
        Idempotent = true,
        Preview = Letter(mail),
        Commit = async (action, cancel) =>
        {
            // Its own key where the mail is one of a kind; else that of the action, which a run after a crash keeps.
            var sent = await SendAsync(action, lead, mail.Key.Length > 0 ? mail : mail with { Key = $"action:{action.ActionId:n}" }, cancel);
            return new Outcome($"The mail to {lead.Contact!.Title} is {sent.Where}{(sent.Left ? "" : ". It has not left: send it by hand, or write your mail server to Mail:Smtp in appsettings.json")}.") { SavedTime = sent.Left ? saves : TimeSpan.Zero };
        },
    };

    private static async Task<SentMail> SendAsync(ActionContext action, Lead lead, OutgoingMail mail, CancellationToken cancel)
    {
        var sent = await action.Effect<IMailTransport>().SendAsync(mail, cancel);
        await action.Effect<ILeadChanges>().MailedAsync(lead.Id, mail, sent, cancel);
        return sent;
    }

    private static string Letter(OutgoingMail mail) => $"**To:** {Escaped(mail.To.ToString())}\n**Subject:** {Escaped(mail.Subject)}\n\n{mail.Markdown}";

    private static string Escaped(string text) => text.Replace("<", "\\<", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);
}
