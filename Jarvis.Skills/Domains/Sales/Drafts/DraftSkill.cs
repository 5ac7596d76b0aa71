using System.ComponentModel;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Drafting;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Templates;
using Jarvis.Skills.Domains.Sales.Answering;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Domains.Sales.Drafts;

/// <summary>Mails to leads that a model drafts and the owner sends.</summary>
internal sealed class DraftSkill(LeadBook book, LeadDrafts drafts, DraftBook kept, AnswerChoice answers, LeadMails writer, FirstAnswer first, IOptions<BusinessOptions> business)
{
    [KernelFunction("draft")]
    [Description("Drafts an answer or a follow-up to a lead from what the business has written about itself. Shows it; sends nothing.")]
    public async Task<Answer> DraftAsync(
        Kernel kernel,
        [Description("The lead's number, name or address; leave out to write the last draft anew")] string? lead = null,
        [Description("answer or follow-up; leave out for what fits")] string? kind = null,
        [Description("What it should be about, or how: \"about the licence\", \"shorter\"")] string? wish = null,
        CancellationToken cancel = default)
    {
        var last = string.IsNullOrWhiteSpace(lead) ? await kept.LatestAsync(null, cancel) ?? throw new BadRequestException("Nothing was drafted yet. Say \"draft an answer for lead …\", with a number or a name.") : null;
        var found = await book.NeedAsync(last is null ? lead! : Words.Number(last.Lead), cancel);
        if (found.Closed) throw new BadRequestException($"Lead {found.Id}, {found.Contact!.Title}, is {LeadWords.State(found.State)}.");
        var wanted = KindOf(kind) ?? last?.Kind ?? (found.FirstAnsweredAt is null || found.State == LeadState.Talking ? DraftKind.Answer : DraftKind.FollowUp);
        // Who left no address is found out before anybody is asked.
        await LetterAsync(found, wanted, "", "", cancel);
        try
        {
            var draft = await drafts.OnWishAsync(found, wanted, string.IsNullOrWhiteSpace(wish) ? null : wish.Trim(), CallContext.Of(kernel)?.Cause ?? $"lead:{Words.Number(found.Id)}", cancel);
            var letter = await LetterAsync(found, wanted, draft.Text, "", cancel);
            return new Answer($"Draft {draft.Id}, {(wanted == DraftKind.Answer ? "an answer" : "a follow-up")} to {found.Contact!.Title} (lead {found.Id}). It has not been sent.\n\n{PlannedLetter.Shown(letter)}")
            {
                Data = new { draft = draft.Id, lead = found.Id, sent = false },
                Untrusted = true,
                Next = [$"send draft {draft.Id}", "make it shorter", "make it more friendly"],
            };
        }
        catch (NoDraftException e)
        {
            return await InsteadAsync(found, wanted, e.Message, cancel);
        }
    }

    /// <summary>Asked for whatever the clearance: its words are a model's that has read a stranger's.</summary>
    [KernelFunction("send_draft")]
    [Description("Sends a draft that was shown, by its number, word for word.")]
    public async Task<PlannedAction> SendDraftAsync(
        [Description("The draft's number")] int draft,
        [Description("Other words in its place, as Markdown; leave out to send it as it is")] string? text = null,
        CancellationToken cancel = default)
    {
        var shown = await kept.NeedAsync(draft, cancel);
        var lead = await book.NeedAsync(Words.Number(shown.Lead), cancel);
        if (lead.Closed) throw new BadRequestException($"Lead {lead.Id}, {lead.Contact!.Title}, is {LeadWords.State(lead.State)}.");
        var key = $"draft:{Words.Number(draft)}";
        // By the timeline, which is written last: after a crash between the two, the same is done again.
        if (await kept.WasSentAsync(key, cancel)) throw new BadRequestException($"Draft {draft} went out already. Say \"draft a follow up for lead {lead.Id}\" to write again.");
        // Drafted while nobody had answered: then it is the first answer, or comes too late.
        if (shown.Kind == DraftKind.Answer && (lead.FirstAnsweredAt is not { } answered || answered >= shown.At))
        {
            await first.NeedNoneYetAsync(lead, cancel);
            key = FirstAnswer.KeyOf(lead);
        }
        var letter = await LetterAsync(lead, shown.Kind, string.IsNullOrWhiteSpace(text) ? shown.Text : text.Trim(), key, cancel);
        return PlannedLetter.Of($"Send draft {draft}, {(shown.Kind == DraftKind.Answer ? "an answer" : "a follow-up")} to {lead.Contact!.Title} (lead {lead.Id})", lead, letter, AnswerSkill.SavedByAnswer) with { AlwaysAsk = true };
    }

    private async Task<Answer> InsteadAsync(Lead lead, DraftKind kind, string why, CancellationToken cancel)
    {
        MailTemplate template;
        try
        {
            template = kind == DraftKind.Answer && lead.FirstAnsweredAt is null ? answers.For(lead) : answers.FollowUp();
        }
        catch (BadRequestException e)
        {
            return new Answer($"There is no draft. {why}\n\nThere is no template in its place either. {e.Message}");
        }
        var say = template.For == AnswerChoice.Purpose ? $"answer lead {lead.Id}" : $"follow up with lead {lead.Id}";
        var letter = await writer.ByTemplateAsync(lead, template, "", cancel);
        return new Answer($"There is no draft. {why}\n\nYour template \"{template.Name}\" would say this; say \"{say}\" to send it.\n\n{PlannedLetter.Shown(letter)}") { Untrusted = true, Next = [say] };
    }

    private Task<OutgoingMail> LetterAsync(Lead lead, DraftKind kind, string text, string key, CancellationToken cancel) =>
        writer.InThreadAsync(lead, kind == DraftKind.Answer ? $"Your message to {business.Value.Name}" : $"From {business.Value.Name}", text, key, cancel);

    private static DraftKind? KindOf(string? said) => said?.Trim().ToLowerInvariant() switch
    {
        null or "" => null,
        "answer" or "reply" => DraftKind.Answer,
        "follow-up" or "follow up" or "followup" => DraftKind.FollowUp,
        var other => throw new BadRequestException($"kind is \"{other}\"; allowed is answer or follow-up."),
    };
}
