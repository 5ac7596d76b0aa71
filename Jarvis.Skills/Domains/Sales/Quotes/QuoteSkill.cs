using System.ComponentModel;
using System.Globalization;
using System.Text;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains.Sales.Answering;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Quotes;

/// <summary>Quotes: made, shown, sent and withdrawn.</summary>
internal sealed partial class QuoteSkill(
    DealBook deals, QuoteBook quotes, QuotePage page, QuoteLetter letter, LeadMails mails, OwnerClock clock, IOptions<QuoteOptions> options, IOptions<BusinessOptions> business)
{
    private const int MostRows = 20;
    private const int MostValidDays = 366;

    [KernelFunction("quote")]
    [Description("Makes a numbered quote for a deal. It is sent by send_quote.")]
    public async Task<PlannedAction> QuoteAsync(
        [Description("The deal's number, or a part of its title")] string deal,
        [Description("Items as \"40 seats of Lumen at 129, 1 setup at 500\", prices for one; may say \"10% off\", \"19% VAT\", \"valid 30 days\"")] string items,
        CancellationToken cancel = default)
    {
        var found = await deals.NeedOpenAsync(deal, cancel);
        var wish = QuoteText.Read(items, Own);
        var settings = options.Value;
        var discount = wish.DiscountPercent ?? 0;
        if (discount > (decimal)settings.MostDiscountPercent)
            throw new BadRequestException(string.Create(CultureInfo.InvariantCulture, $"The discount is {discount:0.##}%; at most {settings.MostDiscountPercent:0.##}% is allowed (Sales:Quotes:MostDiscountPercent in appsettings.json)."));
        var tax = wish.TaxPercent ?? (decimal)settings.TaxPercent;
        if (tax > 100) throw new BadRequestException(string.Create(CultureInfo.InvariantCulture, $"The tax is {tax:0.##}%; allowed is 0 to 100%."));
        var days = wish.ValidDays ?? settings.ValidDays;
        if (days is < 1 or > MostValidDays) throw new BadRequestException($"The quote would be valid for {days} days; allowed is 1 to {MostValidDays}.");
        var sums = QuoteSums.Of(wish.Items.Select(i => (i.Quantity, i.Unit.Minor)), discount, tax, Own);
        if (sums.Total.Minor <= 0) throw new BadRequestException("The quote comes to nothing; say a price above 0.");
        return new PlannedAction
        {
            What = $"Make a quote over {sums.Total} for {DealWords.Called(found)}",
            Needs = ClearanceLevel.ModifySafe,
            Targets = [$"deal {found.Id}"],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Items"] = string.Join("; ", wish.Items.Select(i => $"{QuoteWords.Quantity(i.Quantity)} × {i.What} at {i.Unit}")),
                ["Discount"] = QuoteWords.Percent(discount), [settings.TaxName] = QuoteWords.Percent(tax), ["Total"] = sums.Total.ToString(), ["Valid"] = Count(days, "day"),
            },
            Idempotent = true,
            Undo = "the quote is withdrawn; its number stays used",
            Preview = Lines(wish.Items.Select(i => (i.Quantity, i.What, i.Unit.Minor)), sums, discount, tax),
            Commit = async (action, stop) =>
            {
                var quote = await action.Effect<IQuotes>().MakeAsync(new NewQuote(found.Id, found.ContactId, [.. wish.Items.Select(i => (i.Quantity, i.What, i.Unit.Minor))], discount, tax, Own, days), action, stop);
                return new Outcome($"Quote {quote.Number} over **{quote.Total}** is made for {DealWords.Called(found)}, valid until {QuoteWords.LastDay(clock.Local(quote.ValidUntil))}. \"show quote {quote.Number}\" shows it; \"send quote {quote.Number}\" sends it.")
                {
                    Undo = new FunctionCall("sales.withdraw_quote", ("quote", quote.Number)),
                    SavedTime = TimeSpan.FromMinutes(10),
                };
            },
        };
    }

    [KernelFunction("quotes")]
    [Description("The open quotes: drafts, and those that were sent and not accepted, with when they end.")]
    public async Task<Answer> QuotesAsync(CancellationToken cancel = default)
    {
        var now = clock.Now;
        var open = await quotes.OpenAsync(cancel);
        if (open.Count == 0) return new Answer("No quote is open. \"quote for deal 3: 40 seats at 129\" makes one.");
        var sent = open.Count(q => q.Quote.State == QuoteState.Sent && !q.Quote.HasEnded(now));
        var ended = open.Count(q => q.Quote.HasEnded(now));
        var drafts = open.Count(q => q.Quote.State == QuoteState.Draft);
        return new Answer($"{Count(sent, "quote")} {(sent == 1 ? "is" : "are")} out, worth **{new Money(open.Where(q => q.Quote.State == QuoteState.Sent && !q.Quote.HasEnded(now) && q.Quote.Currency == Own).Sum(q => q.Quote.TotalMinor), Own)}** with tax{(drafts > 0 ? $"; {Count(drafts, "draft")} {(drafts == 1 ? "is" : "are")} not sent" : "")}{(ended > 0 ? $"; {ended} {(ended == 1 ? "has" : "have")} ended without an answer" : "")}.")
        {
            Table = new Table(["Quote", "Deal", "For", "Total", "State", "Valid until"], [.. open.Take(MostRows).Select(q => (IReadOnlyList<string>)
                [q.Quote.Number, Number(q.Quote.DealId), q.Contact.Title, q.Quote.Total.ToString(), QuoteWords.State(q.Quote, now), QuoteWords.LastDay(clock.Local(q.Quote.ValidUntil))])]),
            Data = open.Select(q => new { quote = q.Quote.Number, deal = q.Quote.DealId, who = q.Contact.Title, total = q.Quote.Total.Amount, state = QuoteWords.State(q.Quote, now), q.Quote.ValidUntil }),
            Untrusted = true,
            Next = [$"show quote {open[0].Quote.Number}"],
        };
    }

    [KernelFunction("show_quote")]
    [Description("One quote: its lines, sums and state, and the page as a file.")]
    public async Task<Answer> ShowQuoteAsync([Description("The quote's number, such as Q-2026-0001, its deal or its contact")] string quote, CancellationToken cancel = default)
    {
        var found = await quotes.NeedAsync(quote, cancel);
        var (row, now) = (found.Quote, clock.Now);
        return new Answer($"Quote **{row.Number}** for {found.Contact.Title} (deal {row.DealId}) over **{row.Total}**: {QuoteWords.State(row, now)}, valid until {QuoteWords.LastDay(clock.Local(row.ValidUntil))}{(row.AcceptedAt is { } at ? $", accepted by {row.AcceptedBy} on {clock.When(at)}" : row.ViewedAt is { } viewed ? $", last opened {clock.Ago(viewed)}" : "")}.")
        {
            Table = QuoteTable(row.Lines.OrderBy(l => l.Position).Select(l => (l.Quantity, l.What, l.UnitMinor)), QuoteSums.Of(row), row.DiscountPercent, row.TaxPercent),
            Files = [new AnswerFile($"{row.Number}.html", "text/html", Encoding.UTF8.GetBytes(page.Of(found, preview: true)))],
            Data = new { quote = row.Number, deal = row.DealId, who = found.Contact.Title, total = row.Total.Amount, row.Currency, state = QuoteWords.State(row, now), views = row.Views },
            Untrusted = true,
            Next = row.State == QuoteState.Draft ? [$"send quote {row.Number}"] : [],
        };
    }

    [KernelFunction("withdraw_quote")]
    [Description("Withdraws a quote: its page shows nothing any more, and it cannot be accepted. It keeps its number.")]
    public async Task<PlannedAction> WithdrawQuoteAsync([Description("The quote's number, its deal or its contact")] string quote, CancellationToken cancel = default)
    {
        var row = (await quotes.NeedAsync(quote, cancel)).Quote;
        if (row.State == QuoteState.Withdrawn) throw new BadRequestException($"Quote {row.Number} is withdrawn already.");
        if (row.State == QuoteState.Accepted) throw new BadRequestException($"Quote {row.Number} was accepted on {clock.When(row.AcceptedAt!.Value)}; what was accepted stays.");
        return new PlannedAction
        {
            What = $"Withdraw quote {row.Number} over {row.Total}",
            Needs = row.State == QuoteState.Draft ? ClearanceLevel.ModifySafe : ClearanceLevel.ModifyProduction,
            Targets = [row.Number],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["Total"] = row.Total.ToString() },
            Idempotent = true,
            RiskNote = row.State == QuoteState.Draft ? null : "The customer's link shows nothing any more.",
            Commit = async (action, stop) =>
            {
                await action.Effect<IQuotes>().WithdrawAsync(row.Id, action, stop);
                return new Outcome($"Quote {row.Number} is withdrawn.");
            },
        };
    }

    private static string Lines(IEnumerable<(decimal Quantity, string What, long Unit)> items, QuoteSums sums, decimal discount, decimal tax)
    {
        var table = QuoteTable(items, sums, discount, tax);
        return string.Join('\n', table.Rows.Select(r => r[1].Length > 0 ? $"- {r[1]} × {r[0]} at {r[2]}: {r[3]}" : $"- **{r[0]}**: {r[3]}"));
    }

    private static Table QuoteTable(IEnumerable<(decimal Quantity, string What, long Unit)> items, QuoteSums sums, decimal discount, decimal tax) => new(["Item", "Quantity", "Price", "Amount"],
        [
            .. items.Select(i => (IReadOnlyList<string>)[i.What, QuoteWords.Quantity(i.Quantity), new Money(i.Unit, sums.Total.Currency).ToString(), new Money(QuoteSums.LineMinor(i.Quantity, i.Unit), sums.Total.Currency).ToString()]),
            .. discount > 0 ? [[$"Discount {QuoteWords.Percent(discount)}", "", "", $"−{sums.Discount}"]] : Array.Empty<IReadOnlyList<string>>(),
            .. tax > 0 ? [[$"Tax {QuoteWords.Percent(tax)}", "", "", sums.Tax.ToString()]] : Array.Empty<IReadOnlyList<string>>(),
            ["Total", "", "", sums.Total.ToString()],
        ]);

    private string Own => business.Value.Currency;
}
