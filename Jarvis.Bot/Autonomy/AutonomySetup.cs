using Jarvis.Bot.Autonomy.Routines;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Autonomy;

/// <summary>Registers what Jarvis does of its own accord: analysis, events, periodic work, routines, keeping the store small.</summary>
internal static class AutonomySetup
{
    public static IServiceCollection AddAutonomy(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AutonomyOptions>().Bind(configuration.GetSection(AutonomyOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AutonomyOptions>, AutonomyOptionsCheck>();
        services.AddSingleton<AgentRunner>();
        services.AddSingleton<ProposalChoice>();
        services.AddSingleton<ProposalDesk>();
        services.AddSingleton<UnaskedActions>();
        services.AddSingleton<CycleLog>();
        services.AddSingleton<IRejections, RejectionMemory>();
        services.AddWorker<Orchestrator>();
        services.AddWorker<EventDispatcher>();
        services.AddWorker<PeriodicWorkRunner>();

        services.AddOptions<RoutineOptions>().Configure(o => configuration.GetSection(RoutineOptions.Section).Bind(o.All)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RoutineOptions>, RoutineOptionsCheck>();
        services.AddSingleton<RoutineBook>();
        services.AddSingleton<RoutineRuns>();
        services.AddSingleton<RoutineRunner>();
        services.AddSingleton<RoutineDelivery>();
        services.AddWorker<RoutineSchedule>();
        services.AddEffect<IRoutineScheduler, OwnerRoutineScheduler>();

        services.AddSingleton<Retention>();
        services.AddWorker<Nightly>();
        return services;
    }

    /// <summary>A background service that others call as well.</summary>
    private static void AddWorker<TWorker>(this IServiceCollection services) where TWorker : class, IHostedService
    {
        services.TryAddSingleton<TWorker>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<TWorker>());
    }
}
