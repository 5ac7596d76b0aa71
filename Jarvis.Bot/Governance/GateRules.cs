using Jarvis.Skills.Governance;

namespace Jarvis.Bot.Governance;

/// <summary>What the gate does with a plan.</summary>
public enum Decision
{
    Run,
    Ask,
    Refuse,
}

/// <summary>A decision and the rule behind it, in words for the owner.</summary>
public sealed record Verdict(Decision Decision, string Reason)
{
    public StandingApproval? Under { get; init; }
}

/// <summary>Everything that the gate's decision depends on.</summary>
public sealed record GateFacts(PlannedAction Plan)
{
    public bool Paused { get; init; }

    /// <summary>The lower of the overall clearance and the domain's.</summary>
    public required ClearanceLevel Clearance { get; init; }

    public bool AutoApproveSuggestions { get; init; }

    public bool AutoApproveModifyProduction { get; init; }

    /// <summary>The function governs Jarvis itself, and so works while it is paused or READ_ONLY.</summary>
    public bool GovernsJarvis { get; init; }

    /// <summary>Which limit would be passed, in words; null when none.</summary>
    public string? LimitPassed { get; init; }

    public bool Untrusted { get; init; }

    /// <summary>It is what the person's words are like, and not what they plainly say.</summary>
    public bool Doubtful { get; init; }

    /// <summary>A standing approval that covers function, arguments and its own limit; null when there is none.</summary>
    public StandingApproval? Standing { get; init; }

    /// <summary>A person who may decide it asked for exactly this call, in words that leave no doubt.</summary>
    public bool AskedForExactly { get; init; }
}

/// <summary>The gate's decision, as section 6 of the design orders it. Pure, so that the whole table is tested.</summary>
public static class GateRules
{
    public static Verdict Decide(GateFacts facts)
    {
        var plan = facts.Plan;
        if (facts.Paused && !facts.GovernsJarvis) return Refuse("Jarvis is paused. Say \"resume\" first.");
        if (facts.Clearance == ClearanceLevel.ReadOnly && !facts.GovernsJarvis) return Refuse("The clearance is READ_ONLY. Say \"set clearance to suggest\" to be asked about such actions.");
        if (plan.AlwaysAsk) return Ask("This is always asked for.");
        if (facts.LimitPassed is { } limit) return Ask(limit);
        if (facts.Untrusted && facts.Standing is not { AlsoForStrangers: true }) return Ask("It comes from text that somebody outside wrote.");
        if (facts.Doubtful) return Ask("I am not sure that you meant this.");
        if (facts.Standing is { } standing) return new Verdict(Decision.Run, $"Covered by standing approval {standing.Id}.") { Under = standing };
        if (facts.AskedForExactly && TouchesOneThingHarmlessly(plan)) return new Verdict(Decision.Run, "You asked for exactly this.");
        if (plan.Needs > facts.Clearance) return Ask($"It needs {plan.Needs.Word()}, and the clearance here is {facts.Clearance.Word()}.");
        if (plan.Needs == ClearanceLevel.ModifyProduction && !facts.AutoApproveModifyProduction) return Ask("Changes to production are asked for (AutoApproveModifyProduction is off).");
        if (plan.Needs <= ClearanceLevel.Suggest && !facts.AutoApproveSuggestions) return Ask("Suggestions are asked for (AutoApproveSuggestions is off).");
        return new Verdict(Decision.Run, $"Within the clearance {facts.Clearance.Word()}.");
    }

    private static bool TouchesOneThingHarmlessly(PlannedAction plan) =>
        plan.Targets.Count <= 1 && plan.Recipients == 0 && plan.Cost is not { Minor: > 0 } && (plan.Undo is not null || plan.Idempotent);

    private static Verdict Ask(string reason) => new(Decision.Ask, reason);

    private static Verdict Refuse(string reason) => new(Decision.Refuse, reason);
}
