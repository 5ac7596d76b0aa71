using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Answering;

/// <summary>Raises one alert while leads wait longer than they should, and counts leads for the metrics.</summary>
internal sealed class AnswerWatch(IDbContextFactory<JarvisDb> databases, IAlerts alerts, LeadArrivals arrivals, MetricStore metrics, IOptions<SalesOptions> options, TimeProvider time) : IPeriodicWork
{
    public const string AlertKey = "sales:first_response";

    private const int Named = 5;

    /// <summary>A lead that was not answered for so long no longer waits for a quick answer.</summary>
    private static readonly TimeSpan Given = TimeSpan.FromDays(7);

    private static readonly TimeSpan Counting = TimeSpan.FromMinutes(5);

    private DateTimeOffset counted;
    private bool raised = true;

    public string Name => "sales.answers";

    public TimeSpan Interval => TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var late = now.AddMinutes(-options.Value.AnswerWithinMinutes);
        var waiting = await db.Set<Lead>().AsNoTracking().Include(l => l.Contact)
            .Where(l => l.State == LeadState.New && l.ArrivedAt < late && l.ArrivedAt > now - Given && l.Contact!.Email != null).OrderByDescending(l => l.Score).ToListAsync(cancel);
        // Whom the owner will not answer does not wait for an answer.
        if (waiting.Count > 0) waiting = await arrivals.NotRefusedAsync(waiting, now - Given, cancel);
        if (waiting.Count > 0) await alerts.RaiseAsync(Signal(waiting, now), cancel);
        else if (raised) await alerts.ResolveAsync(AlertKey, "Every lead is answered.", cancel);
        raised = waiting.Count > 0;
        if (now - counted >= Counting) await CountAsync(db, counted = now, cancel);
    }

    private AlertSignal Signal(List<Lead> waiting, DateTimeOffset now) => new(AlertKey, Severity.Warning,
        $"{waiting.Count} {(waiting.Count == 1 ? "lead waits" : "leads wait")} for an answer longer than {options.Value.AnswerWithinMinutes} minutes",
        string.Join("\n", waiting.Take(Named).Select(l => $"- Lead {l.Id}, {l.Contact!.Title}, {l.Score} points, for {(now - l.ArrivedAt).TotalMinutes:0} minutes")) + (waiting.Count > Named ? $"\n- and {waiting.Count - Named} more" : ""))
        { Domain = "sales", Untrusted = true };

    private async Task CountAsync(JarvisDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var states = await db.Set<Lead>().GroupBy(l => l.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        if (states.Count == 0) return;
        await metrics.RecordAsync([
            new Measurement("sales.leads_open", "count", states.Where(s => s.Key < LeadState.Won).Sum(s => s.Count)),
            new Measurement("sales.leads_unanswered", "count", states.Where(s => s.Key == LeadState.New).Sum(s => s.Count)),
        ], now, cancel);
    }
}
