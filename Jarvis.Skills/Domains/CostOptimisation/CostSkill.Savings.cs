using System.ComponentModel;
using System.Globalization;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.CostOptimisation.Analysis;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Domains.CostOptimisation;

internal sealed partial class CostSkill
{
    [KernelFunction("savings")]
    [Description("Cheaper ways to do the same work with models, with the saving computed from the calls of the last 30 days.")]
    public async Task<Answer> SavingsAsync(CancellationToken cancel = default)
    {
        var found = await alternatives.FindAsync(cancel);
        if (found.Count == 0) return new Answer("I found no cheaper way that is good enough: no work of which ten calls or more could move to a cheaper model that is set up.");
        return new Answer($"{CostWords.Usd(found.Sum(a => a.SavesAMonth))} a month could be saved: {string.Join("; ", found.Take(3).Select(Words))}.")
        {
            Table = new Table(["Work", "To", "Calls", "Cost", "Would have cost", "Saves a month"], [.. found.Take(MostRows).Select(a => (IReadOnlyList<string>)
                [CostWords.Spoken(a.Purpose), $"{a.To.Name} ({a.To.Model})", a.Calls.ToString("#,0", CultureInfo.InvariantCulture), CostWords.Usd(a.Was), CostWords.Usd(a.WouldBe), CostWords.Usd(a.SavesAMonth)])]) { Title = "The last 30 days at the other price" },
            Data = found.Select(a => new { purpose = a.Purpose, to = a.To.Name, calls = a.Calls, saves_a_month_usd = a.SavesAMonth }),
            Next = [.. found.Take(2).Select(a => $"move {CostWords.Spoken(a.Purpose)} to {a.To.Name}")],
        };
    }

    [KernelFunction("operations")]
    [Description("Which work with models is dear for what it gives: cost of an answer, how hard it was, how often it was corrected or failed.")]
    public async Task<Answer> OperationsAsync([Description("A period; leave out for the last 30 days")] string? period = null, CancellationToken cancel = default)
    {
        var over = Over(period, 30);
        var all = Operations.Of(await book.ReadAsync(over.From, over.To, cancel));
        if (all.Count == 0) return new Answer($"No model was called {Spoken(over)}.");
        var dear = all.Where(o => o.Dear is not null).ToList();
        return new Answer(dear.Count == 0 ? $"Nothing is dear for what it gives {Spoken(over)}. Most went to **{CostWords.Spoken(all[0].Purpose)}**: {CostWords.Usd(all[0].Usd)} for {Wording.Count(all[0].Answers, "answer")}."
            : $"Dear for what {(dear.Count == 1 ? "it gives" : "they give")} {Spoken(over)}: {string.Join("; ", dear.Take(3).Select(o => $"**{CostWords.Spoken(o.Purpose)}** ({CostWords.Usd(o.Usd)}): {o.Dear}"))}.")
        {
            Table = new Table(["Work", "Domain", "Answers", "Cost", "An answer", "Hard", "Corrected", "No answer"], [.. all.Take(MostRows).Select(o => (IReadOnlyList<string>)
                [CostWords.Spoken(o.Purpose), o.Domain, o.Answers.ToString("#,0", CultureInfo.InvariantCulture), CostWords.Usd(o.Usd), CostWords.Usd(o.PerAnswer), CostWords.Share(o.Need), CostWords.Share(o.Corrected), CostWords.Share(o.Failed)])]),
            Data = all.Take(MostRows).Select(o => new { o.Purpose, o.Domain, o.Answers, usd = o.Usd, per_answer_usd = o.PerAnswer, o.Dear }),
            Next = ["where can I save on models"],
        };
    }

