using Jarvis.Skills.Business;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Deals;

/// <summary>Registers the pipeline's part of Sales.</summary>
internal static class DealsSetup
{
    public static IServiceCollection AddDeals(this IServiceCollection services)
    {
        services.AddOptions<DealOptions>().BindConfiguration(DealOptions.Section).ValidateAnnotations(DealOptions.Section);
        services.AddSingleton<IValidateOptions<DealOptions>, DealOptionsCheck>();
        services.AddSingleton<Stages>().AddSingleton<DealBook>().AddSingleton<DealHistory>().AddSingleton<DealAdvisor>().AddSingleton<DealForecaster>();
        services.AddSingleton<DealNames>().AddSingleton<IVocabulary>(s => s.GetRequiredService<DealNames>()).AddSingleton<IPeriodicWork>(s => s.GetRequiredService<DealNames>());
        services.AddEffect<IDeals, DealWriter>();
        return services;
    }
}
