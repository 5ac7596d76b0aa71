using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Domains.CostOptimisation.Figures;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Domains.CostOptimisation;

internal sealed partial class CostSkill
{
    private const string NoLimit = "none";
    private const string Automatic = "automatic";

    [KernelFunction("set_budget"), GovernsJarvis]
    [Description("Sets what may be spent on models in a day or a month, over all or in one domain.")]
    public async Task<PlannedAction> SetBudgetAsync(
        [Description("The limit, such as \"40 USD\"; \"none\" for no limit")] string amount,
        [Description("day or month; leave out for month")] string? period = null,
        [Description("A domain's name; all when left out")] string? domain = null,
        CancellationToken cancel = default)
    {
        var limit = string.Equals(amount.Trim(), NoLimit, StringComparison.OrdinalIgnoreCase) ? (decimal?)null : Dollars(amount, "amount");
        var over = period?.Trim().ToLowerInvariant() switch
        {
            null or "" or "month" or "monthly" => BudgetPeriod.Month,
            "day" or "daily" => BudgetPeriod.Day,
            _ => throw new BadRequestException($"period is \"{period}\"; allowed are day and month."),
        };
        var name = string.IsNullOrWhiteSpace(domain) ? null : domains.Need(domain);
        var before = (await plan.ReadAsync(cancel)).Limit(name, over);
        var wider = limit is null ? before is not null : before is { } was && limit > was;
        var which = $"{(over == BudgetPeriod.Day ? "daily" : "monthly")} budget for models{(name is null ? "" : $" in {name}")}";
        return Plan($"Set the {which} to {(limit is { } l ? CostWords.Usd(l) : "no limit")}", which, wider ? ClearanceLevel.ModifyProduction : ClearanceLevel.ModifySafe,
            [("Limit", limit is { } to ? CostWords.Usd(to) : "none"), ("Before", before is { } b ? CostWords.Usd(b) : "none")],
            new FunctionCall("cost.set_budget", ("amount", before is { } back ? back.ToString(CultureInfo.InvariantCulture) + " USD" : NoLimit), ("period", over == BudgetPeriod.Day ? "day" : "month"), ("domain", name)),
            async (action, stop) =>
            {
                await action.Effect<IModelPlanChanges>().SetBudgetAsync(name, over, limit, action.DecidedBy, stop);
                return limit is { } set ? $"The {which} is {CostWords.Usd(set)}." : $"There is no {which} any more.";
            }) with { RiskNote = wider ? "More can be spent without asking you." : limit == 0 ? "No model is asked any more without asking you first." : null };
    }

    [KernelFunction("set_mix")]
    [Description("Sets which share of the requests should go to which model.")]
    public async Task<PlannedAction> SetMixAsync([Description("Shares that make 100, such as \"80% gemini, 15% gpt, 5% claude\"")] string shares, CancellationToken cancel = default)
    {
        var wanted = Shares(shares);
        var now = await plan.ReadAsync(cancel);
        var before = string.Join(", ", tiers.All.Select(t => string.Create(CultureInfo.InvariantCulture, $"{now.Share(t.Name):0.##}% {t.Name}")));
        var after = string.Join(", ", tiers.All.Select(t => string.Create(CultureInfo.InvariantCulture, $"{wanted.GetValueOrDefault(t.Name):0.##}% {t.Name}")));
        return Plan($"Set the mix of models to {after}", "mix", ClearanceLevel.ModifySafe, [("Mix", after), ("Before", before)], new FunctionCall("cost.set_mix", ("shares", before)), async (action, stop) =>
        {
            await action.Effect<IModelPlanChanges>().SetMixAsync(wanted, action.DecidedBy, stop);
            return $"The mix that I aim at is {after}. A request that needs a better model still gets it.";
        });
    }