    [KernelFunction("prompts")]
    [Description("How long prompts are and what of them is paid for again and again: prompt bloat and cache misses.")]
    public async Task<Answer> PromptsAsync([Description("A period; leave out for the last 7 days")] string? period = null, CancellationToken cancel = default)
    {
        var over = Over(period, 7);
        var all = PromptUses.Of(await book.ReadAsync(over.From, over.To, cancel), tiers);
        if (all.Count == 0) return new Answer($"No model was called {Spoken(over)}.");
        var findings = all.Where(u => u.Finding is not null).ToList();
        var (read, cached) = (all.Sum(u => u.Tokens * u.Calls), all.Sum(u => u.Cached * u.Tokens * u.Calls));
        return new Answer($"{CostWords.Share(cached / Math.Max(1, read))} of what models read {Spoken(over)} came from their caches; a call read {CostWords.Tokens(read / all.Sum(u => u.Calls))} tokens. "
            + (findings.Count == 0 ? "Nothing is bloated." : $"To look at: {string.Join("; ", findings.Take(3).Select(u => $"**{CostWords.Spoken(u.Purpose)}**: {u.Finding}"))}."))
        {
            Table = new Table(["Work", "Calls", "Tokens a call", "Instructions", "Functions", "Said before", "From cache", "Beginnings", "Paid again"], [.. all.Take(MostRows).Select(u => (IReadOnlyList<string>)
                [CostWords.Spoken(u.Purpose), u.Calls.ToString("#,0", CultureInfo.InvariantCulture), CostWords.Tokens(u.Tokens), CostWords.Tokens(u.Instructions), CostWords.Tokens(u.Functions), CostWords.Tokens(u.History), CostWords.Share(u.Cached), u.Prefixes.ToString(CultureInfo.InvariantCulture), CostWords.Usd(u.WastedUsd)])]),
            Data = all.Take(MostRows).Select(u => new { u.Purpose, u.Calls, u.Tokens, u.Cached, u.Finding, paid_again_usd = u.WastedUsd }),
        };
    }

    [KernelFunction("return")]
    [Description("What Jarvis is worth: hours and money that its work saved, beside what its models cost.")]
    public async Task<Answer> ReturnAsync([Description("A period; leave out for this month")] string? period = null, CancellationToken cancel = default)
    {
        var over = OrThisMonth(period);
        var work = await saved.ReadAsync(over.From, over.To, cancel);
        var cost = CostWords.SumUsd(await book.ReadAsync(over.From, over.To, cancel));
        var hours = (decimal)work.Sum(w => w.Time.TotalHours);
        var rate = await statements.HourlyRateAsync(cancel);
        var currency = own.Code;
        var money = work.Select(w => w.Money).OfType<Money>().Where(m => m.Currency == currency).Sum(m => m.Amount);
        var worth = rate is { } hour ? Money.Of((hours * hour) + money, currency) : (Money?)null;
        var costs = own.OfUsd(cost);
        var sentence = $"{Spoken(over)[..1].ToUpperInvariant()}{Spoken(over)[1..]} my work saved **{hours.ToString("0.0", CultureInfo.InvariantCulture)} hours**{(money > 0 ? $" and {Money.Of(money, currency)}" : "")}; models cost {CostWords.Usd(cost)}{(costs is { } o && currency != "USD" ? $" ({o})" : "")}.";
        sentence += worth is { } w && costs is { } c ? $" At {Money.Of(rate!.Value, currency)} an hour that is worth {w}: **{Money.Of(w.Amount - c.Amount, currency)}** more than it cost."
            : rate is null ? " Say what an hour of yours is worth (\"my hour costs 60 euros\") and I reckon what that comes to."
            : $" To set one against the other, write to Cost:UsdRate what a dollar costs in {currency}.";
        return new Answer(sentence)
        {
            Table = work.Count == 0 ? null : new Table(["Work", "Times", "Minutes each", "Saved"], [.. work.Take(MostRows).Select(x => (IReadOnlyList<string>)
                [x.What, x.Count.ToString(CultureInfo.InvariantCulture), (x.Time.TotalMinutes / Math.Max(1, x.Count)).ToString("0.#", CultureInfo.InvariantCulture), $"{x.Time.TotalHours.ToString("0.0", CultureInfo.InvariantCulture)} h{(x.Money is { } m ? $", {m}" : "")}"])]),
            Data = new { hours, rate, worth = worth?.Amount, currency, cost_usd = cost, work = work.Select(x => new { x.Function, x.What, x.Count, minutes = x.Time.TotalMinutes }) },
            Next = ["model costs this month"],
        };
    }

    private static string Words(Alternative a) =>
        $"move **{CostWords.Spoken(a.Purpose)}** to {a.To.Name}, {a.To.Model}: {CostWords.Share(a.ShareOfCalls)} of the calls, saves {CostWords.Usd(a.SavesAMonth)} a month";
}
