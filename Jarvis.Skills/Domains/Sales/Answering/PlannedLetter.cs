using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.Sales.Answering;

/// <summary>The plan of one mail to one lead: whoever approves it has seen whom it goes to, and every word.</summary>
internal static class PlannedLetter
{
    /// <param name="saves">Of the owner's time, when it has left.</param>
    public static PlannedAction Of(string what, Lead lead, OutgoingMail mail, TimeSpan saves = default) => new()
    {
        What = what,
        Needs = ClearanceLevel.ModifyProduction,
        Targets = [$"lead {lead.Id}, {mail.To}"],
        Terms = LeadMails.Terms(mail),
        Recipients = 1,
        Risk = Consent.Doubt(lead) is null ? Risk.Low : Risk.Medium,
        RiskNote = Consent.Doubt(lead) is { } doubt ? $"{doubt}. A mail cannot be called back." : "A mail cannot be called back.",
        AlwaysAsk = Consent.Doubt(lead) is not null,
        Idempotent = true,
        Preview = Shown(mail),
        Commit = async (action, cancel) =>
        {
            // Its own key where the mail is one of a kind; else that of the action, which a run after a crash keeps.
            var sent = await SendAsync(action, lead, mail.Key.Length > 0 ? mail : mail with { Key = $"action:{action.ActionId:n}" }, cancel);
            return new Outcome($"The mail to {lead.Contact!.Title} is {sent.Where}{(sent.Left ? "" : ". It has not left: send it by hand, or write your mail server to Mail:Smtp in appsettings.json")}.") { SavedTime = sent.Left ? saves : TimeSpan.Zero };
        },
    };

    public static async Task<SentMail> SendAsync(ActionContext action, Lead lead, OutgoingMail mail, CancellationToken cancel)
    {
        var sent = await action.Effect<IMailTransport>().SendAsync(mail, cancel);
        await action.Effect<ILeadChanges>().MailedAsync(lead.Id, mail, sent, cancel);
        return sent;
    }

    /// <summary>As the owner reads it before it goes.</summary>
    public static string Shown(OutgoingMail mail) => $"**To:** {Escaped(mail.To.ToString())}\n**Subject:** {Escaped(mail.Subject)}\n\n{mail.Markdown}";

    private static string Escaped(string text) => text.Replace("<", "\\<", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);
}
