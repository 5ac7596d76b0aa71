using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.Sales.Scoring.Learning;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Skills.Domains.Sales.Scoring;

/// <summary>Registers the scores of leads.</summary>
internal static class ScoringSetup
{
    public static IServiceCollection AddScoring(this IServiceCollection services)
    {
        services.AddOptions<ScoringOptions>().BindConfiguration(ScoringOptions.Section).ValidateAnnotations(ScoringOptions.Section);
        services.AddOptions<LearningOptions>().BindConfiguration(LearningOptions.Section).ValidateAnnotations(LearningOptions.Section);
        services.AddSingleton<RuleScorer>().AddSingleton<LeadFeatures>().AddSingleton<LeadScorer>().AddSingleton<LeadScoring>();
        services.AddSingleton<PastLeads>().AddSingleton<ScorerTrial>().AddSingleton<LeadLearning>();
        return services;
    }
}
