using System.Text;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Domains.CostOptimisation.Analysis;
using Jarvis.Skills.Domains.CostOptimisation.Figures;

namespace Jarvis.Skills.Domains.CostOptimisation;

/// <summary>What models cost, in the daily briefing and the weekly report.</summary>
internal sealed class CostSection(SpendBook book, MonthForecaster forecaster, ModelBudgets budgets, Alternatives alternatives, SpendRises rises) : IReportSection
{
    public string Title => "Costs of models";

    public int Order => 60;

    public async Task<SectionText?> WriteAsync(ReportPeriod period, CancellationToken cancel)
    {
        var calls = await book.ReadAsync(period.From, period.To, cancel);
        if (calls.Count == 0) return null;
        var before = CostWords.SumUsd(await book.ReadAsync(period.From - (period.To - period.From), period.From, cancel));
        var text = new StringBuilder();
        text.AppendLine($"- **{CostWords.Usd(CostWords.SumUsd(calls))}** for {Wording.Count(calls.Count, "call")} ({(period.Weekly ? "week" : "day")} before: {CostWords.Usd(before)}). Most went to {string.Join(", ", calls.GroupBy(c => c.Purpose, StringComparer.Ordinal).OrderByDescending(g => g.Sum(c => c.CostPico)).Take(3).Select(g => $"{CostWords.Spoken(g.Key)} ({CostWords.Usd(CostWords.SumUsd(g))})"))}.");
        var failed = calls.Count(c => c.Outcome != ModelOutcome.Answered);
        if (failed > 0) text.AppendLine($"- {Wording.Count(failed, "attempt")} gave no answer; the next model took over where one was set up.");
        if ((await budgets.ReadAsync(cancel)).Where(b => b.Limit is > 0).MaxBy(b => b.UsedShare) is { } tightest) text.AppendLine($"- {CostWords.Share(tightest.UsedShare)} of {tightest.Words} is used.");
        foreach (var rise in (await rises.DaysAsync(period.From, period.To, cancel)).TakeLast(3)) text.AppendLine($"- {book.DayOf(rise.From):d MMM} cost {CostWords.Usd(rise.Usd)}, where {CostWords.Usd(rise.Usual)} is usual; most of it was {rise.Most}.");
        if (!period.Weekly) return new SectionText(text.ToString().TrimEnd());
        var forecast = await forecaster.ForecastAsync(null, cancel);
        if (forecast.Rest is not null) text.AppendLine($"- The month will end at about {CostWords.Usd(forecast.Expected)}.");
        if (await alternatives.FindAsync(cancel) is [var best, ..]) text.AppendLine($"- {CostWords.Spoken(best.Purpose)} at {best.To.Name} would save {CostWords.Usd(best.SavesAMonth)} a month.");
        var days = book.Days(calls, period.From, period.To);
        return new SectionText(text.ToString().TrimEnd())
        {
            Chart = new Chart("Model costs a day", ChartKind.Bar, [new ChartSeries("USD", [.. days.Select(d => new ChartPoint((double)d.Usd) { Label = d.Day.ToString("ddd d", System.Globalization.CultureInfo.InvariantCulture) })])]) { Unit = "USD" },
        };
    }
}

/// <summary>Today's model costs on the page. Without a call in this month it shows nothing.</summary>
internal sealed class CostPanel(ModelBudgets budgets) : ILivePanel
{
    public string Title => "Model costs";

    public int Order => 40;

    public async Task<PanelContent> ReadAsync(CancellationToken cancel)
    {
        var all = await budgets.ReadAsync(cancel);
        var (day, month) = (all.First(b => b is { Domain: null, Period: BudgetPeriod.Day }), all.First(b => b is { Domain: null, Period: BudgetPeriod.Month }));
        if (month.Spent == 0 && month.Limit is null) return new PanelContent([]);
        return new PanelContent([Row("Today", day), Row("This month", month)])
        {
            Figures = [new PanelFigure("Models today", CostWords.Usd(day.Spent)) { State = State(day), Note = day.Limit is { } limit ? $"of {CostWords.Usd(limit)}" : $"{CostWords.Usd(month.Spent)} this month" }],
        };
    }

    private static PanelRow Row(string name, BudgetState budget) =>
        new(name, State(budget), $"{CostWords.Usd(budget.Spent)}{(budget.Limit is { } limit ? $" of {CostWords.Usd(limit)}" : "")}") { Say = name == "Today" ? "model costs today" : "model costs this month" };

    private static PanelState State(BudgetState budget) => budget.Limit is null ? PanelState.Neutral : budget.UsedShare >= 1 ? PanelState.Bad : budget.UsedShare >= 0.8 ? PanelState.Warn : PanelState.Good;
}