    [KernelFunction("use_model")]
    [Description("Sends one kind of work to a model for good, or lets the model be chosen for each request again.")]
    public async Task<PlannedAction> UseModelAsync(
        [Description("The kind of work, such as \"ticket summary\"")] string purpose,
        [Description("A tier, model or provider, such as gemini; \"automatic\" to choose for each request")] string model,
        CancellationToken cancel = default)
    {
        var work = purpose.Trim().ToLowerInvariant().Replace(' ', '-');
        var now = await plan.ReadAsync(cancel);
        var known = (await book.ReadAsync(times.Wall.Now.AddDays(-90), times.Wall.Now.AddSeconds(1), cancel)).Select(c => c.Purpose).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var name = known.Find(k => k.Equals(work, StringComparison.OrdinalIgnoreCase)) ?? known.Find(k => k.Equals(work.TrimEnd('s'), StringComparison.OrdinalIgnoreCase) || work.Equals(k + "s", StringComparison.OrdinalIgnoreCase) || (k.EndsWith('y') && work.Equals(k[..^1] + "ies", StringComparison.OrdinalIgnoreCase)))
            ?? throw new BadRequestException($"purpose is \"{purpose}\"; {(known.Count == 0 ? "no model has been called yet, so that there is no work to move" : $"there is {string.Join(", ", known.Select(CostWords.Spoken))}")}.");
        var tier = string.Equals(model.Trim(), Automatic, StringComparison.OrdinalIgnoreCase) ? null : NeedTier(model);
        var said = CostWords.Spoken(name);
        return Plan(tier is null ? $"Choose the model for {said} anew for each request" : $"Send {said} to {tier.Name} ({tier.Model})", said, ClearanceLevel.ModifySafe,
            [("Model", tier?.Model ?? Automatic)], new FunctionCall("cost.use_model", ("purpose", name), ("model", now.TierOf(name) ?? Automatic)), async (action, stop) =>
            {
                await action.Effect<IModelPlanChanges>().SetTierAsync(name, tier?.Name, action.DecidedBy, stop);
                return tier is null ? $"The model for {said} is chosen for each request." : $"{char.ToUpperInvariant(said[0])}{said[1..]} goes to {tier.Name} from now on, where a prompt's own floor allows it.";
            });
    }

    [KernelFunction("set_rate")]
    [Description("Says what an hour of the owner's time is worth, for the reckoning of what Jarvis saves.")]
    public async Task<PlannedAction> SetRateAsync([Description("The amount, such as \"60 EUR\"")] string amount, CancellationToken cancel = default)
    {
        var (value, currency) = Amount(amount, "amount");
        if (currency is not null && currency != business.Value.Currency) throw new BadRequestException($"amount is in {currency}; say it in {business.Value.Currency}, the currency of the business.");
        var before = await statements.ValueAsync(CostStatement.Hour, cancel);
        return Plan($"Count an hour of yours as {Money.Of(value, business.Value.Currency)}", "hourly rate", ClearanceLevel.Suggest, [("Rate", value.ToString(CultureInfo.InvariantCulture))],
            before is { } was ? new FunctionCall("cost.set_rate", ("amount", was.ToString(CultureInfo.InvariantCulture))) : null, async (action, stop) =>
            {
                await action.Effect<ICostStatements>().SetAsync(CostStatement.Hour, value, action.DecidedBy, stop);
                return $"An hour of yours counts as {Money.Of(value, business.Value.Currency)}.";
            });
    }

    [KernelFunction("set_minutes")]
    [Description("Says how many minutes a finished action of one kind saves, for the reckoning of what Jarvis saves.")]
    public async Task<PlannedAction> SetMinutesAsync(
        [Description("The kind of action, such as \"restart\" or health.restart")] string work,
        [Description("Minutes that each saves")] decimal minutes,
        CancellationToken cancel = default)
    {
        if (minutes is < 0 or > 10_000) throw new BadRequestException($"minutes is {minutes}; allowed is a number from 0 to 10000.");
        var known = (await saved.ReadAsync(times.Wall.Now.AddDays(-365), times.Wall.Now.AddSeconds(1), cancel)).Select(w => w.Function).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var asked = work.Trim().Replace(' ', '_');
        var found = known.Where(f => f.Equals(asked, StringComparison.OrdinalIgnoreCase) || f.Split('.')[^1].Equals(asked, StringComparison.OrdinalIgnoreCase)).ToList();
        // A full name is taken as it is, so that minutes can be stated before the first such action.
        var function = found.Count > 0 ? found[0] : asked.Contains('.', StringComparison.Ordinal) ? asked.ToLowerInvariant()
            : throw new BadRequestException($"work is \"{work}\"; {(known.Count == 0 ? "nothing has saved time yet; name the function, such as health.restart" : $"what saved time so far is {string.Join(", ", known)}")}.");
        var before = await statements.ValueAsync(CostStatement.Minutes + function, cancel);
        return Plan(string.Create(CultureInfo.InvariantCulture, $"Count {minutes:0.##} minutes for each {function.Split('.')[^1].Replace('_', ' ')}"), function, ClearanceLevel.Suggest, [("Minutes", minutes.ToString(CultureInfo.InvariantCulture))],
            before is { } was ? new FunctionCall("cost.set_minutes", ("work", function), ("minutes", was.ToString(CultureInfo.InvariantCulture))) : null, async (action, stop) =>
            {
                await action.Effect<ICostStatements>().SetAsync(CostStatement.Minutes + function, minutes, action.DecidedBy, stop);
                return string.Create(CultureInfo.InvariantCulture, $"Each {function} counts as {minutes:0.##} minutes saved.");
            });
    }

