using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Simulation;

/// <summary>Lets orders, leads and tickets arrive.</summary>
internal sealed class BusinessFeed(SimulatedWorld world, EventStream events, IOptions<BusinessOptions> business, TimeProvider time) : IPeriodicWork
{
    private readonly List<(Trade Trade, IEnumerator<DateTimeOffset> Times)> coming = [.. Trade.All.Select(t => (t, Started(t.Times(world.Began + t.First, world.Seed))))];

    public string Name => "simulation.feed";

    public TimeSpan Interval => TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        foreach (var (trade, times) in coming)
            for (; times.Current <= now; times.MoveNext())
                await events.PublishAsync(trade.At(times.Current, world.Seed, business.Value.Currency), cancel);
    }

    private static IEnumerator<DateTimeOffset> Started(IEnumerable<DateTimeOffset> times)
    {
        var started = times.GetEnumerator();
        started.MoveNext();
        return started;
    }
}
