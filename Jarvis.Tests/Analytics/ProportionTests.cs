using Jarvis.Skills.Analytics;

namespace Jarvis.Tests.Analytics;

public sealed class ProportionTests
{
    [Theory] // Newcombe, Statistics in Medicine 17, 1998, table I, method 3
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_gives_the_published_intervals(int successes, int trials, double low, double high)
    {
        var interval = Proportion.Wilson(successes, trials);
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void Without_trials_anything_is_possible() => Assert.Equal((0d, 1d), Proportion.Wilson(0, 0));

    [Fact]
    public void Two_shares_are_scored_by_hand_computed_figures() =>
        // 10/100 against 20/100: pooled 0.15, error √(0.15 × 0.85 × 0.02) = 0.050498, z = 0.1 / 0.050498
        Assert.Equal(1.98030, Proportion.TwoProportionScore(10, 100, 20, 100), 5);

    [Theory]
    [InlineData(0, 100, 0, 100)]
    [InlineData(100, 100, 100, 100)]
    [InlineData(0, 0, 5, 10)]
    public void Shares_that_cannot_differ_score_zero(int s1, int n1, int s2, int n2) =>
        Assert.Equal(0, Proportion.TwoProportionScore(s1, n1, s2, n2));

    [Theory]
    [InlineData(5, 4)]
    [InlineData(-1, 4)]
    [InlineData(double.NaN, 4)]
    public void Impossible_counts_are_refused(double successes, double trials) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Wilson(successes, trials));
}
