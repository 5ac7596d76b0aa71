using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Replies;

/// <summary>Says when a lead has written back, once, until somebody has written to them or the lead is closed.</summary>
internal sealed class ReplyWatch(IDbContextFactory<JarvisDb> databases, IAlerts alerts, TimeProvider time) : IPeriodicWork
{
    private const int Most = 50;
    private const int Shown = 300;

    /// <summary>What was written longer ago is no news; its alert has ended by then.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(7);

    /// <summary>How often it looks though no line came to any timeline: alerts of last week end.</summary>
    private static readonly TimeSpan Anyway = TimeSpan.FromHours(1);

    private (long Line, DateTimeOffset At) looked;

    public string Name => "sales.replies";

    public TimeSpan Interval => TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (since, forgotten) = (now - Lately, now - Lately - TimeSpan.FromDays(1));
        await using var db = await databases.CreateDbContextAsync(cancel);
        var line = await db.Set<Activity>().MaxAsync(a => (long?)a.Id, cancel) ?? 0;
        if (line == looked.Line && now - looked.At < Anyway) return;
        var mails = await db.Set<Activity>().AsNoTracking().Where(a => a.Kind == ActivityKinds.MailIn && a.At > forgotten && a.LeadId != null).OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(Most).ToListAsync(cancel);
        var numbers = mails.ConvertAll(m => m.LeadId!.Value);
        var leads = await db.Set<Lead>().AsNoTracking().Include(l => l.Contact).Where(l => numbers.Contains(l.Id)).ToDictionaryAsync(l => l.Id, cancel);
        foreach (var mail in mails.DistinctBy(m => m.LeadId))
        {
            var key = $"sales:reply:{Number(mail.LeadId!.Value)}";
            if (!leads.TryGetValue(mail.LeadId.Value, out var lead) || lead.Closed) await alerts.ResolveAsync(key, "The lead is closed.", cancel);
            else if (mail.At <= since) await alerts.ResolveAsync(key, "That was a week ago.", cancel);
            else if (await db.Set<Activity>().AnyAsync(a => a.LeadId == lead.Id && a.Kind == ActivityKinds.MailOut && a.Id > mail.Id, cancel)) await alerts.ResolveAsync(key, "They were written to.", cancel);
            else await alerts.RaiseAsync(Signal(key, lead, mail), cancel);
        }
        looked = (line, now);
    }

    private static AlertSignal Signal(string key, Lead lead, Activity mail) => new(key, Severity.Info, $"{lead.Contact!.Title} wrote back",
        $"Lead {Number(lead.Id)}, {Number(lead.Score)} points: \"{Short(mail.Text, Shown)}\" Say \"draft an answer to lead {Number(lead.Id)}\", or \"write to lead {Number(lead.Id)}: …\" with words of your own.")
        { Domain = "sales", Untrusted = true };
}
