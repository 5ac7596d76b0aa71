using System.ComponentModel;
using System.Globalization;
using Jarvis.Skills.Analytics;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains.Sales.Leads;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Answering;

/// <summary>How soon leads get their first answer.</summary>
internal sealed class ResponseTimesSkill(MetricStore metrics, LeadBook book, IOptions<SalesOptions> options, OwnerTimes times, OwnerClock clock)
{
    private const int MostWaiting = 100;
    private static readonly TimeSpan Usual = TimeSpan.FromDays(30);

    [KernelFunction("response_times")]
    [Description("How long leads waited for their first answer: the median, the slowest tenth, the share that was answered in time, day by day.")]
    public async Task<Answer> ResponseTimesAsync([Description("A period; leave out for the last 30 days")] string? period = null, CancellationToken cancel = default)
    {
        var over = times.PeriodOr(period, "period", wall => new Period(wall.Now - Usual, wall.Now.AddMilliseconds(1)));
        var points = await metrics.ReadAsync(FirstResponses.Series, over.From, over.To, cancel);
        var waiting = (await book.UnansweredAsync(MostWaiting, cancel)).Count;
        var now = waiting == 0 ? "Nobody waits now." : $"{Count(waiting, "lead")} {(waiting == 1 ? "waits" : "wait")} now.";
        if (points.Count == 0) return new Answer($"No lead got a first answer from {clock.Day(over.From)} to {clock.Day(over.To)}. {now}") { Next = ["top leads"] };

        var minutes = points.Select(p => p.Value).ToArray();
        var (median, slow) = (Percentiles.P50(minutes), Percentiles.Of(minutes, 0.9));
        var soon = options.Value.AnswerWithinMinutes;
        var days = points.GroupBy(p => clock.Day(p.At), StringComparer.Ordinal).Select(g => (Day: g.Key, Leads: g.Count(), Median: Percentiles.P50([.. g.Select(p => p.Value)]))).ToList();
        return new Answer($"Half of {Count(minutes.Length, "lead")} got the first answer within **{Wait(median)}**, nine in ten within {Wait(slow)}; {Share(minutes.Count(m => m <= soon) / (double)minutes.Length)} within {Count(soon, "minute")}, from {clock.Day(over.From)} to {clock.Day(over.To)}. {now}")
        {
            Table = new Table(["Day", "Answered", "Half within"], [.. days.Select(d => (IReadOnlyList<string>)[d.Day, Number(d.Leads), Wait(d.Median)])]),
            Chart = days.Count < 2 ? null : new Chart("Minutes to the first answer", ChartKind.Bar, [new ChartSeries("Median", [.. days.Select(d => new ChartPoint(Math.Round(d.Median, 1)) { Label = d.Day })])]) { Unit = "min" },
            Data = new { answered = minutes.Length, medianMinutes = median, p90Minutes = slow, withinMinutes = soon, inTime = minutes.Count(m => m <= soon), waiting },
            Next = ["top leads", "who answered"],
        };
    }

    private static string Wait(double minutes) => minutes switch
    {
        < 90 => string.Create(CultureInfo.InvariantCulture, $"{minutes:0.#} minutes"),
        < 48 * 60 => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:0.#} hours"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60 / 24:0.#} days"),
    };
}
