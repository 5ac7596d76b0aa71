using Jarvis.Bot.Autonomy;
using Jarvis.Skills.Business;
using Jarvis.Skills.Governance;

namespace Jarvis.Tests.Autonomy;

public sealed class RankingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly AutonomyOptions Options = new();

    [Fact]
    public void Value_confidence_risk_and_acceptance_multiply() => Assert.Equal(200 * 0.5 * 0.7 * 0.25,
        Ranking.Score(Worth(200) with { Confidence = 0.5, Risk = Risk.Medium }, 0.25, Options, "EUR"), 6);

    [Theory]
    [InlineData(Risk.Low, 1)]
    [InlineData(Risk.Medium, 0.7)]
    [InlineData(Risk.High, 0.4)]
    public void More_risk_needs_more_benefit(Risk risk, double factor) =>
        Assert.Equal(100 * factor, Ranking.Score(Worth(100) with { Confidence = 1, Risk = risk }, 1, Options, "EUR"), 6);

    [Fact]
    public void What_cannot_be_counted_is_taken_at_the_value_that_settings_give()
    {
        Assert.Equal(50, Ranking.Score(Propose.Restart("backend", confidence: 1), 1, Options, "EUR"), 6);
        Assert.Equal(50, Ranking.Score(Worth(9999, "USD") with { Confidence = 1 }, 1, Options, "EUR"), 6);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-3)]
    public void A_confidence_that_makes_no_sense_counts_as_none(double confidence) =>
        Assert.Equal(0, Ranking.Score(Worth(100) with { Confidence = confidence }, 1, Options, "EUR"));

    [Fact]
    public void Each_no_lowers_a_functions_acceptance_and_each_yes_raises_it()
    {
        Assert.Equal(2d / 3, Rate(), 6);
        Assert.Equal(2d / 4, Rate(false), 6);
        Assert.Equal(2d / 6, Rate(false, false, false), 6);
        Assert.Equal(5d / 6, Rate(true, true, true), 6);
        Assert.Equal(2d / 3, new Acceptance([("shop.mail", false, Now)], Now).Of("shop.restart"), 6);
    }

    [Fact]
    public void A_decision_counts_half_after_ninety_days() =>
        Assert.Equal(2 / 3.5, new Acceptance([("shop.restart", false, Now.AddDays(-90))], Now).Of("shop.restart"), 6);

    private static double Rate(params bool[] agreed) => new Acceptance(agreed.Select(a => ("shop.restart", a, Now)), Now).Of("shop.restart");

    private static Proposal Worth(decimal amount, string currency = "EUR") => Propose.Restart("backend") with { MonthlyValue = Money.Of(amount, currency) };
}
