using System.Runtime.CompilerServices;
using Jarvis.Skills.Business;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.Sales.Deals;

/// <summary>
/// Proposes to move, win or lose deals by what happened around them (<see cref="DealAdvisor.Move"/>), the ones with the most at stake first: the amount
/// times how much the chance of winning changes. Looks again only when a line was added to a timeline, a deal changed its stage, or a day
/// began, since silence grows by days.
/// </summary>
internal sealed class DealsAgent(DealBook book, DealHistory history, DealAdvisor advisor, TimeProvider time) : IDomainAgent
{
    private static readonly string[] Worth = ["quote.accepted", "quote.viewed", "mail.received", "lead.wrote"];

    private ((long, long) Mark, DateOnly Day)? seen;
    private IReadOnlyList<Proposal> last = [];

    public string Domain => "sales";

    public bool Concerns(BusinessEvent happened) => Worth.Contains(happened.Type, StringComparer.Ordinal);

    public async IAsyncEnumerable<Proposal> AnalyseAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var state = (await book.MarkAsync(cancel), DateOnly.FromDateTime(now.UtcDateTime));
        if (state != seen) (last, seen) = (await FindAsync(now, cancel), state);
        foreach (var proposal in last) yield return proposal;
    }

    private async Task<IReadOnlyList<Proposal>> FindAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var record = await history.ReadAsync(cancel);
        var found = from facts in await book.OpenFactsAsync(cancel)
                    let move = advisor.Move(facts, record, now)
                    where move is not null
                    let stage = move.Call.Arguments.GetValueOrDefault("stage")
                    let then = stage is not null ? record.Chance(stage).Mean : move.Call.Function == "sales.win" ? 1 : 0
                    orderby facts.Deal.AmountMinor * Math.Abs(then - record.Chance(facts.Deal.Stage).Mean) descending
                    select move;
        return [.. found];
    }
}
