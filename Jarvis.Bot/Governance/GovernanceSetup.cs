using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Jarvis.Bot.Governance;

/// <summary>Registers the gate and everything around a decision.</summary>
public static class GovernanceSetup
{
    public static IServiceCollection AddGovernance(this IServiceCollection services)
    {
        services.AddOptions<GovernanceOptions>().BindConfiguration(GovernanceOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GovernanceOptions>, GovernanceOptionsCheck>();
        services.AddSingleton<SkillCatalog>().AddSingleton<SkillCaller>().AddSingleton<IFunctionInvocationFilter, Gate>();
        services.AddSingleton<Activity>().AddSingleton<Controls>().AddSingleton<Limits>().AddSingleton<Ledger>().AddSingleton<OpenActions>();
        services.AddSingleton<ActionRunner>().AddSingleton<ApprovedActions>().AddSingleton<StandingApprovals>();
        services.AddSingleton<PromptText>().AddSingleton<PromptDesk>().AddSingleton<DecisionTargets>().AddSingleton<DecisionForms>().AddSingleton<Decisions>();
        services.AddEffect<ILaterSteps, LaterSteps>();
        services.AddHostedService<OpenQuestions>();
        services.AddDomain<JarvisSkill>("jarvis", "Jarvis");
        return services;
    }
}
