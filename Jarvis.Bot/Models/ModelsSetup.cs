using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Domains;
using Microsoft.Extensions.AI;

namespace Jarvis.Bot.Models;

/// <summary>Registers the router as the one <see cref="IChatClient"/>, where any provider is set up; without one there is none.</summary>
public static class ModelsSetup
{
    public static IServiceCollection AddModels(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ModelLedger>().AddHostedService(s => s.GetRequiredService<ModelLedger>());
        services.AddSingleton<ILivePanel, ModelsPanel>();
        // What is written wrong is told at the start, with all else that is.
        var models = ReadOrNull(configuration);
        if (models is not { AnyUsable: true }) return services;

        services.AddHttpClient(nameof(ModelClients));
        services.AddSingleton<ModelClients>().AddSingleton<ModelChoice>().AddSingleton<NeedEstimator>().AddSingleton<PromptCache>().AddSingleton<ProviderHealth>();
        services.AddSingleton<ModelRouter>().AddSingleton<IChatClient>(s => s.GetRequiredService<ModelRouter>());
        return services.AddModelTelemetry(models);
    }

    private static ModelsOptions? ReadOrNull(IConfiguration configuration)
    {
        try
        {
            return configuration.GetSection(ModelsOptions.Section).Get<ModelsOptions>();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
