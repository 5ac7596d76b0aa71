using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Templates;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Answering;

/// <summary>Writes mails to leads: the template filled in, in the thread that the lead began, and what a plan says of it.</summary>
internal sealed class LeadMails(MailArchive archive, IOptions<BusinessOptions> business)
{
    private const int MostSubject = 150;
    private const int MostLooked = 10;

    /// <summary>A mail by a template.</summary>
    /// <param name="key">See <see cref="OutgoingMail.Key"/>.</param>
    public async Task<OutgoingMail> ByTemplateAsync(Lead lead, MailTemplate template, string key, CancellationToken cancel)
    {
        var contact = lead.Contact!;
        var (subject, text) = template.Render(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["name"] = Words.FirstName(contact.Name), ["company"] = contact.Company, ["business"] = business.Value.Name,
        });
        return await InThreadAsync(lead, subject, text, key, cancel);
    }

    /// <summary>A mail with words of one's own. It answers the lead's last mail where there is one.</summary>
    public Task<OutgoingMail> InThreadAsync(Lead lead, string subject, string text, string key, CancellationToken cancel)
    {
        var contact = lead.Contact!;
        return contact.Email is { } address ? InThreadAsync(contact, address, subject, text, key, cancel)
            : throw new BadRequestException($"Lead {lead.Id}, {contact.Title}, left no e-mail address{(contact.Phone.Length > 0 ? $". The phone number is {contact.Phone}" : "")}.");
    }

    /// <summary>The same for a contact whose address is known.</summary>
    public async Task<OutgoingMail> InThreadAsync(Contact contact, string address, string subject, string text, string key, CancellationToken cancel)
    {
        // What a machine wrote for them, such as that they are away, is no thread to go on with.
        var last = (await archive.FromAsync(address, MostLooked, cancel)).FirstOrDefault(m => m.Kind is MailKind.Message or MailKind.Reply);
        // The same words sent before are this mail itself, planned again after a crash: it does not answer itself.
        var own = last is null ? (await archive.ToAsync(address, MostLooked, cancel)).FirstOrDefault(m => m.State == MailState.Accepted && m.Key != key && m.Markdown != text) : null;
        var thread = last?.Subject ?? own?.Subject;
        return new OutgoingMail
        {
            Key = key, To = new MailParty(contact.Name.Length > 0 ? contact.Name : null, last?.ReplyTo ?? address), Subject = thread is null ? subject : Again(thread), Markdown = text,
            InReplyTo = last?.MessageId ?? own?.MessageId, References = last?.Thread ?? (own is null ? [] : [own.MessageId]),
        };
    }

    /// <summary>The plan's terms: whoever approves has seen whom it goes to, and every word.</summary>
    public static IReadOnlyDictionary<string, string> Terms(OutgoingMail mail) =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["To"] = mail.To.ToString(), ["Subject"] = mail.Subject, ["Text"] = mail.Markdown };

    /// <summary>The subject of an answer in a thread.</summary>
    public static string Again(string subject)
    {
        var line = subject.Trim();
        if (line.Length > MostSubject) line = line[..MostSubject];
        return line.StartsWith("re:", StringComparison.OrdinalIgnoreCase) ? line : $"Re: {line}";
    }
}
