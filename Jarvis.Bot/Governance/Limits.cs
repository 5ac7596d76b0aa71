using Jarvis.Skills.Business;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Governance;

/// <summary>Counts what ran, so that the gate asks before a limit is passed.</summary>
public sealed class Limits(IOptions<GovernanceOptions> options, IOptions<BusinessOptions> business, TimeProvider time)
{
    private static readonly ActionState[] Counted = [ActionState.Approved, ActionState.Running, ActionState.Done, ActionState.Interrupted, ActionState.Undone];

    /// <summary>The limit that the plan would pass, in words; null when none.</summary>
    public async Task<string?> PassedAsync(JarvisDb db, string domain, PlannedAction plan, CancellationToken cancel) =>
        await PassedAsync(db, null, options.Value.Limits, plan, cancel)
        ?? (options.Value.DomainLimits.TryGetValue(domain, out var own) ? await PassedAsync(db, domain, own, plan, cancel) : null);

    /// <summary>Whether the standing approval's own limit leaves room for one more run with the same arguments.</summary>
    public async Task<bool> HasRoomAsync(JarvisDb db, StandingApproval standing, string argumentsJson, CancellationToken cancel)
    {
        var since = time.GetUtcNow() - TimeSpan.FromSeconds(standing.PerSeconds);
        var runs = await db.Set<ActionRecord>().CountAsync(a => a.StandingApprovalId == standing.Id && a.ArgumentsJson == argumentsJson && a.StartedAt > since, cancel);
        return runs < standing.Limit;
    }

    private async Task<string?> PassedAsync(JarvisDb db, string? domain, LimitOptions limits, PlannedAction plan, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var where = domain is null ? "over all" : $"in {domain}";
        var ran = db.Set<ActionRecord>().Where(a => Counted.Contains(a.State) && (domain == null || a.Domain == domain));
        var hour = now.AddHours(-1);

        if (limits.ActionsPerHour is { } actions && await ran.CountAsync(a => a.StartedAt > hour, cancel) + 1 > actions)
            return $"It would pass the limit of {actions} actions an hour {where}.";
        if (limits.RecipientsPerHour is { } recipients && plan.Recipients > 0
            && await ran.Where(a => a.StartedAt > hour).SumAsync(a => a.Recipients, cancel) + plan.Recipients > recipients)
            return $"It would pass the limit of {recipients} recipients an hour {where}.";
        if (limits.MoneyPerDay is { } money && plan.Cost is { Minor: > 0 } cost)
        {
            var currency = business.Value.Currency;
            if (cost.Currency != currency) return $"It costs {cost}, and the limit is in {currency}.";
            var day = now.AddDays(-1);
            var spent = await ran.Where(a => a.StartedAt > day && a.Currency == currency).SumAsync(a => a.CostMinor ?? 0, cancel);
            var most = Money.Of(money, currency);
            if (spent + cost.Minor > most.Minor) return $"It would pass the limit of {most} a day {where}.";
        }
        return null;
    }
}
