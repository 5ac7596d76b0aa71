using System.Globalization;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Business.Models;

/// <summary>Changes what may be spent on models and where requests go. Each outlives a restart.</summary>
public interface IModelPlanChanges : IEffect
{
    /// <param name="domain">Null for all together.</param>
    /// <param name="usd">Null for no limit.</param>
    Task SetBudgetAsync(string? domain, BudgetPeriod period, decimal? usd, string by, CancellationToken cancel);

    /// <param name="shares">Tier to per cent; all tiers that are not named get nothing. Must make 100.</param>
    Task SetMixAsync(IReadOnlyDictionary<string, double> shares, string by, CancellationToken cancel);

    /// <summary>Sends a purpose's requests to a tier, where its quality floor allows that.</summary>
    /// <param name="tier">Null: chosen for each request again.</param>
    Task SetTierAsync(string purpose, string? tier, string by, CancellationToken cancel);
}

internal sealed class ModelPlanChanges(IDbContextFactory<JarvisDb> databases, IOptions<ModelsOptions> options, TimeProvider time) : IModelPlanChanges
{
    public Task SetBudgetAsync(string? domain, BudgetPeriod period, decimal? usd, string by, CancellationToken cancel)
    {
        if (usd < 0) throw new BadRequestException("A budget is 0 or more.");
        return WriteAsync([(ModelPlanInForce.BudgetName(domain, period), ModelPlanInForce.Text(usd), ModelPlanInForce.Text(ModelPlanInForce.SettingOf(options.Value, domain, period)))], by, cancel);
    }

    public Task SetMixAsync(IReadOnlyDictionary<string, double> shares, string by, CancellationToken cancel)
    {
        var tiers = options.Value.Tiers;
        if (shares.Keys.FirstOrDefault(s => !tiers.ContainsKey(s)) is { } unknown) throw new BadRequestException($"There is no tier \"{unknown}\"; there are {string.Join(", ", tiers.Keys)}.");
        if (shares.Values.Any(s => s is not (>= 0 and <= 100)) || Math.Abs(shares.Values.Sum() - 100) > 0.01) throw new BadRequestException("The shares of a mix must make 100 together.");
        var given = new Dictionary<string, double>(shares, StringComparer.OrdinalIgnoreCase);
        return WriteAsync([.. tiers.Select(t => (ModelPlanInForce.MixName(t.Key), given.GetValueOrDefault(t.Key).ToString(CultureInfo.InvariantCulture), t.Value.Share.ToString(CultureInfo.InvariantCulture)))], by, cancel);
    }

    public Task SetTierAsync(string purpose, string? tier, string by, CancellationToken cancel)
    {
        if (tier is not null && !options.Value.Tiers.ContainsKey(tier)) throw new BadRequestException($"There is no tier \"{tier}\"; there are {string.Join(", ", options.Value.Tiers.Keys)}.");
        return WriteAsync([(ModelPlanInForce.TierName(purpose), tier ?? "", "")], by, cancel);
    }

    private async Task WriteAsync(IReadOnlyList<(string Name, string Value, string Setting)> wishes, string by, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        foreach (var (name, value, setting) in wishes)
        {
            var row = await db.Set<ModelWish>().FindAsync([name], cancel);
            if (row is null) db.Add(row = new ModelWish { Name = name, Value = value, SetBy = by });
            (row.Value, row.Setting, row.SetBy, row.At) = (value, setting, by, time.GetUtcNow());
        }
        await db.SaveChangesAsync(cancel);
    }
}
