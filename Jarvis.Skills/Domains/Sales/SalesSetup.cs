using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Hooks;
using Jarvis.Skills.Domains.Sales.Duplicates;
using Jarvis.Skills.Domains.Sales.Import;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Scoring;
using Jarvis.Skills.Governance;
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
        var sales = services.AddDomain<SalesSkill>("sales", "Sales");

        services.AddSingleton<ImportDesk>().AddSingleton<ImportPart>().AddSingleton<KnownContacts>().AddEffect<ILeadImports, LeadImports>();
        services.AddSingleton<DuplicateFinder>().AddEffect<IContactMerges, ContactMerges>();
        sales.Dropped(".csv", new FunctionCall("sales.import_preview")).Dropped(".tsv", new FunctionCall("sales.import_preview"));
        return services;
    }
}
