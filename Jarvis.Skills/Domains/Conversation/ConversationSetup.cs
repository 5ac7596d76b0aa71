using Jarvis.Skills.Governance;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Skills.Domains.Conversation;

/// <summary>Registers the conversation domain. The host brings <see cref="IRoutineScheduler"/> and <see cref="IPhraseBook"/>.</summary>
public static class ConversationSetup
{
    public static IServiceCollection AddConversation(this IServiceCollection services)
    {
        services.AddDomain<ConversationSkill>("conversation", "Conversation").Agent<RepeatedRequests>().Section<TodaysReminders>().Work<RequestCount>();
        services.AddSingleton<NoteSearch>().AddSingleton<IKnownFacts>(s => s.GetRequiredService<NoteSearch>());
        services.AddEffect<INotebook, LocalNotebook>();
        return services;
    }
}
