using Jarvis.Bot.Alerts;
using Jarvis.Bot.Autonomy;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Console;
using Jarvis.Bot.Channels.Discord;
using Jarvis.Bot.Channels.Routes;
using Jarvis.Bot.Channels.Teams;
using Jarvis.Bot.Channels.Telegram;
using Jarvis.Bot.Channels.Web;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Dashboard;
using Jarvis.Bot.Governance;
using Jarvis.Bot.Hooks;
using Jarvis.Bot.Models;
using Jarvis.Bot.People;
using Jarvis.Bot.PublicPages;
using Jarvis.Bot.Reports;
using Jarvis.Bot.Understanding;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Storage;
using Microsoft.Extensions.Logging.Console;

namespace Jarvis.Bot.Hosting;

/// <summary>The composition root: what Jarvis consists of, a line each.</summary>
public static class JarvisHost
{
    public static WebApplication Build(string[] args)
    {
        var demo = DemoSettings.Wanted(ref args);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        // The slim builder brings no IIS, no HTTP/3 and fewer logs; HTTPS it must be asked for.
        builder.WebHost.UseKestrelHttpsConfiguration();
        // A developer's secrets count in any environment; what is said at the start counts more.
        builder.Configuration.AddUserSecrets(typeof(JarvisHost).Assembly, optional: true).AddEnvironmentVariables().AddCommandLine(args);
        builder.Configuration.AddLegacyEnvironment();
        if (demo) builder.Configuration.UseDemo(args);
        builder.Logging.AddConsole(console => console.FormatterName = MaskedConsole.FormatterName).AddConsoleFormatter<MaskedConsole, ConsoleFormatterOptions>();
        builder.Services.AddJarvis(builder.Configuration).AddWebChannel(builder.Configuration).AddDashboard(builder.Configuration, demo);
        if (demo) builder.Services.AddDemo();

        var app = builder.Build();
        app.MapTelegram();
        app.MapTeams();
        app.MapHooks();
        app.MapPublicPages();
        app.MapDashboard();
        return app;
    }

    public static IServiceCollection AddJarvis(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddJarvisStorage(typeof(JarvisHost).Assembly);
        services.AddSingleton<InstanceLock>().AddSingleton<Backup>().AddSingleton<Restore>().AddHostedService<StoreStart>();
        services.AddBusiness();
        services.AddPeople();
        services.AddGovernance();
        services.AddModels(configuration);
        services.AddUnderstanding();
        services.AddConversations();
        services.AddRoutes();
        services.AddAlerts();
        services.AddTelegram(configuration);
        services.AddDiscord(configuration);
        services.AddTeams(configuration);
        services.AddConsoleChannel();
        services.AddAllDomains();
        services.AddHooks(configuration);
        services.AddPublicPages();
        services.AddAutonomy(configuration);
        services.AddWelcome();
        services.AddReports();
        // Hosted services start in this order: the last two after all others, and channels only when nothing old is left to take up.
        services.AddHostedService<IdleMemory>();
        services.AddHostedService<Recovery>();
        services.AddHostedService<ChannelSupervisor>();
        return services;
    }
}
