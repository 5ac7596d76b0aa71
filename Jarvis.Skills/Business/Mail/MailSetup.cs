using Jarvis.Skills.Business.Mail.Chat;
using Jarvis.Skills.Business.Mail.Composing;
using Jarvis.Skills.Business.Mail.Reading;
using Jarvis.Skills.Business.Mail.Sending;
using Jarvis.Skills.Business.Mail.Suppression;
using Jarvis.Skills.Business.Mail.Templates;
using Jarvis.Skills.Connectors.Mail;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Business.Mail;

/// <summary>Registers e-mail. Without a server in the settings, what is sent is kept in the outbox folder.</summary>
public static class MailSetup
{
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsCheck>();
        services.AddSingleton<MailTemplates>().AddSingleton<MailArchive>().AddSingleton<SuppressionList>();
        services.AddSingleton<MailComposer>().AddSingleton<MailCopies>().AddSingleton<SentMails>().AddSingleton<MailSettlement>();
        services.AddSingleton<MailFiling>().AddSingleton<MailReading>().AddSingleton<IPeriodicWork>(s => s.GetRequiredService<MailReading>());
        services.AddMailServers();
        services.AddSingleton<MailBook>();
        services.AddDomain<MailSkill>("mail", "E-mail").Section<MailSection>().Panel<MailPanel>().Work<MailMetrics>().Work<CutMails>();
        services.AddEffect<IMailTransport, MailTransport>();
        services.AddEffect<IMailDecisions, MailDecisions>();
        services.AddEffect<ISuppressionChanges, SuppressionChanges>();
        return services;
    }
}
