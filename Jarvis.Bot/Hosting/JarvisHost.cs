using Jarvis.Bot.Alerts;
using Jarvis.Bot.Conversations;
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
        var demo = DemoSettings.Wanted(ref args);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddLegacyEnvironment();
        if (demo) builder.Configuration.UseDemo(args);
        builder.Logging.AddConsole(console => console.FormatterName = MaskedConsole.FormatterName).AddConsoleFormatter<MaskedConsole, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>();
        builder.Services.AddJarvis(builder.Configuration);
        if (demo) builder.Services.AddDemo();
        var app = builder.Build();
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
        services.AddAllDomains();
        services.AddWelcome();
        services.AddHostedService<Recovery>();
        return services;
    }
}
