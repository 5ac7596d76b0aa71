using System.Runtime.CompilerServices;
using Jarvis.Skills.Analytics;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;

namespace Jarvis.Bench.Turn;

/// <summary>An agent of the usual weight: compares the last reading with the week's, looks for a trend over the day, proposes one thing.</summary>
internal sealed class WeekAgent(string domain, MetricStore metrics) : IDomainAgent
{
    public static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public string Domain => domain;

    public IReadOnlyList<string> Series { get; } = [$"{domain}.first_ms", $"{domain}.second_ms"];

    public async IAsyncEnumerable<Proposal> AnalyseAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var series in Series)
        {
            var week = await metrics.ReadAsync(series, now - Week, now, cancel);
            if (week.Count == 0) continue;
            var score = RobustScale.Of(week.Select(p => p.Value).ToArray()).Score(week[^1].Value);
            var trend = Trend.Of(week.Where(p => p.At > now - Day).Select(p => new Reading(p.At, p.Value)));
            if (series != Series[0]) continue;
            var call = new FunctionCall("conversation.remember", ("text", $"look at {series}"));
            yield return new Proposal(call, $"The last reading of {series} is {score:0.0} robust deviations from the week's, and it is {trend.Direction}.") { Key = $"{series}:look" };
        }
    }
}
