using System.Globalization;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Business.Models;

/// <summary>Over what time a budget is counted; days and months are the owner's.</summary>
public enum BudgetPeriod
{
    Day,
    Month,
}

/// <summary>The plan in force: the settings, and what the owner said since.</summary>
public sealed class ModelPlanInForce(ModelsOptions settings, IReadOnlyDictionary<string, ModelWish> wishes)
{
    internal const string NoLimit = "none";

    /// <summary>In US dollars; null for no limit.</summary>
    /// <param name="domain">Null for all together.</param>
    public decimal? Limit(string? domain, BudgetPeriod period)
    {
        var setting = SettingOf(settings, domain, period);
        return Said(BudgetName(domain, period), Text(setting)) is { } said ? (said == NoLimit ? null : decimal.Parse(said, CultureInfo.InvariantCulture)) : setting;
    }

    /// <summary>The share of requests that should go to a tier, in per cent of all tiers.</summary>
    public double Share(string tier)
    {
        var setting = settings.Tiers.GetValueOrDefault(tier)?.Share ?? 0;
        return Said(MixName(tier), setting.ToString(CultureInfo.InvariantCulture)) is { } said ? double.Parse(said, CultureInfo.InvariantCulture) : setting;
    }

    /// <summary>Where the owner sends a purpose; null when that is chosen for each request.</summary>
    public string? TierOf(string purpose) => Said(TierName(purpose), "") is { Length: > 0 } tier ? tier : null;

    /// <summary>Domains that have a limit of their own.</summary>
    public IEnumerable<string> LimitedDomains => settings.Budgets.Domains.Keys
        .Concat(wishes.Keys.Where(w => w.StartsWith("budget.", StringComparison.Ordinal)).Select(w => w.Split('.', 3)).Where(p => p.Length == 3).Select(p => p[2]))
        .Distinct(StringComparer.OrdinalIgnoreCase).Where(d => Enum.GetValues<BudgetPeriod>().Any(p => Limit(d, p) is not null));

    internal static decimal? SettingOf(ModelsOptions settings, string? domain, BudgetPeriod period) =>
        (domain is null ? settings.Budgets : settings.Budgets.Domains.GetValueOrDefault(domain)) is not { } limits ? null : period == BudgetPeriod.Day ? limits.Day : limits.Month;

    internal static string BudgetName(string? domain, BudgetPeriod period) => $"budget.{period.ToString().ToLowerInvariant()}{(domain is null ? "" : "." + domain.ToLowerInvariant())}";

    internal static string MixName(string tier) => $"mix.{tier.ToLowerInvariant()}";

    internal static string TierName(string purpose) => $"tier.{purpose.ToLowerInvariant()}";

    internal static string Text(decimal? usd) => usd?.ToString(CultureInfo.InvariantCulture) ?? NoLimit;

    private string? Said(string name, string settingNow) => wishes.GetValueOrDefault(name) is { } wish && wish.Setting == settingNow ? wish.Value : null;
}

/// <summary>Reads the plan in force.</summary>
public sealed class ModelPlan(IDbContextFactory<JarvisDb> databases, IOptions<ModelsOptions> options)
{
    public async Task<ModelPlanInForce> ReadAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await ReadAsync(db, cancel);
    }

    public async Task<ModelPlanInForce> ReadAsync(JarvisDb db, CancellationToken cancel) =>
        new(options.Value, await db.Set<ModelWish>().AsNoTracking().ToDictionaryAsync(w => w.Name, StringComparer.Ordinal, cancel));
}
