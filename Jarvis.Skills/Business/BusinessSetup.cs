using Jarvis.Skills.Business.Drafting;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Skills.Business;

/// <summary>Registers what several domains share.</summary>
public static class BusinessSetup
{
    public static IServiceCollection AddBusiness(this IServiceCollection services)
    {
        services.AddOptions<BusinessOptions>().BindConfiguration(BusinessOptions.Section).ValidateAnnotations(BusinessOptions.Section);
        services.AddSingleton<MetricStore>().AddSingleton<EventStream>().AddSingleton<OwnerTimes>().AddSingleton<OwnerClock>().AddSingleton<RequestHistory>().AddSingleton<OwnWords>();
        services.AddSingleton<EventDays>().AddSingleton<ILivePanel, BusinessPanel>().AddSingleton<IReportSection, BusinessSection>();
        services.AddModelLedger();
        services.AddMail();
        return services;
    }
}
