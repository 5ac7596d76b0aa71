using System.ComponentModel;
using System.Globalization;
using Jarvis.Skills.Analytics;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Deals;

/// <summary>What closed deals tell: win rates, time at each stage, what the month will bring.</summary>
internal sealed class DealFiguresSkill(DealHistory history, DealForecaster forecaster, Stages stages, OwnerTimes times, OwnerClock clock, IOptions<BusinessOptions> business)
{
    private const int MostRows = 10;

    [KernelFunction("win_rate")]
    [Description("How many of the closed deals were won, by where they came from, with how sure that is.")]
    public async Task<Answer> WinRateAsync([Description("A period; leave out for the last year")] string? period = null, CancellationToken cancel = default)
    {
        var over = times.PeriodOr(period, "period", wall => new Period(wall.Now.AddYears(-1), wall.Now.AddMilliseconds(1)));
        var closed = (await history.ReadAsync(cancel)).Ways.Where(w => w.ClosedAt >= over.From && w.ClosedAt < over.To).ToList();
        if (closed.Count == 0) return new Answer($"No deal was closed from {clock.Day(over.From)} to {clock.Day(over.To)}, so there is no win rate.");
        var won = closed.Count(w => w.Won == true);
        var (low, high) = Proportion.Wilson(won, closed.Count);
        var groups = closed.GroupBy(w => w.Source.Length > 0 ? w.Source : "without a source", StringComparer.OrdinalIgnoreCase)
            .Select(g => (Source: g.Key, Won: g.Count(w => w.Won == true), All: g.Count(), Worth: g.Where(w => w.Won == true && w.Currency == Own).Sum(w => w.AmountMinor))).OrderByDescending(g => g.All).ToList();
        return new Answer($"**{Share((double)won / closed.Count)}** of {Count(closed.Count, "closed deal")} {(won == 1 ? "was" : "were")} won (95 % sure: between {Share(low)} and {Share(high)}), from {clock.Day(over.From)} to {clock.Day(over.To)}.")
        {
            Table = new Table(["Source", "Won", "Closed", "Rate", "95 % sure between", "Worth"], [.. groups.Take(MostRows * 2).Select(g => (IReadOnlyList<string>)
                [g.Source, Number(g.Won), Number(g.All), Share((double)g.Won / g.All), Between(g.Won, g.All), new Money(g.Worth, Own).ToString()])]),
            Chart = groups.Count < 2 ? null : new Chart("Win rate by source", ChartKind.Bar, [new ChartSeries("Won, %", [.. groups.Take(MostRows).Select(g => new ChartPoint(Math.Round(100.0 * g.Won / g.All, 1)) { Label = g.Source })])]) { Unit = "%" },
            Data = groups.Select(g => new { source = g.Source, won = g.Won, closed = g.All, rate = (double)g.Won / g.All }),
            // The web form says where a lead came from.
            Untrusted = true,
        };

        static string Between(int won, int all) => Proportion.Wilson(won, all) is var (from, to) ? $"{Share(from)} and {Share(to)}" : "";
    }

