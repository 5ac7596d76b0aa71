using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Connectors.Docker;
using Jarvis.Skills.Domains.SystemHealth.Analysis;
using Jarvis.Skills.Domains.SystemHealth.Measuring;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;
using Jarvis.Skills.Domains.SystemHealth.Probes;
using Jarvis.Skills.Domains.SystemHealth.Recovery;
using Jarvis.Skills.Domains.SystemHealth.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.SystemHealth;

/// <summary>Registers the system health domain. The ports to the outside can be registered before, and are then left as they are.</summary>
public static class SystemHealthSetup
{
    public static IServiceCollection AddSystemHealth(this IServiceCollection services)
    {
        services.AddSingleton<HealthSettingsReader>();
        services.AddSingleton<IConfigureOptions<HealthOptions>>(s => s.GetRequiredService<HealthSettingsReader>());
        services.AddSingleton<IValidateOptions<HealthOptions>>(s => s.GetRequiredService<HealthSettingsReader>());
        services.AddOptions<HealthOptions>().ValidateOnStart();

        services.AddDocker();
        services.TryAddSingleton<IServiceProbe, ServiceProbe>();
        services.AddSingleton<ServiceBoard>();
        services.AddSingleton<IVocabulary>(s => s.GetRequiredService<ServiceBoard>());
        services.AddSingleton<CheckSchedule>();
        services.AddSingleton<IncidentBook>();
        services.AddSingleton<QuietPeriods>();
        services.AddSingleton<RecoveryRule>();
        services.AddSingleton<Restarts>();
        services.AddSingleton<ServiceAlerts>();
        services.AddSingleton<ServiceJudge>();
        services.AddSingleton<ServiceFigures>();
        services.AddSingleton<ServiceMonitor>();
        services.AddSingleton<IPeriodicWork>(s => s.GetRequiredService<ServiceMonitor>());

        services.AddSingleton<RecoveryProposals>();
        services.AddSingleton<IEventHandler>(s => s.GetRequiredService<RecoveryProposals>());
        services.AddSingleton<ContainerReadings>();
        services.AddSingleton<ThresholdWarnings>();
        services.AddSingleton<WarningBook>();
        services.AddSingleton<EndedOutages>();
        services.AddSingleton<Degradations>();
        services.AddSingleton<Flaps>();
        services.AddSingleton<Fillings>();
        services.AddSingleton<LogPatterns>();
        services.AddSingleton<HealthFindings>();
        services.TryAddSingleton<OwnerTimes>();

        services.AddDomain<SystemHealthSkill>("health", "System health")
            .Work<HealthMeasuring>()
            .Agent<SystemHealthAgent>()
            .Section<HealthSection>()
            .Saved<EndedOutages>()
            .Panel<HealthPanel>();
        return services;
    }
}
