using System.Runtime.CompilerServices;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Domains.CostOptimisation.Figures;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.CostOptimisation.Analysis;

/// <summary>
/// Proposes to move work to a cheaper model that is good enough (<see cref="Alternatives"/>), the largest saving first. When the month's forecast
/// passes its budget, the reason says so, and smaller savings are proposed too. Looks again only when something was spent since.
/// </summary>
internal sealed class CostAgent(Alternatives alternatives, MonthForecaster forecaster, SpendBook book, ModelPlan plan, OwnCurrency own, IOptions<CostOptions> options) : IDomainAgent
{
    private long? seen;
    private IReadOnlyList<Proposal> last = [];

    public string Domain => "cost";

    public async IAsyncEnumerable<Proposal> AnalyseAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var newest = (await book.LatestAsync(1, cancel)) is [var call] ? call.Id : (long?)null;
        if (newest != seen) (seen, last) = (newest, await FindAsync(cancel));
        foreach (var proposal in last) yield return proposal;
    }

    private async Task<IReadOnlyList<Proposal>> FindAsync(CancellationToken cancel)
    {
        var forecast = await forecaster.ForecastAsync(null, cancel);
        var over = (await plan.ReadAsync(cancel)).Limit(null, BudgetPeriod.Month) is { } limit && forecast.Expected > limit
            ? $" At this pace the month ends at {CostWords.Usd(forecast.Expected)}, above its budget of {CostWords.Usd(limit)}." : "";
        var least = over.Length > 0 ? options.Value.LeastSaving / 4 : options.Value.LeastSaving;
        return [.. (await alternatives.FindAsync(cancel)).Where(a => a.SavesAMonth >= least).Select(a => Propose(a, over))];
    }

    private Proposal Propose(Alternative a, string over) =>
        new(new FunctionCall("cost.use_model", ("purpose", a.Purpose), ("model", a.To.Name)),
            $"{char.ToUpperInvariant(a.Purpose[0])}{CostWords.Spoken(a.Purpose)[1..]} is {CostWords.Share(a.ShareOfCalls)} of the calls. {Wording.Count(a.Calls, "call")} of the last 30 days cost {CostWords.Usd(a.Was)}; at {a.To.Name} ({a.To.Model}) they would have cost {CostWords.Usd(a.WouldBe)}, and it meets what they need.{over}")
        {
            Key = $"cost.use_model:{a.Purpose}:{a.To.Name}",
            Benefit = $"Saves {CostWords.Usd(a.SavesAMonth)} a month.",
            MonthlyValue = own.OfUsd(a.SavesAMonth),
            Confidence = a.Confidence,
            Risk = Risk.Low,
        };
}