    [KernelFunction("stage_times")]
    [Description("How long deals stay at each stage: the median in days, counting those that are still there.")]
    public async Task<Answer> StageTimesAsync(CancellationToken cancel = default)
    {
        var now = clock.Now;
        var stays = (await history.ReadAsync(cancel)).Ways.SelectMany(w => w.Stays).ToList();
        if (stays.Count == 0) return new Answer("No deal has been at any stage yet.");
        var rows = stages.All.Select(s => (s.Name, Stays: stays.FindAll(x => x.Stage.Equals(s.Name, StringComparison.OrdinalIgnoreCase))))
            .Select(r => (r.Name, All: r.Stays.Count, Still: r.Stays.Count(x => x.Until is null), Median: KaplanMeier.Median(r.Stays.Select(x => (((x.Until ?? now) - x.From).TotalDays, x.Until is not null))))).ToList();
        var slowest = rows.Where(r => r.Median is not null).OrderByDescending(r => r.Median).FirstOrDefault();
        var still = rows.Sum(r => r.Still);
        return new Answer($"{(slowest.Median is { } most ? $"Deals stay longest at **{slowest.Name}**: half of them {Days(most)} or more." : "At no stage have half of the deals moved on yet, so there is no median.")} {Count(still, "deal")} {(still == 1 ? "is" : "are")} still where {(still == 1 ? "it" : "they")} stood and {(still == 1 ? "counts" : "count")} as lasting until now (Kaplan-Meier).")
        {
            Table = new Table(["Stage", "Median", "Deals", "Still there"], [.. rows.Select(r => (IReadOnlyList<string>)[r.Name, r.Median is { } m ? Days(m) : r.All == 0 ? "–" : "more than half are still there", Number(r.All), Number(r.Still)])]),
            Chart = new Chart("Median days at a stage", ChartKind.Bar, [new ChartSeries("Days", [.. rows.Where(r => r.Median is not null).Select(r => new ChartPoint(Math.Round(r.Median!.Value, 1)) { Label = r.Name })])]) { Unit = "days" },
            Data = rows.Select(r => new { stage = r.Name, medianDays = r.Median, deals = r.All, still = r.Still }),
        };

        static string Days(double days) => string.Create(CultureInfo.InvariantCulture, $"{days:0.#} day{(Math.Abs(days - 1) < 0.05 ? "" : "s")}");
    }

    [KernelFunction("forecast")]
    [Description("What the month will bring in sales: what is won, and the open deals by their chance, with the interval.")]
    public async Task<Answer> ForecastAsync(CancellationToken cancel = default)
    {
        var month = await forecaster.ForecastAsync(cancel);
        var record = await history.ReadAsync(cancel);
        var notes = new List<string>();
        if (month.Later.Count > 0) notes.Add($"{Count(month.Later.Count, "deal")} ({DealWords.Sum(month.Later, Own)}) {(month.Later.Count == 1 ? "is" : "are")} expected later");
        if (month.Unknown.Count > 0) notes.Add($"{Count(month.Unknown.Count, "deal")} ({DealWords.Sum(month.Unknown, Own)}) without an expected day {(month.Unknown.Count == 1 ? "is" : "are")} left out, because too few deals were won to say when; \"deal {month.Unknown[0].Id} is expected by friday\" brings it in");
        if (month.OtherCurrency > 0) notes.Add($"{Count(month.OtherCurrency, "deal")} in other currencies {(month.OtherCurrency == 1 ? "is" : "are")} left out");
        var closed = record.Ways.Count(w => w.Won is not null);
        return new Answer($"The month is expected to end at **{month.Expected}** (nine times in ten between {month.Low} and {month.High}): {month.Won} won with {Count(month.WonDeals, "deal")}, the rest from {Count(month.Deals.Count, "open deal")}.{(notes.Count > 0 ? $" {string.Join("; ", notes)}." : "")} The chances are the settings' and those of {Count(closed, "closed deal")}; the interval is simulated.")
        {
            Table = month.Deals.Count == 0 ? null : new Table(["Deal", "Title", "Worth", "Stage", "Chance", "This month", "Weighted"], [.. month.Deals.Take(MostRows).Select(o => (IReadOnlyList<string>)
                [Number(o.Deal.Id), Short(o.Deal.Title, 40), DealWords.Worth(o.Deal), o.Deal.Stage, Share(o.Chance), Share(o.InMonth), DealWords.Rounded(o.Weighted, Own).ToString()])]),
            Data = new { expected = month.Expected.Amount, low = month.Low.Amount, high = month.High.Amount, won = month.Won.Amount, currency = Own, deals = month.Deals.Take(MostRows).Select(o => new { deal = o.Deal.Id, o.Chance, o.InMonth, amount = o.Deal.Amount.Amount }) },
            Untrusted = true,
            Next = ["pipeline", "win rate by source"],
        };
    }

    private string Own => business.Value.Currency;
}
