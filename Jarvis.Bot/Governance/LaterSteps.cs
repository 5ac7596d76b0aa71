using System.Globalization;
using System.Text.Json;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Governance;

/// <summary>A standing approval that a person's approval leaves behind for the later steps of what was approved, and for nothing else.</summary>
internal sealed class LaterSteps(IDbContextFactory<JarvisDb> databases, SkillCatalog catalog, Ledger ledger, TimeProvider time) : ILaterSteps
{
    /// <summary>A step that could not be done is tried again, for instance when the mail server is away.</summary>
    private const int Tries = 24;

    private static readonly TimeSpan Per = TimeSpan.FromDays(1);

    public async Task<bool> CoverAsync(ActionContext action, string function, TimeSpan lasting, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var record = await db.Set<ActionRecord>().AsNoTracking().FirstAsync(a => a.Id == action.Number, cancel);
        if (catalog.Find(function) is not { IsAction: true } known || !known.Parameters.Contains(ILaterSteps.Argument, StringComparer.Ordinal) || !function.StartsWith(record.Domain + ".", StringComparison.Ordinal))
            throw new InvalidOperationException($"{function} is no action of {record.Domain} that takes \"{ILaterSteps.Argument}\".");
        // The ledger alone tells a person's yes from a rule that let it run in the same instant.
        if (!await db.Set<LedgerEntry>().AnyAsync(e => e.ActionNumber == action.Number && e.Kind == "approved", cancel)) return false;

        var number = action.Number.ToString(CultureInfo.InvariantCulture);
        var bounds = JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { [ILaterSteps.Argument] = number });
        if (await db.Set<StandingApproval>().AnyAsync(s => s.Function == function && s.BoundsJson == bounds, cancel)) return true;
        var (now, by) = (time.GetUtcNow(), record.DecidedBy ?? "");
        var granted = new StandingApproval { Function = function, BoundsJson = bounds, Limit = Tries, PerSeconds = (long)Per.TotalSeconds, Until = now + lasting, GrantedBy = by, GrantedAt = now };
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.Add(granted);
        await db.SaveChangesAsync(cancel);
        ledger.Add(db, record, "granted", by, $"Standing approval {granted.Id} for the later steps of #{number} ({function}), until {granted.Until:yyyy-MM-dd}.");
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        ledger.Notify();
        return true;
    }
}
