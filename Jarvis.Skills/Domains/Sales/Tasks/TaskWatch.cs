using System.Globalization;
using Jarvis.Skills.Business;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Tasks;

/// <summary>Says when a task is due, once and again as alerts are, until it is done.</summary>
internal sealed class TaskWatch(IDbContextFactory<JarvisDb> databases, IAlerts alerts, TimeProvider time) : IPeriodicWork
{
    private const int Most = 50;

    /// <summary>An alert of a task that was done while Jarvis was down ends, too.</summary>
    private static readonly TimeSpan DoneLately = TimeSpan.FromDays(1);

    public string Name => "sales.tasks";

    public TimeSpan Interval => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var since = now - DoneLately;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var tasks = await db.Set<LeadTask>().AsNoTracking().Include(t => t.Contact).Where(t => t.DoneAt == null ? t.DueAt <= now : t.DoneAt > since).OrderBy(t => t.DueAt).Take(Most).ToListAsync(cancel);
        foreach (var task in tasks)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"sales:task:{task.Id}");
            if (task.DoneAt is not null) await alerts.ResolveAsync(key, "It is done.", cancel);
            else await alerts.RaiseAsync(new AlertSignal(key, Severity.Warning, $"Task {task.Id} is due: {task.What}", $"For {task.Contact!.Title}. \"task {task.Id} is done\" ends it.") { Domain = "sales", Untrusted = true }, cancel);
        }
    }
}
