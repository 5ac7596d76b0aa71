using Jarvis.Bot.Alerts.Targets;
using Jarvis.Bot.Channels;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Alerts;

/// <summary>Registers alerts, where they go, and the dead-man's ping.</summary>
public static class AlertsSetup
{
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<AlertsOptions>().BindConfiguration(AlertsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AlertsOptions>, AlertsOptionsValidation>();
        services.AddSingleton<AlertTargets>().AddSingleton<AlertBook>().AddSingleton<AlertDesk>();
        services.AddSingleton<IAlerts>(s => s.GetRequiredService<AlertBook>());
        services.AddSingleton<HttpDelivery>();
        services.AddMessageSender<NtfySender>().AddMessageSender<MacNotification>().AddMessageSender<SignedWebhook>();
        services.AddSingleton<Pulse>().AddSingleton<IHeartbeat>(s => s.GetRequiredService<Pulse>()).AddSingleton<IHeartbeat, InboxHeartbeat>();
        services.AddDomain<AlertsSkill>("alerts", "Alerts");
        services.AddHostedService<AlertLoop>().AddHostedService<DeadManPing>();
        return services;
    }
}
