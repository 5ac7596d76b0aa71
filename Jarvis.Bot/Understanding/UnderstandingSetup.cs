using Jarvis.Bot.Governance;
using Jarvis.Bot.Understanding.Classifying;
using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Learning;
using Jarvis.Bot.Understanding.ModelDriven;
using Jarvis.Skills.Business.Drafting;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Storage;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Understanding;

/// <summary>Registers local understanding and the model behind it.</summary>
public static class UnderstandingSetup
{
    public static IServiceCollection AddUnderstanding(this IServiceCollection services)
    {
        services.AddSingleton<Lessons>().AddSingleton<LessonBook>().AddDomain<LessonsSkill>("lessons", "Lessons");
        services.AddSingleton(s => new FunctionClassifier(s.GetRequiredService<IntentCatalog>(), s.GetRequiredService<SlotReaders>(), s.GetRequiredService<IOptions<StorageOptions>>().Value.Folder));
        services.AddSingleton<Prompts>().AddSingleton<SlotReaders>().AddSingleton<Suggestions>().AddSingleton<LocalUnderstanding>();
        services.AddSingleton<FunctionOffer>().AddSingleton<TurnPrompt>().AddSingleton<ModelTurn>().AddSingleton<Summariser>().AddHostedService(s => s.GetRequiredService<Summariser>());
        services.AddSingleton<IDrafts, ModelDrafts>();
        services.AddSingleton<IPhraseBook>(s => s.GetRequiredService<Suggestions>());
        services.AddSingleton(s => new IntentCatalog(s.GetRequiredService<Prompts>().Folder, s.GetRequiredService<SkillCatalog>().Functions, s.GetRequiredService<SlotReaders>().Types));
        return services;
    }
}
