using System.ComponentModel;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Answering;

/// <summary>What is written to leads: an answer, a follow-up, words of the owner's own.</summary>
internal sealed class AnswerSkill(
    LeadBook book, QuietLeads quiet, AnswerChoice answers, LeadMails writer, FirstAnswer first, IOptions<BusinessOptions> business)
{
    private const int MostGroup = 100;
    private const int LongestSilence = 365;

    public static readonly TimeSpan SavedByAnswer = TimeSpan.FromMinutes(5);

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
        await first.NeedNoneYetAsync(found, cancel);
        var chosen = template is null ? answers.For(found) : answers.Need(template);
        var mail = await writer.ByTemplateAsync(found, chosen, FirstAnswer.KeyOf(found), cancel);
        return PlannedLetter.Of($"Answer {found.Contact!.Title} (lead {found.Id}) with \"{chosen.Name}\"", found, mail, SavedByAnswer);
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
        return PlannedLetter.Of($"Write to {found.Contact!.Title} (lead {found.Id})", found, mail);
    }

    [KernelFunction("follow_up")]
    [Description("Follows up with one lead by e-mail, with the owner's template.")]
    public async Task<PlannedAction> FollowUpAsync([Description("The lead's number, name or address")] string lead, CancellationToken cancel = default)
    {
        var found = await book.NeedAsync(lead, cancel);
        if (found.Closed) throw new BadRequestException($"Lead {found.Id}, {found.Contact!.Title}, is {LeadWords.State(found.State)}.");
        var mail = await writer.ByTemplateAsync(found, answers.FollowUp(), "", cancel);
        return PlannedLetter.Of($"Follow up with {found.Contact!.Title} (lead {found.Id})", found, mail);
    }

    [KernelFunction("follow_up_quiet")]
    [Description("Follows up with every lead that was answered and has been silent for some days: one question, each mail readable.")]
    public async Task<PlannedAction> FollowUpQuietAsync([Description("Silent for so long, such as \"2 weeks\" or P14D; leave out for the usual")] string? silence = null, CancellationToken cancel = default)
    {
        var silent = Silence.Days(silence, quiet.Days, LongestSilence);
        var leads = await quiet.FindAsync(silent, MostGroup, cancel);
        if (leads.Count == 0) throw new BadRequestException($"Nobody who was answered has been silent for {Count(silent, "day")}.");
        var template = answers.FollowUp();
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
            Preview = string.Join("\n\n---\n\n", letters.Select(l => PlannedLetter.Shown(l.Mail))),
            Commit = async (action, stop) =>
            {
                var (gone, kept, failed) = (0, 0, new List<string>());
                foreach (var (lead, mail) in letters)
                {
                    try
                    {
                        if ((await PlannedLetter.SendAsync(action, lead, mail with { Key = $"action:{action.ActionId:n}:{lead.Id}" }, stop)).Left) gone++;
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
}
