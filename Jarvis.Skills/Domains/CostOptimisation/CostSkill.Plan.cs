using System.ComponentModel;
using System.Globalization;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains.CostOptimisation.Figures;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Domains.CostOptimisation;

internal sealed partial class CostSkill
{
    [KernelFunction("budgets")]
    [Description("What may be spent on models by day and month, over all and by domain, what is spent, and what is left.")]
    public async Task<Answer> BudgetsAsync(CancellationToken cancel = default)
    {
        var all = await budgets.ReadAsync(cancel);
        var limited = all.Where(b => b.Limit is not null).ToList();
        if (limited.Count == 0) return new Answer($"There is no budget for models. Today {CostWords.Usd(all.First(b => b is { Domain: null, Period: BudgetPeriod.Day }).Spent)} was spent, this month {CostWords.Usd(all.First(b => b is { Domain: null, Period: BudgetPeriod.Month }).Spent)}. \"set the monthly model budget to 40 dollars\" sets one.");
        var tightest = limited.MaxBy(b => b.UsedShare)!;
        return new Answer($"{CostWords.Share(tightest.UsedShare)} of {tightest.Words} is used; {CostWords.Usd(Math.Max(0, tightest.Left!.Value))} is left.")
        {
            Table = new Table(["Budget", "Limit", "Spent", "Under way", "Left", "Used"], [.. all.Select(b => (IReadOnlyList<string>)
                [$"{Which(b.Domain)}, {Name(b.Period)}", b.Limit is { } limit ? CostWords.Usd(limit) : "none", CostWords.Usd(b.Spent), CostWords.Usd(b.Reserved), b.Left is { } left ? CostWords.Usd(left) : "–", b.Limit is null ? "–" : CostWords.Share(b.UsedShare)])]),
            Data = all.Select(b => new { domain = b.Domain, period = Name(b.Period), limit = b.Limit, spent = b.Spent, left = b.Left }),
        };
    }

    [KernelFunction("forecast")]
    [Description("What models will cost by the end of the month, against the budget.")]
    public async Task<Answer> ForecastAsync([Description("One domain only; leave out for all")] string? domain = null, CancellationToken cancel = default)
    {
        var name = domain is null ? null : domains.Need(domain);
        var forecast = await forecaster.ForecastAsync(name, cancel);
        var budget = (await plan.ReadAsync(cancel)).Limit(name, BudgetPeriod.Month);
        var expected = name is not null && options.Value.Expected.TryGetValue(name, out var said) ? said : (decimal?)null;
        var held = budget is { } limit ? $" The month's budget is {CostWords.Usd(limit)}: {(forecast.Expected > limit ? $"it would be passed by {CostWords.Usd(forecast.Expected - limit)}, so I would stop before" : $"{CostWords.Usd(limit - forecast.Expected)} would be left")}." : " There is no budget for the month.";
        var beside = expected is { } e ? $" You expect {CostWords.Usd(e)} of {name}." : "";
        var sentence = forecast.Rest is null
            ? $"This month cost {CostWords.Usd(forecast.Spent)} so far. With fewer than three whole days of calls I do not forecast."
            : $"This month will cost about **{CostWords.Usd(forecast.Expected)}** (likely {CostWords.Usd(forecast.Low)} to {CostWords.Usd(forecast.High)}); {CostWords.Usd(forecast.Spent)} is spent, and a day costs about {CostWords.Usd((decimal)forecast.Rest.PerDay)}.";
        return new Answer(sentence + held + beside)
        {
            Chart = forecast.Days.Count < 2 ? null : MonthChart(forecast, budget),
            Data = new { spent = forecast.Spent, expected = forecast.Expected, low = forecast.Low, high = forecast.High, budget, days_left = forecast.DaysLeft },
            Next = ["where can I save on models"],
        };
    }

    [KernelFunction("mix")]
    [Description("Which share of the requests went to which model, against the mix that is wanted.")]
    public async Task<Answer> MixAsync([Description("A period; leave out for today")] string? period = null, CancellationToken cancel = default)
    {
        var over = times.PeriodOr(period, "period", wall => new Period(wall.StartOf(wall.Today), Including(wall.Now)));
        var shares = await mix.ReadAsync(over.From, over.To, cancel);
        if (shares.Count == 0) return new Answer("No model is set up: write tiers to Models:Tiers in appsettings.json.");
        var requests = shares.Sum(s => s.Requests);
        if (requests == 0) return new Answer($"No model answered {Spoken(over)}. The mix that is wanted: {string.Join(", ", shares.Select(s => $"{s.Tier} {CostWords.Share(s.Target / 100)}"))}.");
        // Total variation distance: the share of the requests that would have to go elsewhere.
        var drift = shares.Sum(s => Math.Abs(s.Drift)) / 200;
        return new Answer($"{string.Join(", ", shares.Select(s => $"{CostWords.Share(s.Percent / 100)} went to **{s.Tier}** ({ModelOf(s)}; wanted {CostWords.Share(s.Target / 100)})"))} {Spoken(over)}. The drift is {CostWords.Share(drift)} of {Wording.Count(requests, "request")}.")
        {
            Table = new Table(["Tier", "Model", "Requests", "Is", "Wanted"], [.. shares.Select(s => (IReadOnlyList<string>)
                [s.Tier, ModelOf(s), s.Requests.ToString("#,0", CultureInfo.InvariantCulture), CostWords.Share(s.Percent / 100), CostWords.Share(s.Target / 100)])]),
            Data = shares.Select(s => new { tier = s.Tier, model = ModelOf(s), requests = s.Requests, percent = s.Percent, wanted = s.Target }),
        };
    }

    private string ModelOf(TierShare share) => tiers.Find(share.Tier)!.Model;

    private Chart MonthChart(MonthForecast forecast, decimal? budget)
    {
        var sum = 0m;
        var spent = forecast.Days.Select(d => new ChartPoint((double)(sum += d.Usd)) { At = book.StartOf(d.Day.AddDays(1)) }).ToList();
        var end = book.StartOf(forecast.Days[^1].Day.AddDays(forecast.DaysLeft + 1));
        ChartSeries[] coming = forecast.Rest is null || forecast.DaysLeft == 0 ? [] :
            [new("expected", [spent[^1] with { Value = (double)forecast.Spent }, new((double)forecast.Expected) { At = end }]), new("at most likely", [spent[^1] with { Value = (double)forecast.Spent }, new((double)forecast.High) { At = end }])];
        return new Chart("Model costs of the month, summed up", ChartKind.Line, [new ChartSeries("spent", spent), .. coming]) { Unit = "USD", Marks = budget is { } limit ? [("budget", (double)limit)] : [] };
    }

    private static string Which(string? domain) => domain ?? "all";

    private static string Name(BudgetPeriod period) => period == BudgetPeriod.Day ? "day" : "month";
}
