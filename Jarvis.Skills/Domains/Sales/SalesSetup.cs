using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Hooks;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Quotes;
using Jarvis.Skills.Domains.Sales.Scoring;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Skills.Domains.Sales;

/// <summary>Registers the sales domain.</summary>
public static class SalesSetup
{
    public static IServiceCollection AddSales(this IServiceCollection services)
    {
        services.AddOptions<SalesOptions>().BindConfiguration(SalesOptions.Section).ValidateAnnotations(SalesOptions.Section);
        services.AddSingleton<RuleScorer>().AddSingleton<LeadScoring>().AddSingleton<LeadIntake>().AddSingleton<LeadBook>();
        services.AddSingleton<IInboundHook, LeadHook>();
        services.AddSingleton<LeadNames>().AddSingleton<IVocabulary>(s => s.GetRequiredService<LeadNames>()).AddSingleton<IPeriodicWork>(s => s.GetRequiredService<LeadNames>());
        services.AddDeals().AddQuotes();
        services.AddDomain<SalesSkill>("sales", "Sales")
            .Agent<DealsAgent>()
            .Handler<QuoteAccepted>()
            .Vocabulary<StageNames>();
        return services;
    }
}
