using Jarvis.Bot.Alerts;
using Jarvis.Bot.Autonomy;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Console;
using Jarvis.Bot.Channels.Telegram;
using Jarvis.Bot.Channels.Web;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Dashboard;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Bot.Understanding;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Storage;

namespace Jarvis.Bot.Hosting;

/// <summary>The composition root: what Jarvis consists of, a line each.</summary>
public static class JarvisHost
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddLegacyEnvironment();
        builder.Logging.AddConsole(console => console.FormatterName = MaskedConsole.FormatterName).AddConsoleFormatter<MaskedConsole, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>();
        builder.Services.AddJarvis(builder.Configuration).AddWebChannel(builder.Configuration).AddDashboard(builder.Configuration);
        var app = builder.Build();
        app.MapTelegram();
        app.MapDashboard();
        return app;
    }

    public static IServiceCollection AddJarvis(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddJarvisStorage(typeof(JarvisHost).Assembly);
        services.AddHostedService<StoreStart>();
        services.AddBusiness();
        services.AddPeople();
        services.AddGovernance();
        services.AddUnderstanding();
        services.AddConversations();
        services.AddAlerts();
        services.AddTelegram(configuration);
        services.AddConsoleChannel();
        services.AddAllDomains();
        services.AddAutonomy(configuration);
        // Hosted services start in this order: the last two after all others, and channels only when nothing old is left to take up.
        services.AddHostedService<Recovery>();
        services.AddHostedService<ChannelSupervisor>();
        return services;
    }
}
