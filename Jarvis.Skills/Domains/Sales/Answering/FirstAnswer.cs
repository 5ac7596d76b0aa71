using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.Sales.Answering;

/// <summary>A lead's first answer, which goes out once, whoever wrote it.</summary>
internal sealed class FirstAnswer(MailArchive mails, OwnerClock clock)
{
    /// <summary>See <see cref="OutgoingMail.Key"/>.</summary>
    public static string KeyOf(Lead lead) => $"lead:{Words.Number(lead.Id)}:first-answer";

    /// <exception cref="BadRequestException">It was given, or lies in the outbox.</exception>
    public async Task NeedNoneYetAsync(Lead lead, CancellationToken cancel)
    {
        if (lead.FirstAnsweredAt is { } before) throw new BadRequestException($"Lead {lead.Id}, {lead.Contact!.Title}, was answered on {clock.When(before)}. Say \"follow up with lead {lead.Id}\" to write again.");
        if (await mails.SentAsync(KeyOf(lead), cancel) is { State: MailState.Kept } kept) throw new BadRequestException($"The answer to lead {lead.Id} is {kept.Where}. Send it by hand, or write your mail server to Mail:Smtp in appsettings.json.");
    }
}
