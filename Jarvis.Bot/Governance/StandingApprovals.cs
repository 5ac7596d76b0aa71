using System.Text.Json;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Governance;

/// <summary>Grants and withdraws standing approvals.</summary>
internal sealed class StandingApprovals(IDbContextFactory<JarvisDb> databases, SkillCatalog catalog, Ledger ledger, IOptions<GovernanceOptions> options, TimeProvider time)
{
    public static readonly TimeSpan DefaultFor = TimeSpan.FromDays(30);
    public const int DefaultLimit = 3;
    public static readonly TimeSpan DefaultPer = TimeSpan.FromDays(1);

    /// <summary>Grants what the settings name, each once: what the owner withdrew stays withdrawn.</summary>
    /// <exception cref="OptionsValidationException">A setting names a function that does not exist, or "also for strangers" for an unbounded one.</exception>
    public async Task GrantFromSettingsAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var known = await db.Set<StandingApproval>().Where(s => s.FromSetting != null).Select(s => s.FromSetting).ToListAsync(cancel);
        foreach (var (name, setting) in options.Value.StandingApprovals)
        {
            var function = catalog.Find(setting.Function);
            if (function is not { IsAction: true }) throw Wrong($"Governance:StandingApprovals:{name}:Function is \"{setting.Function}\", which is not an action. Actions are: {string.Join(", ", catalog.Functions.Values.Where(f => f.IsAction).Select(f => f.Name).Order(StringComparer.Ordinal))}.");
            if (setting.AlsoForStrangers && !function.BoundedForStrangers) throw Wrong($"Governance:StandingApprovals:{name}:AlsoForStrangers is true, but {setting.Function} is not bounded by its nature; allowed is false.");
            if (setting.Bounds.Keys.FirstOrDefault(b => !function.Parameters.Contains(b, StringComparer.Ordinal)) is { } unknown) throw Wrong($"Governance:StandingApprovals:{name}:Bounds names \"{unknown}\", which {setting.Function} does not take; allowed are: {string.Join(", ", function.Parameters)}.");
            if (known.Contains(name)) continue;
            db.Add(new StandingApproval
            {
                Function = setting.Function,
                BoundsJson = JsonSerializer.Serialize(setting.Bounds),
                Limit = setting.Limit,
                PerSeconds = (long)setting.Per.TotalSeconds,
                AlsoForStrangers = setting.AlsoForStrangers,
                FromSetting = name,
                GrantedBy = "settings",
                GrantedAt = time.GetUtcNow(),
            });
            db.Add(new LedgerEntry { At = time.GetUtcNow(), Domain = setting.Function.Split('.')[0], Kind = "granted", Who = "settings", Text = $"Standing approval \"{name}\" for {setting.Function}, at most {setting.Limit} in {setting.Per}." });
        }
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The owner's "always": exactly these arguments, a limit a day, and an end. Said again, it renews the one in force.</summary>
    public async Task<StandingApproval> GrantAsync(FunctionCall call, string by, TimeSpan? lasting, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (bounds, until) = (Bounds(call), now + (lasting ?? DefaultFor));
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var granted = await db.Set<StandingApproval>().OrderBy(s => s.Id).FirstOrDefaultAsync(
            s => s.Function == call.Function && s.BoundsJson == bounds && s.FromSetting == null && s.WithdrawnAt == null && s.Until > now, cancel);
        if (granted is null)
        {
            granted = new StandingApproval
            {
                Function = call.Function, BoundsJson = bounds, Limit = DefaultLimit, PerSeconds = (long)DefaultPer.TotalSeconds, GrantedBy = by, GrantedAt = now,
            };
            db.Add(granted);
        }
        granted.Until = until;
        await db.SaveChangesAsync(cancel);
        db.Add(new LedgerEntry { At = now, Domain = call.Plugin, Kind = "granted", Who = by, Text = $"Standing approval {granted.Id} for {call}, at most {granted.Limit} a day, until {until:yyyy-MM-dd}." });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        ledger.Notify();
        return granted;
    }

    public async Task<bool> WithdrawAsync(int id, string by, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        if (await db.Set<StandingApproval>().Where(s => s.Id == id && s.WithdrawnAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.WithdrawnAt, now), cancel) == 0) return false;
        await ledger.WriteAsync("jarvis", "withdrawn", by, $"Standing approval {id}.", cancel);
        return true;
    }

    /// <summary>Those in force, oldest first.</summary>
    public async Task<IReadOnlyList<StandingApproval>> InForceAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        return await db.Set<StandingApproval>().AsNoTracking().Where(s => s.WithdrawnAt == null && (s.Until == null || s.Until > now)).OrderBy(s => s.Id).ToListAsync(cancel);
    }

    private static string Bounds(FunctionCall call) =>
        JsonSerializer.Serialize(call.Arguments.Where(a => a.Value is not null).OrderBy(a => a.Key, StringComparer.Ordinal).ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal));

    private static OptionsValidationException Wrong(string message) => new(GovernanceOptions.Section, typeof(GovernanceOptions), [message]);
}
