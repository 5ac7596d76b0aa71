using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Business;

/// <summary>Registers what several domains share.</summary>
public static class BusinessSetup
{
    public static IServiceCollection AddBusiness(this IServiceCollection services)
    {
        services.AddOptions<BusinessOptions>().BindConfiguration(BusinessOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<BusinessOptions>, ZoneCheck>();
        services.AddSingleton<MetricStore>().AddSingleton<EventStream>().AddSingleton<OwnerTimes>().AddSingleton<RequestHistory>();
        services.AddSingleton<EventDays>().AddSingleton<ILivePanel, BusinessPanel>().AddSingleton<IReportSection, BusinessSection>();
        return services;
    }

    private sealed class ZoneCheck : IValidateOptions<BusinessOptions>
    {
        public ValidateOptionsResult Validate(string? name, BusinessOptions options) =>
            TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _) ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Business:TimeZone is \"{options.TimeZone}\"; write an IANA name such as Europe/Berlin or America/New_York.");
    }
}
