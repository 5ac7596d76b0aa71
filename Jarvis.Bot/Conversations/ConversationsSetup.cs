using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Skills.Business.Files;

namespace Jarvis.Bot.Conversations;

/// <summary>Registers inbox, turns and outbox.</summary>
public static class ConversationsSetup
{
    public static IServiceCollection AddConversations(this IServiceCollection services)
    {
        services.AddSingleton<ChannelStates>().AddSingleton<Inbox>().AddSingleton<Outbox>().AddSingleton<FileShelf>().AddRendering();
        services.AddSingleton<Turn>().AddSingleton<PastTurns>().AddSingleton<LiveReplies>().AddSingleton<IReceivedFiles, ReceivedFiles>();
        services.AddHostedService<OutboxDispatcher>();
        services.AddHostedService<TurnPipeline>();
        return services;
    }
}
