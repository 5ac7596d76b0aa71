using Jarvis.Skills.Analytics;

namespace Jarvis.Skills.Domains.CostOptimisation.Figures;

/// <summary>What the month will have cost when it is over, in US dollars.</summary>
/// <param name="Spent">Up to now.</param>
/// <param name="Expected">Spent, and what is expected to come; equal to what is spent when nothing can be said of the rest.</param>
/// <param name="Rest">Null with fewer than three whole days of history.</param>
/// <param name="Days">The month's days so far.</param>
internal sealed record MonthForecast(decimal Spent, decimal Expected, decimal Low, decimal High, LeadTimeForecast? Rest, IReadOnlyList<DaySpend> Days, int DaysLeft);

/// <summary>Forecasts the month's spending from the days of the last weeks (<see cref="LeadTimeForecast"/>).</summary>
internal sealed class MonthForecaster(SpendBook book, TimeProvider time)
{
    private const int HistoryDays = 56;

    /// <param name="domain">Null for all.</param>
    public async Task<MonthForecast> ForecastAsync(string? domain, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var today = book.DayOf(now);
        var month = new DateOnly(today.Year, today.Month, 1);
        var left = DateTime.DaysInMonth(today.Year, today.Month) - today.Day;
        var calls = (await book.ReadAsync(book.StartOf(today.AddDays(-HistoryDays)), now.AddMilliseconds(1), cancel)).Where(c => domain is null || c.Domain == domain).ToList();
        var days = book.Days(calls, book.StartOf(today.AddDays(-HistoryDays)), now.AddMilliseconds(1));
        // Before the first call there was no Jarvis, or no model: those days say nothing.
        var whole = days.SkipWhile(d => d.Calls == 0).Where(d => d.Day < today).ToList();
        var ofMonth = days.Where(d => d.Day >= month).ToList();
        var spent = ofMonth.Sum(d => d.Usd);
        // What is left of today counts as a share of a day.
        var rest = whole.Count == 0 ? null : LeadTimeForecast.Of([.. whole.Select(d => (double)d.Usd)], whole[0].Day.DayOfWeek, left + 1);
        if (rest is null) return new MonthForecast(spent, spent, spent, spent, null, ofMonth, left);
        var todayLeft = 1 - ((now - book.StartOf(today)).TotalDays);
        var share = (left + todayLeft) / (left + 1);
        return new MonthForecast(spent, spent + (decimal)(rest.Expected * share), spent + (decimal)(rest.Low * share), spent + (decimal)(rest.High * share), rest, ofMonth, left);
    }
}
