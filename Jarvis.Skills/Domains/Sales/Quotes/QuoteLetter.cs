using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Mail.Templates;
using Jarvis.Skills.Domains.Sales.Leads;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Quotes;

/// <summary>The mail with which a quote is sent: the template prompts/mail/quote.md.</summary>
internal sealed class QuoteLetter(MailTemplates templates, IOptions<BusinessOptions> business)
{
    private const string Template = "quote";

    public (string Subject, string Markdown) Write(Quote quote, Contact contact, string link) => templates.Need(Template).Render(new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["name"] = Words.FirstName(contact.Name), ["number"] = quote.Number, ["total"] = quote.Total.ToString(), ["valid_until"] = QuoteWords.LastDay(business.Value.Local(quote.ValidUntil)), ["link"] = link, ["business"] = business.Value.Name,
    });
}
