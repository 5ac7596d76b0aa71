using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Crm;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Crm;

/// <summary>Reads the vendor's changes at the pace that settings name, and tells of conflicts and of what cannot be read. It writes to our own store only; sending is an action.</summary>
internal sealed class CrmWatch(CrmChoice choice, CrmPull pull, CrmWaiting waiting, CrmDesk desk, IAlerts alerts, IOptions<CrmOptions> options) : IPeriodicWork
{
    private const string Unread = "sales:crm:unread";
    private const string Conflicts = "sales:crm:conflicts";
    private const int Shown = 5;

    public string Name => "sales.crm";

    /// <summary>A day where no CRM is set up, for an idle Jarvis wakes for nothing.</summary>
    public TimeSpan Interval => choice.Crm is null ? TimeSpan.FromDays(1) : TimeSpan.FromMinutes(options.Value.EveryMinutes);

    public async Task RunAsync(CancellationToken cancel)
    {
        if (choice.Crm is not { } crm) return;
        try
        {
            if (options.Value.Rule == CrmConflicts.Newest) await waiting.NoteChangesAsync(cancel);
            await pull.LookAsync(cancel);
            await alerts.ResolveAsync(Unread, $"{crm.Vendor} can be read again.", cancel);
        }
        catch (CrmException e)
        {
            await alerts.RaiseAsync(new AlertSignal(Unread, Severity.Warning, $"{crm.Vendor} cannot be read", e.Message) { Domain = "sales" }, cancel);
        }
        await TellConflictsAsync(crm.Vendor, cancel);
    }

    private async Task TellConflictsAsync(string vendor, CancellationToken cancel)
    {
        var conflicts = await desk.ConflictsAsync(cancel);
        if (conflicts.Count == 0)
        {
            await alerts.ResolveAsync(Conflicts, "All conflicts are settled.", cancel);
            return;
        }
        await alerts.RaiseAsync(new AlertSignal(Conflicts, Severity.Info, $"{(conflicts.Count == 1 ? "A record was" : $"{conflicts.Count} records were")} changed both here and at {vendor}",
            $"{string.Join('\n', conflicts.Take(Shown).Select(c => $"- Conflict {c.Number}, {c.Title}: {c.Words}"))}\n\nSay \"keep ours in conflict {conflicts[0].Number}\" or \"keep theirs in conflict {conflicts[0].Number}\".") { Domain = "sales", Untrusted = true }, cancel);
    }
}
