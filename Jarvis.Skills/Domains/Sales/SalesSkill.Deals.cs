using System.ComponentModel;
using System.Globalization;
using Jarvis.Skills.Analytics;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Quotes;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Domains.Sales;

internal sealed partial class SalesSkill
{
    [KernelFunction("pipeline")]
    [Description("The open deals by stage: how many, what they are worth, and that weighted by the chance of winning.")]
    public async Task<Answer> PipelineAsync(CancellationToken cancel = default)
    {
        var all = await deals.OpenAsync(cancel);
        var open = all.Where(d => d.Currency == Own).ToList();
        if (open.Count == 0) return new Answer($"No deal is open{OtherCurrencies(all.Count)}. \"open a deal for lead 12 over 5000\" opens one.");
        var record = await dealHistory.ReadAsync(cancel);
        var rows = stages.All.Select(s => s.Name).Concat(open.Select(d => d.Stage)).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => (Stage: name, Deals: open.FindAll(d => d.Stage.Equals(name, StringComparison.OrdinalIgnoreCase)), Chance: record.Chance(name).Mean)).ToList();
        var weighted = rows.Sum(r => r.Deals.Sum(d => (double)d.AmountMinor) * r.Chance);
        return new Answer($"{Count(open.Count, "deal")} {(open.Count == 1 ? "is" : "are")} open, worth **{Sum(open)}**; weighted by the chance of winning {In(weighted)}.{OtherCurrencies(all.Count - open.Count)}")
        {
            Table = new Table(["Stage", "Deals", "Worth", "Chance", "Weighted"], [.. rows.Select(r => (IReadOnlyList<string>)
                [r.Stage, r.Deals.Count.ToString("#,0", CultureInfo.InvariantCulture), Sum(r.Deals).ToString(), Share(r.Chance), In(r.Deals.Sum(d => (double)d.AmountMinor) * r.Chance).ToString()])]),
            Chart = new Chart("Pipeline", ChartKind.Bar, [new ChartSeries("Worth", [.. rows.Select(r => new ChartPoint((double)Sum(r.Deals).Amount) { Label = r.Stage })]), new ChartSeries("Weighted", [.. rows.Select(r => new ChartPoint((double)In(r.Deals.Sum(d => (double)d.AmountMinor) * r.Chance).Amount) { Label = r.Stage })])]) { Unit = Own },
            Data = rows.Select(r => new { stage = r.Stage, deals = r.Deals.Count, worth = Sum(r.Deals).Amount, chance = r.Chance, currency = Own }),
            Next = ["next steps", "sales forecast", "stale deals"],
        };
    }

    [KernelFunction("deal")]
    [Description("One deal: whose it is, its amount, stage and chance, what happened and what to do next.")]
    public async Task<Answer> DealAsync([Description("The deal's number, or a part of its title")] string deal, CancellationToken cancel = default)
    {
        var facts = await deals.FactsAsync((await deals.NeedAsync(deal, cancel)).Id, cancel);
        var (found, now) = (facts.Deal, time.GetUtcNow());
        var changes = await deals.ChangesAsync(found.Id, cancel);
        var step = dealAdvisor.Next(facts, now);
        var chance = (await dealHistory.ReadAsync(cancel)).Chance(found.Stage).Mean;
        var state = found.ClosedAt is { } closed ? $"{(found.Won == true ? Stages.Won : Stages.Lost)} on {When(closed)}{(found.Reason is null ? "" : $" ({found.Reason})")}"
            : $"at {found.Stage} since {When(found.StageSince)}, with a chance of {Share(chance)}{(found.ExpectedAt is { } by ? $", expected by {When(by)}" : "")}. Next: **{step.What}**. {step.Why.TrimEnd('.')}";
        return new Answer($"Deal {found.Id}, **{found.Title}** with {facts.Who}, {Worth(found)}, {state}.{(facts.Quote is { } quote ? $" Quote {quote.Number} over {quote.Total}: {QuoteWords.State(quote, now)}." : "")}")
        {
            Table = new Table(["When", "Stage", "By", "Why"], [.. changes.Select(c => (IReadOnlyList<string>)[When(c.At), c.To, c.By, Short(c.Reason ?? "")])]),
            Data = new { deal = found.Id, found.Title, who = facts.Who, amount = found.Amount.Amount, found.Currency, found.Stage, chance, next = step.What, why = step.Why, found.Won, found.Reason, quote = facts.Quote?.Number },
            Untrusted = true,
            Next = found.ClosedAt is null ? [$"win deal {found.Id}", $"lose deal {found.Id}"] : [$"reopen deal {found.Id}"],
        };
    }

    [KernelFunction("next_steps")]
    [Description("For each open deal, the best next action and why, the most pressing first.")]
    public async Task<Answer> NextStepsAsync(CancellationToken cancel = default)
    {
        var now = time.GetUtcNow();
        var steps = (await deals.OpenFactsAsync(cancel)).Select(f => dealAdvisor.Next(f, now)).Where(s => s.Pressing > 0).OrderByDescending(s => s.Pressing).ThenByDescending(s => s.Facts.Deal.AmountMinor).ToList();
        if (steps.Count == 0) return new Answer("No deal needs anything of you now.");
        return new Answer($"{Count(steps.Count, "deal")} {(steps.Count == 1 ? "needs" : "need")} something. First: **{steps[0].What}** (deal {steps[0].Facts.Deal.Id}, {steps[0].Facts.Deal.Title}). {steps[0].Why}")
        {
            Table = new Table(["Deal", "Title", "Worth", "Do", "Why"], [.. steps.Take(MostRows).Select(s => (IReadOnlyList<string>)[Number(s.Facts.Deal), Short(s.Facts.Deal.Title, 40), Worth(s.Facts.Deal), s.What, s.Why])]),
            Data = steps.Take(MostRows).Select(s => new { deal = s.Facts.Deal.Id, s.Facts.Deal.Title, what = s.What, why = s.Why }),
            Untrusted = true,
            Next = [$"show deal {steps[0].Facts.Deal.Id}"],
        };
    }

    [KernelFunction("stale")]
    [Description("Open deals on which nothing has happened for long.")]
    public async Task<Answer> StaleAsync([Description("How many days of quiet; leave out for what settings say")] int? days = null, CancellationToken cancel = default)
    {
        if (days is < 1 or > 3650) throw new Governance.BadRequestException($"days is {days}; allowed is a number from 1 to 3650.");
        var now = time.GetUtcNow();
        var least = days ?? dealOptions.Value.StaleDays;
        var stale = (await deals.OpenFactsAsync(cancel)).Where(f => (now - f.QuietSince).TotalDays >= least).OrderByDescending(f => f.Deal.AmountMinor).ToList();
        if (stale.Count == 0) return new Answer($"No open deal has been quiet for {Count(least, "day")}.");
        var own = stale.ConvertAll(f => f.Deal).FindAll(d => d.Currency == Own);
        return new Answer($"On {Count(stale.Count, "open deal")}, worth {Sum(own)}, nothing has happened for {Count(least, "day")} or more.")
        {
            Table = new Table(["Deal", "Title", "Who", "Worth", "Stage", "Quiet for"], [.. stale.Take(MostRows).Select(f => (IReadOnlyList<string>)
                [Number(f.Deal), Short(f.Deal.Title, 40), f.Who, Worth(f.Deal), f.Deal.Stage, Count((int)(now - f.QuietSince).TotalDays, "day")])]),
            Data = stale.Select(f => new { deal = f.Deal.Id, f.Deal.Title, who = f.Who, quietDays = (int)(now - f.QuietSince).TotalDays }),
            Untrusted = true,
            Next = ["next steps"],
        };
    }

    [KernelFunction("win_rate")]
    [Description("How many of the closed deals were won, by where they came from, with how sure that is.")]
    public async Task<Answer> WinRateAsync([Description("A period; leave out for the last year")] string? period = null, CancellationToken cancel = default)
    {
        var over = times.PeriodOr(period, "period", wall => new Business.Times.Period(wall.Now.AddYears(-1), wall.Now.AddTicks(1)));
        var closed = (await dealHistory.ReadAsync(cancel)).Ways.Where(w => w.ClosedAt >= over.From && w.ClosedAt < over.To).ToList();
        if (closed.Count == 0) return new Answer($"No deal was closed from {When(over.From)} to {When(over.To)}, so there is no win rate.");
        var won = closed.Count(w => w.Won == true);
        var (low, high) = Proportion.Wilson(won, closed.Count);
        var groups = closed.GroupBy(w => w.Source.Length > 0 ? w.Source : "without a source", StringComparer.OrdinalIgnoreCase)
            .Select(g => (Source: g.Key, Won: g.Count(w => w.Won == true), All: g.Count(), Worth: g.Where(w => w.Won == true && w.Currency == Own).Sum(w => w.AmountMinor))).OrderByDescending(g => g.All).ToList();
        return new Answer($"**{Share((double)won / closed.Count)}** of {Count(closed.Count, "closed deal")} {(won == 1 ? "was" : "were")} won (95 % sure: between {Share(low)} and {Share(high)}), from {When(over.From)} to {When(over.To)}.")
        {
            Table = new Table(["Source", "Won", "Closed", "Rate", "95 % sure between", "Worth"], [.. groups.Take(MostRows * 2).Select(g => (IReadOnlyList<string>)
                [g.Source, Figure(g.Won), Figure(g.All), Share((double)g.Won / g.All), Between(g.Won, g.All), new Money(g.Worth, Own).ToString()])]),
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
        var now = time.GetUtcNow();
        var stays = (await dealHistory.ReadAsync(cancel)).Ways.SelectMany(w => w.Stays).ToList();
        if (stays.Count == 0) return new Answer("No deal has been at any stage yet.");
        var rows = stages.All.Select(s => (s.Name, Stays: stays.FindAll(x => x.Stage.Equals(s.Name, StringComparison.OrdinalIgnoreCase))))
            .Select(r => (r.Name, All: r.Stays.Count, Still: r.Stays.Count(x => x.Until is null), Median: KaplanMeier.Median(r.Stays.Select(x => (((x.Until ?? now) - x.From).TotalDays, x.Until is not null))))).ToList();
        var slowest = rows.Where(r => r.Median is not null).OrderByDescending(r => r.Median).FirstOrDefault();
        var still = rows.Sum(r => r.Still);
        return new Answer($"{(slowest.Median is { } most ? $"Deals stay longest at **{slowest.Name}**: half of them {Days(most)} or more." : "At no stage have half of the deals moved on yet, so there is no median.")} {Count(still, "deal")} {(still == 1 ? "is" : "are")} still where {(still == 1 ? "it" : "they")} stood and {(still == 1 ? "counts" : "count")} as lasting until now (Kaplan-Meier).")
        {
            Table = new Table(["Stage", "Median", "Deals", "Still there"], [.. rows.Select(r => (IReadOnlyList<string>)[r.Name, r.Median is { } m ? Days(m) : r.All == 0 ? "–" : "more than half are still there", Figure(r.All), Figure(r.Still)])]),
            Chart = new Chart("Median days at a stage", ChartKind.Bar, [new ChartSeries("Days", [.. rows.Where(r => r.Median is not null).Select(r => new ChartPoint(Math.Round(r.Median!.Value, 1)) { Label = r.Name })])]) { Unit = "days" },
            Data = rows.Select(r => new { stage = r.Name, medianDays = r.Median, deals = r.All, still = r.Still }),
        };

        static string Days(double days) => string.Create(CultureInfo.InvariantCulture, $"{days:0.#} day{(Math.Abs(days - 1) < 0.05 ? "" : "s")}");
    }

    [KernelFunction("forecast")]
    [Description("What the month will bring in sales: what is won, and the open deals by their chance, with the interval.")]
    public async Task<Answer> ForecastAsync(CancellationToken cancel = default)
    {
        var month = await dealForecaster.ForecastAsync(cancel);
        var record = await dealHistory.ReadAsync(cancel);
        var notes = new List<string>();
        if (month.Later.Count > 0) notes.Add($"{Count(month.Later.Count, "deal")} ({Sum(month.Later)}) {(month.Later.Count == 1 ? "is" : "are")} expected later");
        if (month.Unknown.Count > 0) notes.Add($"{Count(month.Unknown.Count, "deal")} ({Sum(month.Unknown)}) without an expected day {(month.Unknown.Count == 1 ? "is" : "are")} left out, because too few deals were won to say when; \"deal {month.Unknown[0].Id} is expected by friday\" brings it in");
        if (month.OtherCurrency > 0) notes.Add($"{Count(month.OtherCurrency, "deal")} in other currencies {(month.OtherCurrency == 1 ? "is" : "are")} left out");
        var closed = record.Ways.Count(w => w.Won is not null);
        return new Answer($"The month is expected to end at **{month.Expected}** (nine times in ten between {month.Low} and {month.High}): {month.Won} won with {Count(month.WonDeals, "deal")}, the rest from {Count(month.Deals.Count, "open deal")}.{(notes.Count > 0 ? $" {string.Join("; ", notes)}." : "")} The chances are the settings' and those of {Count(closed, "closed deal")}; the interval is simulated.")
        {
            Table = month.Deals.Count == 0 ? null : new Table(["Deal", "Title", "Worth", "Stage", "Chance", "This month", "Weighted"], [.. month.Deals.Take(MostRows).Select(o => (IReadOnlyList<string>)
                [Number(o.Deal), Short(o.Deal.Title, 40), Worth(o.Deal), o.Deal.Stage, Share(o.Chance), Share(o.InMonth), In(o.Weighted).ToString()])]),
            Data = new { expected = month.Expected.Amount, low = month.Low.Amount, high = month.High.Amount, won = month.Won.Amount, currency = Own, deals = month.Deals.Take(MostRows).Select(o => new { deal = o.Deal.Id, o.Chance, o.InMonth, amount = o.Deal.Amount.Amount }) },
            Untrusted = true,
            Next = ["pipeline", "win rate by source"],
        };
    }

    private string Own => business.Value.Currency;

    private Money Sum(IEnumerable<Deal> of) => new(of.Sum(d => d.AmountMinor), Own);

    private Money In(double minor) => new((long)Math.Round(minor), Own);

    private static string OtherCurrencies(int count) => count == 0 ? "" : $" ({Count(count, "deal")} in other currencies {(count == 1 ? "is" : "are")} not in the sums)";

    private static string Worth(Deal deal) => deal.AmountMinor == 0 ? "no amount yet" : deal.Amount.ToString();

    private static string Number(Deal deal) => Figure(deal.Id);

    private static string Figure(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");
}
