using System.Diagnostics.CodeAnalysis;

namespace Jarvis.Skills.Domains.SystemHealth.Monitoring;

/// <summary>Which service is to be checked when. Services are spread over their interval, so that thousands make no bursts.</summary>
internal sealed class CheckSchedule
{
    private static readonly TimeSpan FirstSpread = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly PriorityQueue<ServiceState, long> queue = new();

    /// <summary>The first check of each: at once where they are few, over one interval where they are many.</summary>
    public void Begin(IReadOnlyList<ServiceState> services, DateTimeOffset now)
    {
        for (var i = 0; i < services.Count; i++)
        {
            var spread = i * FirstSpread;
            var interval = services[i].Service.Interval;
            Plan(services[i], now + (services.Count * FirstSpread > interval ? interval * ((double)i / services.Count) : spread));
        }
    }

    /// <summary>Takes a service that is due, and plans its next check.</summary>
    public bool TryTake(DateTimeOffset now, [NotNullWhen(true)] out ServiceState? due)
    {
        lock (gate)
        {
            while (queue.TryPeek(out due, out var at) && at <= now.UtcTicks)
            {
                queue.Dequeue();
                // It was planned anew since.
                if (due.NextDue.UtcTicks != at) continue;
                var next = due.NextDue + due.Service.Interval;
                // After a sleep of the machine nothing is caught up.
                Plan(due, next > now ? next : now + due.Service.Interval);
                return true;
            }
        }
        due = null;
        return false;
    }

    public void Sooner(ServiceState state, DateTimeOffset at)
    {
        lock (gate)
            if (at < state.NextDue) Plan(state, at);
    }

    private void Plan(ServiceState state, DateTimeOffset at)
    {
        lock (gate)
        {
            state.NextDue = at;
            queue.Enqueue(state, at.UtcTicks);
        }
    }
}
