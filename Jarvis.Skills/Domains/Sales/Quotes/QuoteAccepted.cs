using System.Globalization;
using System.Runtime.CompilerServices;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Quotes;

/// <summary>Proposes to win a deal as soon as its quote was accepted.</summary>
internal sealed class QuoteAccepted(IDbContextFactory<JarvisDb> databases, DealBook deals, DealHistory history, DealAdvisor advisor, TimeProvider time) : IEventHandler
{
    public string Domain => "sales";

    public bool Handles(string eventType) => eventType == QuoteDoor.Accepted;

    public async IAsyncEnumerable<Proposal> HandleAsync(BusinessEvent happened, [EnumeratorCancellation] CancellationToken cancel)
    {
        // The key is ours; what the event says is not.
        if (!int.TryParse(happened.Key.Split(':')[^1], CultureInfo.InvariantCulture, out var id)) yield break;
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<Quote>().Where(q => q.Id == id).Select(q => (int?)q.DealId).FirstOrDefaultAsync(cancel) is not { } deal) yield break;
        var facts = await deals.FactsAsync(deal, cancel);
        if (facts.Deal.ClosedAt is null && advisor.Move(facts, await history.ReadAsync(cancel), time.GetUtcNow()) is { } proposal) yield return proposal;
    }
}
