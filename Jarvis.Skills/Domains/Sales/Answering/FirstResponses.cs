using Jarvis.Skills.Business;

namespace Jarvis.Skills.Domains.Sales.Answering;

/// <summary>How long leads wait for their first answer: the metric sales.first_response_min, one point an answer.</summary>
internal sealed class FirstResponses(MetricStore metrics)
{
    public const string Series = "sales.first_response_min";

    public Task RecordAsync(TimeSpan waited, DateTimeOffset at, CancellationToken cancel) =>
        metrics.RecordAsync([new Measurement(Series, "min", Math.Max(0, waited.TotalMinutes))], at, cancel);
}
