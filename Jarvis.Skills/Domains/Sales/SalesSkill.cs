using System.Globalization;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Quotes;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales;

/// <summary>Leads, deals and what is written to those who may buy.</summary>
internal sealed partial class SalesSkill(
    LeadBook book, IOptions<BusinessOptions> business, TimeProvider time,
    DealBook deals, DealHistory dealHistory, DealAdvisor dealAdvisor, DealForecaster dealForecaster, Stages stages, IOptions<DealOptions> dealOptions, OwnerTimes times,
    QuoteBook quotes, QuotePage quotePage, QuoteLetter quoteLetter, IOptions<QuoteOptions> quoteOptions)
{
    private string When(DateTimeOffset at) => business.Value.Local(at).ToString("d MMM HH:mm", CultureInfo.InvariantCulture);

    private string Ago(DateTimeOffset at) => (time.GetUtcNow() - at) switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } t => string.Create(CultureInfo.InvariantCulture, $"{t.TotalMinutes:0} min ago"),
        { TotalDays: < 1 } t => string.Create(CultureInfo.InvariantCulture, $"{t.TotalHours:0} h ago"),
        var t => string.Create(CultureInfo.InvariantCulture, $"{t.TotalDays:0} d ago"),
    };

    private static string Count(int count, string one) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {one}{(count == 1 ? "" : "s")}");

    /// <summary>On one line, no longer than a row of a table takes.</summary>
    private static string Short(string text, int most = 90)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= most ? line : string.Concat(line.AsSpan(0, most - 1), "…");
    }
}
