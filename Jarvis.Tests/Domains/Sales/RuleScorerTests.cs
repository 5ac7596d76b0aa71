using Jarvis.Skills.Domains.Sales;
using Jarvis.Skills.Domains.Sales.Scoring;
using Microsoft.Extensions.Options;

namespace Jarvis.Tests.Domains.Sales;

/// <summary>Scores by rules: points, their reasons in words, and what silence takes.</summary>
public sealed class RuleScorerTests
{
    private static readonly LeadFacts Nobody = new("web form", null, "", "", "", false, TimeSpan.Zero, []);

    private readonly RuleScorer scorer = new(Options.Create(new SalesOptions
    {
        Scoring = new ScoringOptions
        {
            Start = 30,
            HalfLifeDays = 14,
            Rules =
            {
                ["pricing"] = new ScoreRule { Did = "visit", Of = "pricing", Points = 9, Most = 27, Words = "opened the pricing page" },
                ["free"] = new ScoreRule { Has = "free-mail", Points = -10, Words = "free-mail address" },
                ["many"] = new ScoreRule { Says = "seat|licence", Points = 15, Words = "needs several" },
                ["referral"] = new ScoreRule { From = "referral", Points = 20, Words = "was referred" },
            },
        },
    }));

    [Fact]
    public void Each_reason_is_said_with_its_points_the_weightiest_first()
    {
        var score = scorer.Score(Nobody with { Email = "mara@gmail.com", Done = [new Deed("visit", "/pricing", 2), new Deed("visit", "/blog", 7)] });
        Assert.Equal(38, score.Points);
        Assert.Equal("+18 opened the pricing page twice, −10 free-mail address", score.Words);
    }

    [Theory]
    [InlineData(0, 57)]
    [InlineData(14, 44)]
    [InlineData(140, 30)]
    public void What_a_lead_did_counts_half_after_a_half_life_of_silence(int days, int points) =>
        Assert.Equal(points, scorer.Score(Nobody with { Silence = TimeSpan.FromDays(days), Done = [new Deed("visit", "pricing", 9)] }).Points, 1.0);

    [Theory]
    [InlineData("We need 40 seats.", 45)]
    [InlineData("Licences for twelve rooms?", 45)]
    [InlineData("A deceased seatmate", 45)]
    [InlineData("The dead-licence question", 45)]
    [InlineData("unlicenced", 30)]
    public void Words_are_found_where_one_begins(string message, int points) => Assert.Equal(points, scorer.Score(Nobody with { Message = message }).Points);

    [Fact]
    public void The_score_stays_between_0_and_100()
    {
        var lead = Nobody with { Source = "Referral", Message = "seats", Done = [new Deed("visit", "pricing", 50)] };
        Assert.InRange(scorer.Score(lead).Points, 0, 100);
        Assert.Equal(92, scorer.Score(lead).Points);
    }
}