    private static PlannedAction Plan(string what, string target, ClearanceLevel needs, (string Name, string Value)[] terms, FunctionCall? undo, Func<ActionContext, CancellationToken, Task<string>> commit) => new()
    {
        What = what,
        Needs = needs,
        Targets = [target],
        Terms = terms.ToDictionary(t => t.Name, t => t.Value, StringComparer.Ordinal),
        Idempotent = true,
        Undo = undo is null ? null : "as it was before",
        Commit = async (action, cancel) => new Outcome(await commit(action, cancel)) { Undo = undo },
    };

    private decimal Dollars(string text, string argument)
    {
        var (amount, currency) = Amount(text, argument);
        if (currency is null or "USD") return amount;
        return currency == own.Code && own.ToUsd(amount) is { } usd ? usd
            : throw new BadRequestException($"{argument} is \"{text}\"; models are billed in US dollars, so say dollars{(currency == business.Value.Currency ? $", or write to Cost:UsdRate what a dollar costs in {currency}" : "")}.");
    }

    private static (decimal Amount, string? Currency) Amount(string text, string argument) =>
        Figure().Match(text.Trim()) is { Success: true } m && decimal.TryParse(m.Groups["amount"].Value, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= 1_000_000
            ? (amount, m.Groups["lead"].Value.ToUpperInvariant() is { Length: > 0 } lead ? Code(lead) : m.Groups["trail"].Value.ToUpperInvariant() is { Length: > 0 } trail ? Code(trail) : null)
            : throw new BadRequestException($"{argument} is \"{text}\"; allowed is an amount such as 40 or \"40 USD\", at most 1000000.");

    private static string Code(string sign) => sign switch { "$" or "DOLLAR" or "DOLLARS" => "USD", "€" or "EURO" or "EUROS" => "EUR", "£" => "GBP", _ => sign };

    private Dictionary<string, double> Shares(string text)
    {
        var wanted = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        foreach (var piece in Between().Split(text))
            if (ShareOf().Match(piece) is { Success: true } share && NameOf().Match(piece) is { Success: true } name)
                wanted[NeedTier(name.Value).Name] = double.Parse(share.Value, CultureInfo.InvariantCulture);
        return wanted.Count > 0 && Math.Abs(wanted.Values.Sum() - 100) <= 0.01 ? wanted
            : throw new BadRequestException($"shares is \"{text}\"; write shares that make 100 together, such as \"{string.Join(", ", tiers.All.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Share:0}% {t.Name}")))}\".");
    }

    private ModelTier NeedTier(string name) =>
        tiers.Find(name.Trim()) ?? tiers.All.FirstOrDefault(t => t.Model.Contains(name.Trim(), StringComparison.OrdinalIgnoreCase) || t.Provider.Contains(name.Trim(), StringComparison.OrdinalIgnoreCase))
        ?? throw new BadRequestException($"There is no model \"{name}\"; there are {string.Join(", ", tiers.All.Select(t => $"{t.Name} ({t.Model})"))}.");

    [GeneratedRegex(@"^(?<lead>[$€£]|[A-Za-z]{3})?\s*(?<amount>\d[\d,]*(\.\d+)?)\s*(?<trail>[$€£]|[A-Za-z]{3,7})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Figure();

    [GeneratedRegex(@"[,;/]|\band\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Between();

    [GeneratedRegex(@"(?<![\w.-])\d+(\.\d+)?(?=\s*(%|percent\b|$|\s))", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ShareOf();

    [GeneratedRegex(@"\b(?!(?:percent|to|for|of|the|should|go|be)\b)[A-Za-z][\w.-]*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex NameOf();
}
