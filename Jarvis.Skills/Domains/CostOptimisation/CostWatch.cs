using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Domains.CostOptimisation.Analysis;
using Jarvis.Skills.Domains.CostOptimisation.Figures;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.CostOptimisation;

/// <summary>
/// Every five minutes: publishes what models cost as metrics, and warns when a budget is nearly or wholly used, when the month will pass it,
/// when an hour costs far more than usual, and when a domain costs more than is expected of it. While no model is called it writes nothing.
/// </summary>
internal sealed class CostWatch(
    SpendBook book, MonthForecaster forecaster, SpendRises rises, ModelBudgets budgets, MetricStore metrics, IAlerts alerts, IOptions<CostOptions> options, TimeProvider time) : IPeriodicWork
{
    private readonly HashSet<string> open = new(StringComparer.Ordinal);
    private (long Call, DateOnly Day)? seen;

    public string Name => "cost.watch";

    public TimeSpan Interval => TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var today = book.DayOf(now);
        var newest = (await book.LatestAsync(1, cancel)) is [var call] ? call.Id : 0;
        // A new day can end a warning without a call.
        if (newest == 0 || (seen == (newest, today) && open.Count == 0)) return;
        if (seen?.Call != newest) await MeasureAsync(today, now, cancel);
        seen = (newest, today);

        var signals = new List<AlertSignal>();
        var all = await budgets.ReadAsync(cancel);
        foreach (var budget in all) signals.AddRange(OfBudget(budget));
        signals.AddRange(await OfMonthAsync(all.First(b => b is { Domain: null, Period: BudgetPeriod.Month }), cancel));
        if (await rises.LastHourAsync(cancel) is { } rise)
            signals.Add(Signal("rise", Severity.Warning, "Models cost far more than usual", $"The last hour cost {CostWords.Usd(rise.Usd)}, where {CostWords.Usd(rise.Usual)} is usual. Most of it was {rise.Most}."));
        foreach (var signal in signals)
        {
            open.Add(signal.Key);
            await alerts.RaiseAsync(signal, cancel);
        }
        foreach (var gone in open.Except(signals.Select(s => s.Key), StringComparer.Ordinal).ToList())
        {
            await alerts.ResolveAsync(gone, "It no longer holds.", cancel);
            open.Remove(gone);
        }
    }

    private async Task MeasureAsync(DateOnly today, DateTimeOffset now, CancellationToken cancel)
    {
        var calls = await book.ReadAsync(book.StartOf(today), now.AddMilliseconds(1), cancel);
        var values = new List<Measurement>
        {
            new("cost.today.usd", "USD", (double)CostWords.SumUsd(calls)),
            new("cost.today.calls", "count", calls.Count),
            new("cost.today.tokens", "count", calls.Sum(c => (double)c.TokensIn + c.TokensOut)),
        };
        values.AddRange(calls.GroupBy(c => c.Domain, StringComparer.Ordinal).Select(g => new Measurement($"cost.domain.{g.Key}.usd", "USD", (double)CostWords.SumUsd(g))));
        values.AddRange(calls.GroupBy(c => c.Provider, StringComparer.Ordinal).Select(g => new Measurement($"cost.provider.{g.Key}.usd", "USD", (double)CostWords.SumUsd(g))));
        await metrics.RecordAsync(values, now, cancel);
    }

    private IEnumerable<AlertSignal> OfBudget(BudgetState budget)
    {
        if (budget.Limit is not > 0 || 100 * budget.UsedShare < options.Value.WarnPercent) yield break;
        var key = $"budget:{budget.Domain ?? "all"}:{budget.Period.ToString().ToLowerInvariant()}";
        yield return budget.UsedShare >= 1
            ? Signal(key, Severity.Critical, $"Used up: {budget.Words}", $"{CostWords.Usd(budget.Spent)} is spent. Background work with models stops until {Ends(budget)}; in your own turns I ask before a model is asked.")
            : Signal(key, Severity.Warning, $"Nearly used up: {budget.Words}", $"{CostWords.Share(budget.UsedShare)} is used, {CostWords.Usd(Math.Max(0, budget.Left!.Value))} is left. I take cheaper models where they are good enough.");
    }

    private string Ends(BudgetState budget) => budget.Period == BudgetPeriod.Day ? "midnight" : $"{book.DayOf(budget.Until):d MMMM}";

    private async Task<List<AlertSignal>> OfMonthAsync(BudgetState month, CancellationToken cancel)
    {
        var signals = new List<AlertSignal>();
        if (month.Limit is { } limit && month.Spent < limit && await forecaster.ForecastAsync(null, cancel) is { Rest: not null } forecast && forecast.Low > limit)
            signals.Add(Signal("forecast", Severity.Warning, "The month's models will cost more than their budget", $"At this pace it ends at {CostWords.Usd(forecast.Expected)} (at least {CostWords.Usd(forecast.Low)}); the budget is {CostWords.Usd(limit)}."));
        if (options.Value.Expected.Count == 0) return signals;
        var spent = (await book.ReadAsync(month.From, month.Until, cancel)).GroupBy(c => c.Domain, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, CostWords.SumUsd, StringComparer.OrdinalIgnoreCase);
        foreach (var (domain, expected) in options.Value.Expected)
            if (spent.GetValueOrDefault(domain) is var usd && usd > expected)
                signals.Add(Signal($"expected:{domain.ToLowerInvariant()}", Severity.Info, $"{domain} costs more than you expect", $"Its models cost {CostWords.Usd(usd)} this month; you expect {CostWords.Usd(expected)}."));
        return signals;
    }

    private static AlertSignal Signal(string key, Severity severity, string title, string text) => new($"cost:{key}", severity, title, text) { Domain = "cost" };
}
