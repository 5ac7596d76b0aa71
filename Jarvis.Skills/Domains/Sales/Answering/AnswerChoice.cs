using Jarvis.Skills.Business.Mail.Templates;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Answering;

/// <summary>Chooses the template that answers a new lead: that of the rule of which most words begin a word of the message.</summary>
internal sealed class AnswerChoice(MailTemplates templates, IOptions<SalesOptions> options)
{
    public const string Purpose = "lead.first_answer";
    private const string FollowUpPurpose = "lead.follow_up";

    /// <exception cref="BadRequestException">No rule fits and none answers the rest, or a template is missing.</exception>
    public MailTemplate For(Lead lead)
    {
        var best = Saying(lead) ?? options.Value.Answers.Values.FirstOrDefault(r => r.Says.Length == 0);
        return best is null ? throw new BadRequestException("No template answers this lead. Write one to prompts/mail, and its name to Sales:Answers in appsettings.json.") : Need(best.Template);
    }

    /// <summary>Whether a rule says words of the message, so that its template is about what was asked.</summary>
    public bool Speaks(Lead lead) => Saying(lead) is not null;

    /// <summary>Only a template that was written to answer leads may do so.</summary>
    public MailTemplate Need(string name)
    {
        var template = templates.Need(name);
        return template.For == Purpose ? template : throw new BadRequestException($"The template \"{template.Name}\" is for \"{template.For}\"; one that answers a lead says \"for: {Purpose}\". There are {string.Join(", ", templates.For(Purpose).Select(t => t.Name))}.");
    }

    /// <exception cref="BadRequestException">There is none.</exception>
    public MailTemplate FollowUp() =>
        templates.For(FollowUpPurpose) is [var template, ..] ? template : throw new BadRequestException($"No template says \"for: {FollowUpPurpose}\". Write one to prompts/mail.");

    private AnswerRule? Saying(Lead lead) =>
        options.Value.Answers.Values.Where(r => r.Says.Length > 0).Select(r => (Rule: r, Found: r.Says.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Count(w => Words.Begins(lead.Message, w))))
            .Where(r => r.Found > 0).OrderByDescending(r => r.Found).Select(r => r.Rule).FirstOrDefault();
}
