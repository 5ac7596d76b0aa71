namespace Jarvis.Bot.Channels;

/// <summary>A channel that is not set up, and of which nothing is loaded: what to write where to have it.</summary>
public sealed record UnconnectedChannel(string Name, string Note);

/// <summary>Registers channels and alert targets.</summary>
public static class ChannelSetup
{
    /// <summary>A channel that receives and sends. It is one object under its own type, as a channel and as a sender.</summary>
    public static IServiceCollection AddChannel<TChannel>(this IServiceCollection services) where TChannel : class, IChannel =>
        services.AddSingleton<TChannel>()
            .AddSingleton<IChannel>(s => s.GetRequiredService<TChannel>())
            .AddSingleton<IMessageSender>(s => s.GetRequiredService<TChannel>());

    /// <summary>A target that only sends, such as a push service.</summary>
    public static IServiceCollection AddMessageSender<TSender>(this IServiceCollection services) where TSender : class, IMessageSender =>
        services.AddSingleton<TSender>().AddSingleton<IMessageSender>(s => s.GetRequiredService<TSender>());
}
