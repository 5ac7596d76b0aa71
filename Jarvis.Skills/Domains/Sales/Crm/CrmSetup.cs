using Jarvis.Skills.Connectors;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Skills.Domains.Sales.Crm;

/// <summary>Registers the sync with a CRM.</summary>
internal static class CrmSetup
{
    public static DomainBuilder AddCrm(this DomainBuilder sales)
    {
        sales.Services.AddCrmConnectors()
            .AddSingleton<OurSide>().AddSingleton<CrmNewcomers>().AddSingleton<CrmMeeting>().AddSingleton<CrmPull>().AddSingleton<CrmWaiting>().AddSingleton<CrmPush>().AddSingleton<CrmDesk>()
            .AddEffect<ICrmSettling, CrmSettling>();
        return sales.Functions<CrmSkill>().Work<CrmWatch>();
    }
}
