using Jarvis.Skills.Business.Crm;
using Jarvis.Skills.Connectors.HubSpot;
using Jarvis.Skills.Connectors.Pipedrive;
using Jarvis.Skills.Connectors.Salesforce;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Refit;

namespace Jarvis.Skills.Connectors;

/// <summary>The one list of CRMs. The one that settings name is made when it is first needed; the others never.</summary>
internal static class CrmConnectors
{
    public static IServiceCollection AddCrmConnectors(this IServiceCollection services)
    {
        services.AddOptions<CrmOptions>().BindConfiguration(CrmOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CrmOptions>, CrmOptionsCheck>();

        // The published limits: HubSpot a hundred requests in ten seconds, four searches in one; Pipedrive's smallest plan eight a second; Salesforce counts by the day.
        services.AddRefitGeneratedClient<IHubSpotApi>().ConfigureHttpClient((s, http) => Open(http, OptionsOf(s).HubSpot, "Authorization", "Bearer ")).AddCrmResilience(9, searchCosts: 2);
        services.AddRefitGeneratedClient<IPipedriveApi>().ConfigureHttpClient((s, http) => Open(http, OptionsOf(s).Pipedrive, "x-api-token", "")).AddCrmResilience(8);
        services.AddRefitGeneratedClient<ISalesforceApi>().ConfigureHttpClient((s, http) => http.BaseAddress = Address(OptionsOf(s).Salesforce)).AddHttpMessageHandler(s => new SalesforceSession(OptionsOf(s).Salesforce)).AddCrmResilience(10);

        services.AddSingleton(s => new CrmChoice(OptionsOf(s).Vendor switch
        {
            HubSpotCrm.Name => ActivatorUtilities.CreateInstance<HubSpotCrm>(s),
            PipedriveCrm.Name => ActivatorUtilities.CreateInstance<PipedriveCrm>(s),
            SalesforceCrm.Name => ActivatorUtilities.CreateInstance<SalesforceCrm>(s),
            _ => (ICrm?)null,
        }));
        services.AddKeyedSingleton<ICrmWriter>(EffectRegistration.Key, (s, _) => OptionsOf(s).Vendor switch
        {
            HubSpotCrm.Name => ActivatorUtilities.CreateInstance<HubSpotWriter>(s),
            PipedriveCrm.Name => ActivatorUtilities.CreateInstance<PipedriveWriter>(s),
            SalesforceCrm.Name => ActivatorUtilities.CreateInstance<SalesforceWriter>(s),
            _ => throw new ActionFailedException(CrmChoice.NotSetUp),
        });
        return services;
    }

    private static CrmOptions OptionsOf(IServiceProvider services) => services.GetRequiredService<IOptions<CrmOptions>>().Value;

    private static void Open(HttpClient http, CrmAccount account, string header, string before)
    {
        http.BaseAddress = Address(account);
        http.DefaultRequestHeaders.Add(header, before + account.Token);
    }

    private static Uri Address(CrmAccount account) => new(account.Url.TrimEnd('/'));
}
