using Jarvis.Skills.Governance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Business.Models;

/// <summary>Registers the cost ledger's readers: prices, budgets, the plan and its changes.</summary>
public static class ModelLedgerSetup
{
    public static IServiceCollection AddModelLedger(this IServiceCollection services)
    {
        services.AddOptions<ModelsOptions>().BindConfiguration(ModelsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ModelsOptions>, ModelsOptionsCheck>();
        services.AddSingleton<ModelTiers>().AddSingleton<ModelPlan>().AddSingleton<ModelBudgets>().AddSingleton<ModelMix>();
        services.AddEffect<IModelPlanChanges, ModelPlanChanges>();
        return services;
    }
}
