using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Reading;
using Jarvis.Skills.Business.Mail.Sending;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Connectors.Mail;

/// <summary>Registers mail servers behind the ports: those that the settings name, and where they name none, what stands for one.</summary>
public static class MailServersSetup
{
    public static IServiceCollection AddMailServers(this IServiceCollection services)
    {
        services.AddSingleton<SmtpPool>().AddSingleton<SendPace>();
        services.TryAddSingleton<MailCarrier>(s => Settings(s).Smtp.IsSet ? ActivatorUtilities.CreateInstance<SmtpCarrier>(s) : new LocalOutbox());
        services.TryAddSingleton<IMailbox>(s => Settings(s).Imap.IsSet ? ActivatorUtilities.CreateInstance<ImapMailbox>(s) : new NoMailbox());
        return services;
    }

    private static MailOptions Settings(IServiceProvider services) => services.GetRequiredService<IOptions<MailOptions>>().Value;
}
