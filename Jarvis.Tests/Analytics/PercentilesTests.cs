using Jarvis.Skills.Analytics;

namespace Jarvis.Tests.Analytics;

public sealed class PercentilesTests
{
    [Theory] // numpy.percentile([15, 20, 35, 40, 50], q)
    [InlineData(0, 15)]
    [InlineData(0.05, 16)]
    [InlineData(0.40, 29)]
    [InlineData(0.50, 35)]
    [InlineData(0.95, 48)]
    [InlineData(1, 50)]
    public void Agree_with_the_default_of_numpy(double fraction, double expected) =>
        Assert.Equal(expected, Percentiles.Of([40, 15, 50, 35, 20], fraction), 10);

    [Fact]
    public void Of_nothing_are_not_a_number() => Assert.True(double.IsNaN(Percentiles.P95([])));

    [Fact]
    public void Of_one_value_are_that_value() => Assert.Equal(7, Percentiles.P95([7]));

    [Fact]
    public void Leave_out_what_is_not_finite() =>
        Assert.Equal(2, Percentiles.P50([double.NaN, 1, double.PositiveInfinity, 3, double.NegativeInfinity]));

    [Fact]
    public void Do_not_reorder_what_they_are_given()
    {
        double[] values = [3, 1, 2];
        Percentiles.P50(values);
        Assert.Equal([3, 1, 2], values);
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(95)]
    [InlineData(double.NaN)]
    public void Refuse_a_fraction_outside_zero_to_one(double fraction) =>
        Assert.Contains("0.95 for p95", Assert.Throws<ArgumentOutOfRangeException>(() => Percentiles.Of([1], fraction)).Message, StringComparison.Ordinal);

    [Fact]
    public void Roll_over_the_newest_window() =>
        Assert.Equal([1, 1.5, 2, 3, 9], Percentiles.Rolling([1, 2, 3, 9, 10], 3, 0.5));

    [Fact]
    public void Roll_past_holes() =>
        Assert.Equal([double.NaN, 2, 2, 4], Percentiles.Rolling([double.NaN, 2, double.NaN, 4], 2, 0.5));

    [Fact]
    public void Rolling_equals_computing_each_window_afresh()
    {
        var series = new Series(1);
        double[] values = [.. Enumerable.Range(0, 300).Select(_ => Math.Round(series.Normal(), 1))];
        var rolled = Percentiles.Rolling(values, 20, 0.95);
        for (var i = 0; i < values.Length; i++)
        {
            Assert.Equal(Percentiles.P95(values.AsSpan(Math.Max(0, i - 19)..(i + 1))), rolled[i], 12);
        }
    }
}
