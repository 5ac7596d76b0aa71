using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;
using Jarvis.Skills.Governance;

namespace Jarvis.Tests.Governance;

/// <summary>Each row of the design's table, and that an earlier row wins over every later one.</summary>
public sealed class GateRulesTests
{
    private static readonly PlannedAction Small = new()
    {
        What = "Take a note", Needs = ClearanceLevel.Suggest, Targets = ["note"], Undo = "delete it", Commit = (_, _) => Task.FromResult(new Outcome("noted")),
    };

    private static readonly StandingApproval Standing = new() { Function = "shop.note", BoundsJson = "{}", Limit = 1, PerSeconds = 60, GrantedBy = "Ada" };

    private static GateFacts Open(PlannedAction? plan = null) => new(plan ?? Small) { Clearance = ClearanceLevel.FullAutonomy, AutoApproveSuggestions = true, AutoApproveModifyProduction = true };

    [Fact]
    public void Paused_refuses_whatever_else_holds() =>
        Assert.Equal(Decision.Refuse, GateRules.Decide(Open() with { Paused = true, Standing = Standing, AskedForExactly = true }).Decision);

    [Fact]
    public void Read_only_refuses_even_what_the_owner_asked_for() =>
        Assert.Equal(Decision.Refuse, GateRules.Decide(Open() with { Clearance = ClearanceLevel.ReadOnly, Standing = Standing, AskedForExactly = true }).Decision);

    [Fact]
    public void What_governs_jarvis_works_while_paused_and_read_only() =>
        Assert.Equal(Decision.Run, GateRules.Decide(Open() with { Paused = true, Clearance = ClearanceLevel.ReadOnly, GovernsJarvis = true, AskedForExactly = true }).Decision);

    [Fact]
    public void A_limit_asks_before_a_standing_approval_runs() =>
        Assert.Equal(Decision.Ask, GateRules.Decide(Open() with { LimitPassed = "too many", Standing = Standing }).Decision);

    [Fact]
    public void Untrusted_text_asks_unless_a_standing_approval_says_also_for_strangers()
    {
        Assert.Equal(Decision.Ask, GateRules.Decide(Open() with { Untrusted = true, AskedForExactly = true }).Decision);
        Assert.Equal(Decision.Ask, GateRules.Decide(Open() with { Doubtful = true, AskedForExactly = true, Standing = Standing }).Decision);
        Assert.Equal(Decision.Ask, GateRules.Decide(Open() with { Untrusted = true, Standing = Standing }).Decision);
        var also = new StandingApproval { Function = "shop.note", BoundsJson = "{}", Limit = 1, PerSeconds = 60, GrantedBy = "Ada", AlsoForStrangers = true };
        Assert.Equal(Decision.Run, GateRules.Decide(Open() with { Untrusted = true, Standing = also }).Decision);
    }

    [Fact]
    public void A_standing_approval_runs_above_the_clearance() =>
        Assert.Equal(Decision.Run, GateRules.Decide(Open(Small with { Needs = ClearanceLevel.ModifyProduction }) with { Clearance = ClearanceLevel.Suggest, Standing = Standing }).Decision);

    [Fact]
    public void The_owners_plain_words_run_one_harmless_thing_above_the_clearance() =>
        Assert.Equal(Decision.Run, GateRules.Decide(Open(Small with { Needs = ClearanceLevel.ModifyProduction }) with { Clearance = ClearanceLevel.Suggest, AskedForExactly = true }).Decision);

    public static TheoryData<string, PlannedAction> NotHarmless => new()
    {
        { "two targets", Small with { Targets = ["a", "b"] } },
        { "costs money", Small with { Cost = Money.Of(1, "EUR") } },
        { "reaches somebody", Small with { Recipients = 1 } },
        { "cannot be undone or repeated", Small with { Undo = null } },
    };

    [Theory]
    [MemberData(nameof(NotHarmless))]
    public void The_owners_plain_words_are_not_enough_for_more(string why, PlannedAction plan) =>
        Assert.True(GateRules.Decide(Open(plan with { Needs = ClearanceLevel.ModifyProduction }) with { Clearance = ClearanceLevel.Suggest, AskedForExactly = true }).Decision == Decision.Ask, why);

    [Theory]
    [InlineData(ClearanceLevel.Suggest, ClearanceLevel.ModifySafe, Decision.Ask)]
    [InlineData(ClearanceLevel.ModifySafe, ClearanceLevel.ModifySafe, Decision.Run)]
    [InlineData(ClearanceLevel.ModifyProduction, ClearanceLevel.ModifySafe, Decision.Run)]
    [InlineData(ClearanceLevel.ModifyProduction, ClearanceLevel.FullAutonomy, Decision.Ask)]
    public void Clearance_decides_the_rest(ClearanceLevel clearance, ClearanceLevel needs, Decision decision) =>
        Assert.Equal(decision, GateRules.Decide(Open(Small with { Needs = needs }) with { Clearance = clearance }).Decision);

    [Fact]
    public void The_two_flags_ask_when_they_are_off()
    {
        Assert.Equal(Decision.Ask, GateRules.Decide(Open() with { AutoApproveSuggestions = false }).Decision);
        Assert.Equal(Decision.Ask, GateRules.Decide(Open(Small with { Needs = ClearanceLevel.ModifyProduction }) with { AutoApproveModifyProduction = false }).Decision);
    }

    [Fact]
    public void What_is_always_asked_is_asked_under_every_approval() =>
        Assert.Equal(Decision.Ask, GateRules.Decide(Open(Small with { AlwaysAsk = true }) with { Standing = Standing, AskedForExactly = true }).Decision);
}
