namespace Jarvis.Bot.Understanding;

/// <summary>Registers local understanding and the model behind it.</summary>
public static class UnderstandingSetup
{
    public static IServiceCollection AddUnderstanding(this IServiceCollection services) =>
        services.AddSingleton<Prompts>().AddSingleton<LocalUnderstanding>().AddSingleton<ModelTurn>();
}
