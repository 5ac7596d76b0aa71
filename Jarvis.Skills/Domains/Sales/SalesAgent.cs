using System.Globalization;
using System.Runtime.CompilerServices;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains.Sales.Answering;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.Sales;

/// <summary>
/// Looks for leads that are about to be lost: those that nobody has answered (the question that their arrival asked has expired, or Jarvis was off), the best
/// first, and those that went quiet after an answer, all in one question a week.
/// </summary>
internal sealed class SalesAgent(LeadBook book, QuietLeads quiet, LeadArrivals arrivals, TimeProvider time) : IDomainAgent
{
    private const int MostAnswers = 5;
    private const int EnoughQuiet = 2;
    private const int MostQuiet = 100;

    public string Domain => "sales";

    public async IAsyncEnumerable<Proposal> AnalyseAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var lead in (await book.UnansweredAsync(MostAnswers, cancel)).Where(l => !arrivals.IsDrafting(l))) yield return arrivals.For(lead) with { Urgent = false };
        var silent = await quiet.FindAsync(quiet.Days, MostQuiet, cancel);
        if (silent.Count < EnoughQuiet) yield break;
        yield return new Proposal(new FunctionCall("sales.follow_up_quiet", ("silence", IsoText.Of(TimeSpan.FromDays(quiet.Days)))),
            $"{silent.Count} leads were answered and have said nothing for {quiet.Days} days, among them {string.Join(", ", silent.Take(3).Select(l => $"{l.Contact!.Title} with {l.Score} points"))}.")
        {
            // One question a week: those who went quiet since are in the next.
            Key = $"sales.follow_up_quiet:{ISOWeek.GetYear(time.GetUtcNow().UtcDateTime)}-{ISOWeek.GetWeekOfYear(time.GetUtcNow().UtcDateTime)}",
            Benefit = "Many answer a second mail who did not answer the first.",
            Confidence = 0.5,
            Risk = Risk.Medium,
            Untrusted = true,
        };
    }
}
