using Jarvis.Skills.Connectors;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Skills.Domains.Sales.Crm;

/// <summary>Registers the sync with a CRM.</summary>
internal static class CrmSetup
{
    public static IServiceCollection AddCrm(this IServiceCollection services) => services
        .AddCrmConnectors()
        .AddSingleton<OurSide>().AddSingleton<CrmNewcomers>().AddSingleton<CrmMeeting>().AddSingleton<CrmPull>().AddSingleton<CrmWaiting>().AddSingleton<CrmPush>().AddSingleton<CrmDesk>()
        .AddEffect<ICrmSettling, CrmSettling>();
}
