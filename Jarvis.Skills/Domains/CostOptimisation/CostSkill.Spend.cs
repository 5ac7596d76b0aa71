using System.ComponentModel;
using System.Globalization;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Domains.CostOptimisation.Figures;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Domains.CostOptimisation;

internal sealed partial class CostSkill
{
    private static readonly Dictionary<string, Func<ModelCall, string>> Keys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["provider"] = c => c.Provider,
        ["model"] = c => c.Model,
        ["tier"] = c => c.Tier,
        ["domain"] = c => c.Domain,
        ["purpose"] = c => CostWords.Spoken(c.Purpose),
        ["function"] = c => c.Function.Length == 0 ? "(none)" : c.Function,
    };

    [KernelFunction("spend")]
    [Description("What models cost over a time: by provider, model, domain, purpose or day, with a chart.")]
    public async Task<Answer> SpendAsync(
        [Description("provider, model, tier, domain, purpose, function or day; leave out for provider")] string? by = null,
        [Description("Only one provider, model, domain or purpose, such as \"claude\"")] string? of = null,
        [Description("A period such as \"last week\" or an ISO 8601 interval; leave out for this month")] string? period = null,
        CancellationToken cancel = default)
    {
        var daily = string.Equals(by, "day", StringComparison.OrdinalIgnoreCase);
        var key = daily || string.IsNullOrWhiteSpace(by) ? Keys["provider"]
            : Keys.GetValueOrDefault(by.Trim()) ?? throw new BadRequestException($"by is \"{by}\"; allowed are {string.Join(", ", Keys.Keys)} and day.");
        var over = OrThisMonth(period);
        var all = await book.ReadAsync(over.From, over.To, cancel);
        var calls = string.IsNullOrWhiteSpace(of) ? all : [.. all.Where(c => IsOf(c, of.Trim()))];
        if (calls.Count == 0)
            return new Answer(all.Count > 0 ? $"No call {Spoken(over)} has to do with \"{of}\". There were calls to {string.Join(", ", all.Select(c => c.Provider).Distinct(StringComparer.Ordinal))} for {string.Join(", ", all.Select(c => CostWords.Spoken(c.Purpose)).Distinct(StringComparer.Ordinal).Take(8))}."
                : $"No model was called {Spoken(over)}, so nothing was spent.{(tiers.Usable.Any() ? "" : " No provider is set up: write a key to Models:Providers in appsettings.json, or leave it; what you say is understood without a model.")}");
        var total = CostWords.SumUsd(calls);
        var groups = calls.GroupBy(key, StringComparer.Ordinal).Select(g => (Name: g.Key, Usd: CostWords.SumUsd(g), Calls: g.ToList())).OrderByDescending(g => g.Usd).ToList();
        var days = book.Days(calls, over.From, over.To);
        var estimated = calls.Count(c => c.Estimated);
        return new Answer($"Models{(of is null ? "" : $" ({of})")} cost **{CostWords.Usd(total)}** {Spoken(over)}, for {Wording.Count(calls.Count, "call")} and {CostWords.Tokens(calls.Sum(c => (double)c.TokensIn + c.TokensOut))} tokens."
            + (groups.Count > 1 && total > 0 ? $" {CostWords.Share((double)(groups[0].Usd / total))} of it went to **{groups[0].Name}**." : "")
            + (estimated > 0 ? $" {Wording.Count(estimated, "call")} did not report tokens and {(estimated == 1 ? "is" : "are")} estimated." : ""))
        {
            Table = daily ? DayTable(days) : GroupTable(by ?? "provider", groups, total),
            Chart = days.Count > 1 ? DayChart(days) : groups.Count > 1 ? new Chart("Model costs", ChartKind.Bar, [new ChartSeries("USD", [.. groups.Take(10).Select(g => new ChartPoint((double)g.Usd) { Label = g.Name })])]) { Unit = "USD" } : null,
            Data = new { from = over.From, to = over.To, usd = total, calls = calls.Count, groups = groups.Take(MostRows).Select(g => new { name = g.Name, usd = g.Usd, calls = g.Calls.Count }) },
            Next = ["model cost forecast", "where can I save on models"],
        };
    }

    [KernelFunction("calls")]
    [Description("The newest calls of models, one by one, with what came of each and what failed.")]
    public async Task<Answer> CallsAsync(CancellationToken cancel = default)
    {
        var latest = await book.LatestAsync(MostRows, cancel);
        if (latest.Count == 0) return new Answer("No model has been called yet.");
        var now = times.Wall.Now;
        var day = await book.ReadAsync(now.AddDays(-1), now.AddSeconds(1), cancel);
        var failed = day.Where(c => c.Outcome != ModelOutcome.Answered).ToList();
        return new Answer($"{Wording.Count(day.Count, "call")} of models in the last 24 hours; " + (failed.Count == 0 ? "all were answered."
            : $"{failed.Count} {(failed.Count == 1 ? "was" : "were")} not answered ({string.Join(", ", failed.GroupBy(c => (c.Provider, c.Outcome)).OrderByDescending(g => g.Count()).Take(4).Select(g => $"{g.Key.Provider}: {Words(g.Key.Outcome)} {g.Count()}×"))})."))
        {
            Table = new Table(["When", "Model", "For", "Read", "Wrote", "Cost", "Took", "Outcome"], [.. latest.Select(c => (IReadOnlyList<string>)
                [When(c.At), c.Model, CostWords.Spoken(c.Purpose), CostWords.Tokens(c.TokensIn), CostWords.Tokens(c.TokensOut), (c.Estimated ? "~" : "") + CostWords.Usd(c.CostUsd),
                    string.Create(CultureInfo.InvariantCulture, $"{c.LatencyMs / 1000.0:0.0} s"), Words(c.Outcome)])]),
            Data = latest.Select(c => new { c.At, c.Provider, c.Model, c.Purpose, c.TokensIn, c.TokensOut, usd = c.CostUsd, outcome = c.Outcome.ToString() }),
        };
    }

    [KernelFunction("anomalies")]
    [Description("Days on which models cost far more than usual, and what took most of it.")]
    public async Task<Answer> AnomaliesAsync([Description("A period; leave out for the last 30 days")] string? period = null, CancellationToken cancel = default)
    {
        var over = Over(period, 30);
        var found = await rises.DaysAsync(over.From, over.To, cancel);
        var hour = await rises.LastHourAsync(cancel);
        var days = book.Days(await book.ReadAsync(over.From, over.To, cancel), over.From, over.To);
        var now = hour is null ? "" : $" The last hour cost {CostWords.Usd(hour.Usd)}, where {CostWords.Usd(hour.Usual)} is usual; most of it was {hour.Most}.";
        return new Answer(found.Count == 0 ? $"No day {Spoken(over)} cost unusually much.{now}"
            : $"{Wording.Count(found.Count, "day")} cost unusually much {Spoken(over)}: {string.Join("; ", found.TakeLast(5).Select(f => $"**{When(f.From)}** {CostWords.Usd(f.Usd)} (usual {CostWords.Usd(f.Usual)}), most of it {f.Most}"))}.{now}")
        {
            Chart = days.Count < 2 ? null : DayChart(days) with { Spans = [.. found.Select(f => new ChartSpan(f.From, f.From.AddDays(1)))] },
            Data = found.Select(f => new { day = f.From, usd = f.Usd, usual = f.Usual, most = f.Most }),
        };
    }

    private static bool IsOf(ModelCall call, string name) =>
        new[] { call.Provider, call.Model, call.Tier, call.Domain, call.Purpose, CostWords.Spoken(call.Purpose), call.Function }.Any(n => n.Contains(name, StringComparison.OrdinalIgnoreCase));

    private static Table GroupTable(string by, List<(string Name, decimal Usd, List<ModelCall> Calls)> groups, decimal total) =>
        new([char.ToUpperInvariant(by.Trim()[0]) + by.Trim()[1..], "Cost", "Share", "Calls", "Read", "From cache", "Wrote"], [.. groups.Take(MostRows).Select(g => (IReadOnlyList<string>)
            [g.Name, CostWords.Usd(g.Usd), total == 0 ? "–" : CostWords.Share((double)(g.Usd / total)), g.Calls.Count.ToString("#,0", CultureInfo.InvariantCulture),
                CostWords.Tokens(g.Calls.Sum(c => (double)c.TokensIn)), CostWords.Share(g.Calls.Sum(c => (double)c.TokensCached) / Math.Max(1, g.Calls.Sum(c => (double)c.TokensIn))), CostWords.Tokens(g.Calls.Sum(c => (double)c.TokensOut))])]);

    private static Table DayTable(IReadOnlyList<DaySpend> days) =>
        new(["Day", "Cost", "Calls"], [.. days.Reverse().Take(31).Select(d => (IReadOnlyList<string>)[d.Day.ToString("ddd d MMM", CultureInfo.InvariantCulture), CostWords.Usd(d.Usd), d.Calls.ToString("#,0", CultureInfo.InvariantCulture)])]);

    private Chart DayChart(IReadOnlyList<DaySpend> days) =>
        new("Model costs a day", ChartKind.Line, [new ChartSeries("USD", [.. days.Select(d => new ChartPoint((double)d.Usd) { At = book.StartOf(d.Day) })])]) { Unit = "USD" };

    private static string Words(ModelOutcome outcome) => outcome switch
    {
        ModelOutcome.Pending => "under way",
        ModelOutcome.Answered => "answered",
        ModelOutcome.RateLimited => "too many requests",
        ModelOutcome.Unavailable => "not available",
        ModelOutcome.TimedOut => "took too long",
        ModelOutcome.Cut => "broke off",
        ModelOutcome.Refused => "refused the content",
        ModelOutcome.TooLong => "too long for the model",
        ModelOutcome.NotAllowed => "key not accepted",
        ModelOutcome.Rejected => "request not accepted",
        ModelOutcome.Cancelled => "no longer wanted",
        _ => "interrupted by a stop",
    };
}
