using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Scoring;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Simulation;

/// <summary>Lets orders, leads and tickets arrive.</summary>
internal sealed class BusinessFeed(SimulatedWorld world, EventStream events, LeadIntake leads, SimulatedLeads people, SimulatedSequences sequences, SimulatedDeals deals, LeadScoring scoring, IDbContextFactory<JarvisDb> databases, IOptions<BusinessOptions> business, TimeProvider time) : IPeriodicWork
{
    private readonly List<(Trade Trade, IEnumerator<DateTimeOffset> Times)> coming = [.. Trade.All.Select(t => (t, Started(t.Times(world.Began + t.First, world.Seed))))];

    private bool begun;

    public string Name => "simulation.feed";

    public TimeSpan Interval => TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken cancel)
    {
        if (!begun) await BeginAsync(cancel);
        var now = time.GetUtcNow();
        foreach (var (trade, times) in coming)
            for (; times.Current <= now; times.MoveNext())
                await ArriveAsync(trade.At(times.Current, world.Seed, business.Value.Currency), cancel);
    }

    private async Task BeginAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await people.WritePastAsync(db, business.Value.Currency, cancel);
        await sequences.WritePastAsync(db, cancel);
        await deals.WritePastAsync(db, business.Value.Currency, cancel);
        await scoring.ScoreOpenAsync(cancel);
        begun = true;
    }

    /// <summary>A lead fills in the web form; all else is an event.</summary>
    private async Task ArriveAsync(BusinessEvent happened, CancellationToken cancel)
    {
        if (happened.Type == SimulatedLeads.Arrived) await leads.TakeAsync(people.Form(happened), cancel);
        else await events.PublishAsync(happened, cancel);
    }

    private static IEnumerator<DateTimeOffset> Started(IEnumerable<DateTimeOffset> times)
    {
        var started = times.GetEnumerator();
        started.MoveNext();
        return started;
    }
}
