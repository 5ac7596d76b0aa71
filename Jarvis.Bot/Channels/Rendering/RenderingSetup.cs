namespace Jarvis.Bot.Channels.Rendering;

/// <summary>Registers what channels need to show things.</summary>
public static class RenderingSetup
{
    public static IServiceCollection AddRendering(this IServiceCollection services) =>
        services.AddSingleton<ChartDrawer>().AddSingleton<TableDrawer>().AddSingleton<ReplyCutter>();
}
