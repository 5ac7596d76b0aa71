using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.CostOptimisation.Analysis;
using Jarvis.Skills.Domains.CostOptimisation.Figures;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Skills.Domains.CostOptimisation;

/// <summary>Registers the cost optimisation domain. It reads the cost ledger of <see cref="Business.Models.ModelLedgerSetup"/>.</summary>
public static class CostSetup
{
    public static IServiceCollection AddCostOptimisation(this IServiceCollection services)
    {
        services.AddOptions<CostOptions>().BindConfiguration(CostOptions.Section).ValidateAnnotations(CostOptions.Section);
        services.AddSingleton<DomainNames>().AddSingleton<SpendBook>().AddSingleton<MonthForecaster>().AddSingleton<SpendRises>().AddSingleton<Alternatives>().AddSingleton<OwnCurrency>();
        services.AddSingleton<CostStatements>().AddSingleton<IStatedMinutes>(s => s.GetRequiredService<CostStatements>());
        services.AddEffect<ICostStatements, CostStatementWriter>();
        services.AddSingleton<PurposeNames>().AddSingleton<IVocabulary>(s => s.GetRequiredService<PurposeNames>()).AddSingleton<IPeriodicWork>(s => s.GetRequiredService<PurposeNames>());
        services.AddDomain<CostSkill>("cost", "Cost optimisation")
            .Agent<CostAgent>()
            .Work<CostWatch>()
            .Section<CostSection>()
            .Panel<CostPanel>()
            .Vocabulary<ModelNames>();
        return services;
    }
}
