using Jarvis.Skills.Business;

namespace Jarvis.Skills.Domains.Conversation;

/// <summary>Publishes "conversation.requests": reads asked for in the last 24 hours.</summary>
internal sealed class RequestCount(RequestHistory history, MetricStore metrics, TimeProvider time) : IPeriodicWork
{
    public string Name => "conversation.requests";

    public TimeSpan Interval => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var count = (await history.SinceAsync(now.AddDays(-1), cancel)).Count;
        await metrics.RecordAsync([new Measurement("conversation.requests", "count", count)], now, cancel);
    }
}
