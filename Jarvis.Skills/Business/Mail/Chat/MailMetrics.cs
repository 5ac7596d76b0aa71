using Jarvis.Skills.Domains;

namespace Jarvis.Skills.Business.Mail.Chat;

/// <summary>Publishes "mail.sent", "mail.failed", "mail.bounced" and "mail.received": how many in the last five minutes.</summary>
internal sealed class MailMetrics(MailBook book, MetricStore metrics, TimeProvider time) : IPeriodicWork
{
    public string Name => "mail.metrics";

    public TimeSpan Interval => TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var counts = await book.CountAsync(now - Interval, now, cancel);
        await metrics.RecordAsync(
        [
            new Measurement("mail.sent", "count", counts.Sent), new Measurement("mail.failed", "count", counts.Failed + counts.Unknown),
            new Measurement("mail.bounced", "count", counts.Bounced), new Measurement("mail.received", "count", counts.Received),
        ], now, cancel);
    }
}
