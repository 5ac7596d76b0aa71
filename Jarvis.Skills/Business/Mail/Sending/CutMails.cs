using Jarvis.Skills.Domains;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Business.Mail.Sending;

/// <summary>Mails that were being handed over when Jarvis was cut off: found out about or told, and not left as if they were on their way for ever.</summary>
internal sealed class CutMails(IDbContextFactory<JarvisDb> databases, MailSettlement settlement, IOptions<MailOptions> options, IAlerts alerts, TimeProvider time) : IPeriodicWork
{
    /// <summary>Longer than any handing over takes, also of another Jarvis on the same store.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(15);

    public string Name => "mail.cut";

    public TimeSpan Interval => TimeSpan.FromMinutes(5);

    /// <summary>The alert that asks a person to look whether a mail went.</summary>
    public static string AlertOf(int number) => $"mail:{number}:unknown";

    public async Task RunAsync(CancellationToken cancel)
    {
        // What is only kept in a folder is simply kept once more when it is asked for.
        if (!options.Value.Smtp.IsSet) return;
        var before = time.GetUtcNow() - LongEnough;
        List<SentMailRow> cut;
        await using (var db = await databases.CreateDbContextAsync(cancel))
            cut = await db.Set<SentMailRow>().AsNoTracking().Where(m => m.State == MailState.Sending && m.At < before).ToListAsync(cancel);
        foreach (var mail in cut)
        {
            var settled = await settlement.SettleAsync(mail, cancel);
            if (settled.State == MailState.Unknown)
                await alerts.RaiseAsync(new AlertSignal(AlertOf(mail.Id), Severity.Warning, $"It is not known whether mail {mail.Id} to {mail.To} went", settled.Where) { Domain = "mail" }, cancel);
        }
    }
}
