using System.Globalization;
using System.Net;
using System.Text;
using Jarvis.Skills.Business;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Quotes;

/// <summary>A quote as one HTML page that prints well and loads nothing from elsewhere.</summary>
internal sealed class QuotePage(IOptions<BusinessOptions> business, IOptions<QuoteOptions> options, TimeProvider time)
{
    private const string Style = """
        *{box-sizing:border-box}body{font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,Ubuntu,"DejaVu Sans",sans-serif;margin:0;background:#eef1f6;color:#1b2230}
        main{max-width:52rem;margin:2.5rem auto;background:#fff;border-radius:14px;box-shadow:0 1px 3px #1b223014,0 12px 40px #1b22301a;overflow:hidden}
        header{display:flex;justify-content:space-between;gap:2rem;padding:2.5rem 3rem 2rem;border-top:6px solid #2457d6}
        .business{font-size:1.2rem;font-weight:700}.letterhead{color:#5a6475;font-size:.875rem;white-space:pre-line}
        .number{text-align:right}.number h1{margin:0;font-size:1.75rem;letter-spacing:.01em}.number span{color:#5a6475;font-size:.875rem;text-transform:uppercase;letter-spacing:.1em}
        .facts{display:grid;grid-template-columns:2fr 1fr 1fr;gap:1.5rem;padding:0 3rem 1.75rem}.facts dt{color:#5a6475;font-size:.8125rem}.facts dd{margin:.1rem 0 0;font-weight:600;overflow-wrap:anywhere}
        table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}th{font-size:.8125rem;font-weight:600;color:#5a6475;text-align:right;padding:.6rem .75rem;border-bottom:2px solid #1b2230}
        td{padding:.8rem .75rem;text-align:right;border-bottom:1px solid #e6eaf0;vertical-align:top;white-space:nowrap}
        th:first-child,td:first-child{text-align:left;padding-left:3rem;white-space:normal;overflow-wrap:anywhere}th:last-child,td:last-child{padding-right:3rem}
        .sums td{border:0;padding-top:.3rem;padding-bottom:.3rem;color:#5a6475}.sums tr:first-child td{padding-top:1.1rem}.sums td:first-child{text-align:right}
        .sums .total td{color:#1b2230;font-weight:700;font-size:1.25rem;padding-top:.8rem;padding-bottom:1.75rem}
        .print{padding:0 3rem 1.75rem;color:#5a6475;font-size:.875rem;white-space:pre-line}
        .say{margin:0;padding:1.75rem 3rem;background:#f4f7fd;border-top:1px solid #dfe4eb}.say.good{background:#ecf7f1}.say.good strong{color:#157f4e}.say.ended{background:#fdf3e7}.say.ended strong{color:#a85f00}
        form{display:flex;flex-wrap:wrap;gap:1rem;align-items:end}label{flex:1 1 14rem;font-size:.875rem;color:#5a6475}
        input{display:block;width:100%;margin-top:.3rem;padding:.7rem .8rem;font:inherit;border:1px solid #c3cad5;border-radius:8px;background:#fff}
        button{padding:.75rem 1.4rem;font:inherit;font-weight:600;color:#fff;background:#2457d6;border:0;border-radius:8px;cursor:pointer}button:hover{background:#1c47b3}
        :focus-visible{outline:3px solid #2457d673;outline-offset:1px}.wrong{flex:1 0 100%;margin:0;color:#c62f27}
        @media(max-width:42rem){main{margin:0;border-radius:0}header{flex-direction:column;gap:1rem;padding:1.75rem 1.25rem 1.25rem}.number{text-align:left}.facts{grid-template-columns:1fr 1fr;padding:0 1.25rem 1.25rem}.facts div:first-child{grid-column:1/-1}
        th:first-child,td:first-child{padding-left:1.25rem}th:last-child,td:last-child{padding-right:1.25rem}th,td{padding-left:.4rem;padding-right:.4rem}.print,.say{padding-left:1.25rem;padding-right:1.25rem}}
        @media print{@page{margin:16mm}body{background:#fff;font-size:11pt}main{max-width:none;margin:0;box-shadow:none;border-radius:0}form{display:none}header{padding:0 0 1.5rem;border-top:0}.facts,.print,.say{padding-left:0;padding-right:0}.say{background:none!important}
        th:first-child,td:first-child{padding-left:0}th:last-child,td:last-child{padding-right:0}tr{break-inside:avoid}}
        """;

