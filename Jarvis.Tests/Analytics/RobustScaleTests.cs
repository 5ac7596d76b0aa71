using Jarvis.Skills.Analytics;

namespace Jarvis.Tests.Analytics;

public sealed class RobustScaleTests
{
    [Fact]
    public void Gives_median_and_scaled_deviation()
    {
        var scale = RobustScale.Of([1, 1, 2, 2, 4, 6, 9]); // median 2, deviations 0 0 1 1 2 4 7, MAD 1
        Assert.Equal(2, scale.Center);
        Assert.Equal(1.4826, scale.Spread, 10);
        Assert.Equal((9 - 2) / 1.4826, scale.Score(9), 10);
    }

    [Fact]
    public void Stays_put_when_almost_half_is_wild() =>
        Assert.InRange(RobustScale.Of([10, 11, 12, 13, 14, 1e9, 1e9, 1e9, 1e9]).Center, 10, 14);

    [Fact]
    public void Takes_the_mean_deviation_where_most_values_are_equal() =>
        Assert.Equal(1.2533 * 0.8, RobustScale.Of([5, 5, 5, 5, 9]).Spread, 10);

    [Fact]
    public void Calls_any_change_of_a_constant_infinite()
    {
        var scale = RobustScale.Of([5, 5, 5]);
        Assert.Equal((0, double.PositiveInfinity, double.NegativeInfinity), (scale.Score(5), scale.Score(5.1), scale.Score(4)));
    }

    [Fact]
    public void Of_nothing_is_not_a_number()
    {
        var scale = RobustScale.Of([double.NaN]);
        Assert.Equal(0, scale.Count);
        Assert.True(double.IsNaN(scale.Center) && double.IsNaN(scale.Score(1)));
    }
}
