using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Drafting;
using Jarvis.Skills.Business.Mail.Sending;
using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Domains.SystemHealth.Containers;
using Jarvis.Skills.Domains.SystemHealth.Probes;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Simulation;

/// <summary>Puts the simulated company behind the ports of the domains. Everything else stays as it is.</summary>
public static class SimulationSetup
{
    /// <summary>To be called after the domains, whose ports it replaces.</summary>
    public static IServiceCollection AddSimulation(this IServiceCollection services)
    {
        services.AddOptions<SimulationOptions>().BindConfiguration(SimulationOptions.Section);
        services.AddSingleton<SimulatedWorld>();
        services.AddSingleton<SimulatedLog>();
        services.AddSingleton(s => new SimulatedHistory(s.GetRequiredService<SimulatedWorld>(), s.GetRequiredService<IOptions<BusinessOptions>>()));
        services.Replace(ServiceDescriptor.Singleton<IServiceProbe, SimulatedProbe>());
        services.Replace(ServiceDescriptor.Singleton<IContainerRuntime, SimulatedRuntime>());
        services.RemoveAllKeyed<IContainerControl>(EffectRegistration.Key);
        services.AddEffect<IContainerControl, SimulatedControl>();
        services.AddSingleton<SimulatedLeads>().AddSingleton<SimulatedSequences>().AddSingleton<SimulatedDeals>();
        services.Replace(ServiceDescriptor.Singleton<MailCarrier, SimulatedCarrier>());
        services.Replace(ServiceDescriptor.Singleton(new OwnWords("demo/business.md")));
        services.AddSingleton<IPeriodicWork, BusinessFeed>();
        services.Replace(ServiceDescriptor.Singleton(s => ModelTiers.Simulated(s.GetRequiredService<IOptions<ModelsOptions>>())));
        services.AddSingleton(s => new SimulatedModelCalls(s.GetRequiredService<SimulatedWorld>(), s.GetRequiredService<ModelTiers>(), s.GetRequiredService<IDbContextFactory<JarvisDb>>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IPeriodicWork>(s => s.GetRequiredService<SimulatedModelCalls>());
        return services;
    }
}
