using Jarvis.Skills.Analytics.Scoring;

namespace Jarvis.Tests.Analytics.Scoring;

public sealed class RocCurveTests
{
    [Fact]
    public void The_area_and_its_error_are_as_computed_by_hand()
    {
        // Positives 3, 5, 6, negatives 1, 3, 4, 2. Of the four negatives, 3 beats two and ties one; 5 and 6 beat all: placements 0.625, 1, 1.
        // The negatives are beaten by 1, 2.5/3, 2/3 and 1 of the positives. Variances 0.046875 and 0.0254630; √(0.046875/3 + 0.0254630/4).
        var roc = RocCurve.Of([3, 5, 6, 1, 3, 4, 2], [true, true, true, false, false, false, false]);
        Assert.Equal(0.875, roc.Area, 12);
        Assert.Equal(0.148293, roc.StandardError, 6);
    }

    [Fact]
    public void The_interval_holds_the_truth_as_often_as_it_says()
    {
        // Normal scores one deviation apart: the area is Φ(1/√2).
        const double truth = 0.76025;
        var random = new Random(1);
        var held = Enumerable.Range(0, 1000).Count(_ =>
        {
            bool[] outcomes = [.. Enumerable.Range(0, 80).Select(i => i < 25)];
            double[] scores = [.. outcomes.Select(o => Normal(random) + (o ? 1 : 0))];
            var (low, high) = RocCurve.Of(scores, outcomes).Interval();
            return low <= truth && truth <= high;
        });
        Assert.InRange(held, 930, 970);
    }

    [Fact]
    public void Perfect_and_perfectly_wrong_scores_are_one_and_zero()
    {
        Assert.Equal((1, 1), RocCurve.Of([1, 2, 3, 4], [false, false, true, true]).Interval());
        Assert.Equal(0, RocCurve.Of([4, 3, 2, 1], [false, false, true, true]).Area);
        Assert.Equal(0.5, RocCurve.Of([7, 7, 7], [false, true, true]).Area);
    }

    [Fact]
    public void An_advantage_over_another_score_of_the_same_rows_is_told_from_chance()
    {
        var random = new Random(2);
        bool[] outcomes = [.. Enumerable.Range(0, 300).Select(i => i < 100)];
        double[] good = [.. outcomes.Select(o => Normal(random) + (o ? 1 : 0))];
        double[] blurred = [.. good.Select(g => g + (4 * Normal(random)))];
        double[] likewise = [.. good.Select(g => g + (0.05 * Normal(random)))];
        var (difference, _, p) = RocCurve.Advantage(good, blurred, outcomes);
        Assert.Equal(RocCurve.Of(good, outcomes).Area - RocCurve.Of(blurred, outcomes).Area, difference, 12);
        Assert.InRange(p, 0, 0.05);
        Assert.InRange(RocCurve.Advantage(blurred, good, outcomes).PValue, 0.95, 1);
        Assert.InRange(RocCurve.Advantage(good, likewise, outcomes).PValue, 0.001, 0.999);
        Assert.Equal((0, 0, 1), RocCurve.Advantage(good, good, outcomes));
    }

    [Fact]
    public void One_outcome_alone_has_no_curve() => Assert.Throws<ArgumentException>(() => RocCurve.Of([1, 2], [true, true]));

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