    /// <param name="preview">For the owner: with what a customer would see, and nothing to press.</param>
    /// <param name="wrong">What was wrong with what was sent, for the customer.</param>
    public string Of(QuoteFor of, bool preview = false, string? wrong = null)
    {
        var (quote, contact) = (of.Quote, of.Contact);
        var sums = QuoteSums.Of(quote);
        var html = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><meta name=\"robots\" content=\"noindex\">");
        html.Append(CultureInfo.InvariantCulture, $"<title>Quote {quote.Number} · {Text(business.Value.Name)}</title><style>{Style}</style></head><body><main>");
        html.Append(CultureInfo.InvariantCulture, $"<header><div><div class=\"business\">{Text(business.Value.Name)}</div><div class=\"letterhead\">{Text(string.Join('\n', options.Value.Letterhead))}</div></div><div class=\"number\"><span>Quote</span><h1>{quote.Number}</h1></div></header>");
        html.Append(CultureInfo.InvariantCulture, $"<dl class=\"facts\"><div><dt>For</dt><dd>{Text(contact.Name.Length > 0 ? contact.Name : contact.Email ?? "")}{(contact.Company.Length > 0 ? $"<br>{Text(contact.Company)}" : "")}</dd></div><div><dt>Date</dt><dd>{Day(quote.CreatedAt)}</dd></div><div><dt>Valid until</dt><dd>{LastDay(quote)}</dd></div></dl>");
        html.Append("<table><thead><tr><th scope=\"col\">Item</th><th scope=\"col\">Quantity</th><th scope=\"col\">Price</th><th scope=\"col\">Amount</th></tr></thead><tbody>");
        foreach (var line in quote.Lines.OrderBy(l => l.Position))
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(line.What)}</td><td>{QuoteWords.Quantity(line.Quantity)}</td><td>{new Money(line.UnitMinor, quote.Currency)}</td><td>{new Money(QuoteSums.LineMinor(line.Quantity, line.UnitMinor), quote.Currency)}</td></tr>");
        html.Append("</tbody><tbody class=\"sums\">");
        if (quote.DiscountPercent > 0 || quote.TaxPercent > 0) Sum("Subtotal", sums.Subtotal.ToString());
        if (quote.DiscountPercent > 0) Sum($"Discount {QuoteWords.Percent(quote.DiscountPercent)}", $"−{sums.Discount}");
        if (quote.TaxPercent > 0) Sum($"{Text(options.Value.TaxName)} {QuoteWords.Percent(quote.TaxPercent)}", sums.Tax.ToString());
        Sum("Total", sums.Total.ToString(), "total");
        html.Append("</tbody></table>");
        if (options.Value.SmallPrint.Length > 0) html.Append(CultureInfo.InvariantCulture, $"<div class=\"print\">{Text(options.Value.SmallPrint)}</div>");
        html.Append(Say(quote, preview, wrong)).Append("</main></body></html>\n");
        return html.ToString();

        void Sum(string name, string amount, string look = "") => html.Append(CultureInfo.InvariantCulture, $"<tr class=\"{look}\"><td colspan=\"3\">{name}</td><td>{amount}</td></tr>");
    }

    private string Say(Quote quote, bool preview, string? wrong) => quote switch
    {
        { State: QuoteState.Accepted } => $"<p class=\"say good\"><strong>Accepted</strong> by {Text(quote.AcceptedBy ?? "")} on {Day(quote.AcceptedAt!.Value)}. Thank you; we will be in touch.</p>",
        _ when quote.HasEnded(time.GetUtcNow()) => $"<p class=\"say ended\"><strong>This quote has ended.</strong> It was valid until {LastDay(quote)} and can no longer be accepted. Please ask us for a new one.</p>",
        _ when preview => $"<p class=\"say\">Here the customer can accept the quote over {quote.Total} by name.</p>",
        _ => $"<section class=\"say\"><form method=\"post\">{(wrong is null ? "" : $"<p class=\"wrong\" role=\"alert\">{Text(wrong)}</p>")}<label>Your name<input name=\"name\" required maxlength=\"100\" autocomplete=\"name\"></label><button>Accept quote for {quote.Total}</button></form></section>",
    };

    private string LastDay(Quote quote) => QuoteWords.LastDay(business.Value.Local(quote.ValidUntil));

    private string Day(DateTimeOffset at) => business.Value.Local(at).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
