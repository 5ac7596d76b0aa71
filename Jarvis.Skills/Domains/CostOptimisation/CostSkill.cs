using System.Globalization;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains.CostOptimisation.Analysis;
using Jarvis.Skills.Domains.CostOptimisation.Figures;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.CostOptimisation;

/// <summary>What models cost, what it is worth, and how it gets less. All costs are US dollars, as providers bill them.</summary>
internal sealed partial class CostSkill(
    SpendBook book, MonthForecaster forecaster, SpendRises rises, Alternatives alternatives, CostStatements statements, ISavedBook saved, ModelBudgets budgets, ModelPlan plan,
    ModelTiers tiers, ModelMix mix, OwnCurrency own, OwnerTimes times, DomainNames domains, IOptions<CostOptions> options, IOptions<BusinessOptions> business)
{
    private const int MostRows = 20;

    private Period Over(string? period, int days) => times.PeriodOr(period, "period", wall => new Period(wall.Now.AddDays(-days), Including(wall.Now)));

    private Period OrThisMonth(string? period) => times.PeriodOr(period, "period", wall => new Period(wall.StartOf(new DateOnly(wall.Today.Year, wall.Today.Month, 1)), Including(wall.Now)));

    /// <summary>What happened at this very moment belongs to a period that goes up to now.</summary>
    private static DateTimeOffset Including(DateTimeOffset now) => now.AddMilliseconds(1);

    private string Spoken(Period period) => $"from {When(period.From)} to {When(period.To)}";

    private string When(DateTimeOffset at)
    {
        var local = business.Value.Local(at);
        return local.ToString(local.TimeOfDay == TimeSpan.Zero ? "d MMM" : "d MMM HH:mm", CultureInfo.InvariantCulture);
    }
}
