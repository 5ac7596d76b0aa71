using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Governance;

/// <summary>Settings "Governance": how far Jarvis may go before the owner says otherwise in chat.</summary>
public sealed class GovernanceOptions
{
    public const string Section = "Governance";

    public string Clearance { get; set; } = "SUGGEST";

    /// <summary>Domain to clearance; the lower of this and <see cref="Clearance"/> counts.</summary>
    public Dictionary<string, string> DomainClearance { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    public bool AutoApproveSuggestions { get; set; } = true;

    public bool AutoApproveModifyProduction { get; set; }

    /// <summary>How long a question stays open.</summary>
    public TimeSpan OpenFor { get; set; } = TimeSpan.FromHours(24);

    public LimitOptions Limits { get; set; } = new();

    /// <summary>Limits of single domains, beside those over all.</summary>
    public Dictionary<string, LimitOptions> DomainLimits { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Granted at the first start under a name; the owner can withdraw them in chat for good.</summary>
    public Dictionary<string, StandingApprovalOptions> StandingApprovals { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>What may be spent and done without asking. Null means no limit.</summary>
public sealed class LimitOptions
{
    /// <summary>In the business's currency, over 24 hours.</summary>
    public decimal? MoneyPerDay { get; set; }

    public int? RecipientsPerHour { get; set; }

    public int? ActionsPerHour { get; set; }
}

/// <summary>A standing approval that settings grant.</summary>
public sealed class StandingApprovalOptions
{
    public string Function { get; set; } = "";

    public Dictionary<string, string?> Bounds { get; set; } = [];

    public int Limit { get; set; } = 10;

    public TimeSpan Per { get; set; } = TimeSpan.FromDays(1);

    public bool AlsoForStrangers { get; set; }
}

internal sealed class GovernanceOptionsCheck : IValidateOptions<GovernanceOptions>
{
    public ValidateOptionsResult Validate(string? name, GovernanceOptions options)
    {
        var wrong = new List<string>();
        if (!ClearanceNames.TryParse(options.Clearance, out _))
            wrong.Add($"Governance:Clearance is \"{options.Clearance}\"; allowed are {ClearanceNames.Allowed}.");
        foreach (var (domain, clearance) in options.DomainClearance)
            if (!ClearanceNames.TryParse(clearance, out _))
                wrong.Add($"Governance:DomainClearance:{domain} is \"{clearance}\"; allowed are {ClearanceNames.Allowed}.");
        if (options.OpenFor <= TimeSpan.Zero || options.OpenFor > TimeSpan.FromDays(30))
            wrong.Add($"Governance:OpenFor is \"{options.OpenFor}\"; allowed is more than 0 and at most 30 days, written as d.hh:mm:ss.");
        CheckLimits("Governance:Limits", options.Limits, wrong);
        foreach (var (domain, limits) in options.DomainLimits) CheckLimits($"Governance:DomainLimits:{domain}", limits, wrong);
        foreach (var (key, standing) in options.StandingApprovals)
        {
            if (!standing.Function.Contains('.', StringComparison.Ordinal))
                wrong.Add($"Governance:StandingApprovals:{key}:Function is \"{standing.Function}\"; write a function as domain.name, such as health.recover.");
            if (standing.Limit < 1) wrong.Add($"Governance:StandingApprovals:{key}:Limit is {standing.Limit}; allowed is 1 or more.");
            if (standing.Per <= TimeSpan.Zero) wrong.Add($"Governance:StandingApprovals:{key}:Per is \"{standing.Per}\"; allowed is a time span above 0, written as d.hh:mm:ss.");
        }
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static void CheckLimits(string at, LimitOptions limits, List<string> wrong)
    {
        if (limits.MoneyPerDay < 0) wrong.Add($"{at}:MoneyPerDay is {limits.MoneyPerDay}; allowed is 0 or more, or nothing for no limit.");
        if (limits.RecipientsPerHour < 0) wrong.Add($"{at}:RecipientsPerHour is {limits.RecipientsPerHour}; allowed is 0 or more, or nothing for no limit.");
        if (limits.ActionsPerHour < 0) wrong.Add($"{at}:ActionsPerHour is {limits.ActionsPerHour}; allowed is 0 or more, or nothing for no limit.");
    }
}
