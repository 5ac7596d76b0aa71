using System.ComponentModel;
using System.Globalization;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Domains.Sales.Answering;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Domains.Sales.Quotes;

internal sealed partial class QuoteSkill
{
    [KernelFunction("send_quote")]
    [Description("Mails a quote's link to its contact, who can accept it there.")]
    public async Task<PlannedAction> SendQuoteAsync([Description("The quote's number, such as Q-2026-0001, its deal or its contact")] string quote, CancellationToken cancel = default)
    {
        var (row, contact) = await quotes.NeedAsync(quote, cancel);
        var now = clock.Now;
        if (row.State == QuoteState.Accepted) throw new BadRequestException($"Quote {row.Number} was accepted on {clock.When(row.AcceptedAt!.Value)}.");
        if (row.State == QuoteState.Withdrawn) throw new BadRequestException($"Quote {row.Number} is withdrawn; make a new one.");
        if (now >= row.ValidUntil) throw new BadRequestException($"Quote {row.Number} was valid until {QuoteWords.LastDay(clock.Local(row.ValidUntil))}; make a new one.");
        if (contact.Email is not { } address) throw new BadRequestException($"{contact.Title} has no e-mail address.");
        if (QuoteLink(row) is not { } link) throw new BadRequestException("A quote is accepted on a page, and I do not know its address: write the address under which your customers reach me to Business:PublicUrl in appsettings.json, such as https://offers.northwind.example.");
        var (subject, text) = letter.Write(row, contact, link);
        var mail = await mails.InThreadAsync(contact, address, subject, text, "", cancel);
        var sums = QuoteSums.Of(row);
        return new PlannedAction
        {
            What = $"Send quote {row.Number} over {row.Total} to {contact.Title}",
            Needs = ClearanceLevel.ModifyProduction,
            Targets = [mail.To.Address],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Quote"] = row.Number, ["Amount"] = row.Total.ToString(), ["Before tax"] = sums.Net.ToString(), ["Discount"] = QuoteWords.Percent(row.DiscountPercent),
                ["Valid until"] = QuoteWords.LastDay(clock.Local(row.ValidUntil)), ["To"] = mail.To.ToString(), ["Subject"] = mail.Subject, ["Text"] = text,
            },
            Recipients = 1,
            Idempotent = true,
            Risk = Risk.Medium,
            RiskNote = $"If they accept it, you have sold for {row.Total}.",
            Undo = "the quote is withdrawn, so that its link shows nothing; the mail itself cannot be taken back",
            Preview = PlannedLetter.Shown(mail),
            Commit = async (action, stop) =>
            {
                var sent = await action.Effect<IMailTransport>().SendAsync(mail with { Key = string.Create(CultureInfo.InvariantCulture, $"quote:{row.Id}:{action.ActionId:n}") }, stop);
                await action.Effect<IQuotes>().OpenAsync(row.Id, sent, action, stop);
                return new Outcome($"Quote {row.Number} over **{row.Total}** for {contact.Title}: {sent.Where}.{(sent.Left ? "" : $" Its page is open all the same: {link}")}") { Undo = new FunctionCall("sales.withdraw_quote", ("quote", row.Number)) };
            },
        };
    }

    private string? QuoteLink(Quote quote) => business.Value.PublicUrl is { Length: > 0 } url ? $"{url.TrimEnd('/')}/quotes/{quote.Token}" : null;
}
