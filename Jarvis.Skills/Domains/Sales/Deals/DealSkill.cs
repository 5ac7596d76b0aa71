using System.ComponentModel;
using System.Globalization;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains.Sales.Quotes;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Deals;

/// <summary>The open deals: where they stand, and what to do next.</summary>
internal sealed class DealSkill(
    DealBook deals, DealHistory history, DealAdvisor advisor, Stages stages, OwnerClock clock, IOptions<DealOptions> options, IOptions<BusinessOptions> business)
{
    private const int MostRows = 10;
    private const int LongestSilence = 3650;

    [KernelFunction("pipeline")]
    [Description("The open deals by stage: how many, what they are worth, and that weighted by the chance of winning.")]
    public async Task<Answer> PipelineAsync(CancellationToken cancel = default)
    {
        var all = await deals.OpenAsync(cancel);
        var open = all.Where(d => d.Currency == Own).ToList();
        if (open.Count == 0) return new Answer($"No deal is open{DealWords.OtherCurrencies(all.Count)}. \"open a deal for lead 12 over 5000\" opens one.");
        var record = await history.ReadAsync(cancel);
        var rows = stages.All.Select(s => s.Name).Concat(open.Select(d => d.Stage)).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => (Stage: name, Deals: open.FindAll(d => d.Stage.Equals(name, StringComparison.OrdinalIgnoreCase)), Chance: record.Chance(name).Mean)).ToList();
        var weighted = rows.Sum(r => r.Deals.Sum(d => (double)d.AmountMinor) * r.Chance);
        return new Answer($"{Count(open.Count, "deal")} {(open.Count == 1 ? "is" : "are")} open, worth **{DealWords.Sum(open, Own)}**; weighted by the chance of winning {DealWords.Rounded(weighted, Own)}.{DealWords.OtherCurrencies(all.Count - open.Count)}")
        {
            Table = new Table(["Stage", "Deals", "Worth", "Chance", "Weighted"], [.. rows.Select(r => (IReadOnlyList<string>)
                [r.Stage, r.Deals.Count.ToString("#,0", CultureInfo.InvariantCulture), DealWords.Sum(r.Deals, Own).ToString(), Share(r.Chance), DealWords.Rounded(r.Deals.Sum(d => (double)d.AmountMinor) * r.Chance, Own).ToString()])]),
            Chart = new Chart("Pipeline", ChartKind.Bar, [new ChartSeries("Worth", [.. rows.Select(r => new ChartPoint((double)DealWords.Sum(r.Deals, Own).Amount) { Label = r.Stage })]), new ChartSeries("Weighted", [.. rows.Select(r => new ChartPoint((double)DealWords.Rounded(r.Deals.Sum(d => (double)d.AmountMinor) * r.Chance, Own).Amount) { Label = r.Stage })])]) { Unit = Own },
            Data = rows.Select(r => new { stage = r.Stage, deals = r.Deals.Count, worth = DealWords.Sum(r.Deals, Own).Amount, chance = r.Chance, currency = Own }),
            Next = ["next steps", "sales forecast", "stale deals"],
        };
    }

    [KernelFunction("deal")]
    [Description("One deal: whose it is, its amount, stage and chance, what happened and what to do next.")]
    public async Task<Answer> DealAsync([Description("The deal's number, or a part of its title")] string deal, CancellationToken cancel = default)
    {
        var facts = await deals.FactsAsync((await deals.NeedAsync(deal, cancel)).Id, cancel);
        var (found, now) = (facts.Deal, clock.Now);
        var changes = await deals.ChangesAsync(found.Id, cancel);
        var step = advisor.Next(facts, now);
        var chance = (await history.ReadAsync(cancel)).Chance(found.Stage).Mean;
        var state = found.ClosedAt is { } closed ? $"{(found.Won == true ? Stages.Won : Stages.Lost)} on {clock.When(closed)}{(found.Reason is null ? "" : $" ({found.Reason})")}"
            : $"at {found.Stage} since {clock.When(found.StageSince)}, with a chance of {Share(chance)}{(found.ExpectedAt is { } by ? $", expected by {clock.When(by)}" : "")}. Next: **{step.What}**. {step.Why.TrimEnd('.')}";
        return new Answer($"Deal {found.Id}, **{found.Title}** with {facts.Who}, {DealWords.Worth(found)}, {state}.{(facts.Quote is { } quote ? $" Quote {quote.Number} over {quote.Total}: {QuoteWords.State(quote, now)}." : "")}")
        {
            Table = new Table(["When", "Stage", "By", "Why"], [.. changes.Select(c => (IReadOnlyList<string>)[clock.When(c.At), c.To, c.By, Short(c.Reason ?? "")])]),
            Data = new { deal = found.Id, found.Title, who = facts.Who, amount = found.Amount.Amount, found.Currency, found.Stage, chance, next = step.What, why = step.Why, found.Won, found.Reason, quote = facts.Quote?.Number },
            Untrusted = true,
            Next = found.ClosedAt is null ? [$"win deal {found.Id}", $"lose deal {found.Id}"] : [$"reopen deal {found.Id}"],
        };
    }

    [KernelFunction("next_steps")]
    [Description("For each open deal, the best next action and why, the most pressing first.")]
    public async Task<Answer> NextStepsAsync(CancellationToken cancel = default)
    {
        var now = clock.Now;
        var steps = (await deals.OpenFactsAsync(cancel)).Select(f => advisor.Next(f, now)).Where(s => s.Pressing > 0).OrderByDescending(s => s.Pressing).ThenByDescending(s => s.Facts.Deal.AmountMinor).ToList();
        if (steps.Count == 0) return new Answer("No deal needs anything of you now.");
        return new Answer($"{Count(steps.Count, "deal")} {(steps.Count == 1 ? "needs" : "need")} something. First: **{steps[0].What}** (deal {steps[0].Facts.Deal.Id}, {steps[0].Facts.Deal.Title}). {steps[0].Why}")
        {
            Table = new Table(["Deal", "Title", "Worth", "Do", "Why"], [.. steps.Take(MostRows).Select(s => (IReadOnlyList<string>)[Number(s.Facts.Deal.Id), Short(s.Facts.Deal.Title, 40), DealWords.Worth(s.Facts.Deal), s.What, s.Why])]),
            Data = steps.Take(MostRows).Select(s => new { deal = s.Facts.Deal.Id, s.Facts.Deal.Title, what = s.What, why = s.Why }),
            Untrusted = true,
            Next = [$"show deal {steps[0].Facts.Deal.Id}"],
        };
    }

    [KernelFunction("stale")]
    [Description("Open deals on which nothing has happened for long.")]
    public async Task<Answer> StaleAsync([Description("Quiet for so long, such as \"30 days\" or P30D; leave out for what settings say")] string? silence = null, CancellationToken cancel = default)
    {
        var now = clock.Now;
        var least = Silence.Days(silence, options.Value.StaleDays, LongestSilence);
        var stale = (await deals.OpenFactsAsync(cancel)).Where(f => (now - f.QuietSince).TotalDays >= least).OrderByDescending(f => f.Deal.AmountMinor).ToList();
        if (stale.Count == 0) return new Answer($"No open deal has been quiet for {Count(least, "day")}.");
        var own = stale.ConvertAll(f => f.Deal).FindAll(d => d.Currency == Own);
        return new Answer($"On {Count(stale.Count, "open deal")}, worth {DealWords.Sum(own, Own)}, nothing has happened for {Count(least, "day")} or more.")
        {
            Table = new Table(["Deal", "Title", "Who", "Worth", "Stage", "Quiet for"], [.. stale.Take(MostRows).Select(f => (IReadOnlyList<string>)
                [Number(f.Deal.Id), Short(f.Deal.Title, 40), f.Who, DealWords.Worth(f.Deal), f.Deal.Stage, Count((int)(now - f.QuietSince).TotalDays, "day")])]),
            Data = stale.Select(f => new { deal = f.Deal.Id, f.Deal.Title, who = f.Who, quietDays = (int)(now - f.QuietSince).TotalDays }),
            Untrusted = true,
            Next = ["next steps"],
        };
    }

    private string Own => business.Value.Currency;
}
