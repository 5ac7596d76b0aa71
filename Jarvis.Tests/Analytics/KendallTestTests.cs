using Jarvis.Skills.Analytics;

namespace Jarvis.Tests.Analytics;

public sealed class KendallTestTests
{
    [Fact]
    public void Agrees_with_hand_computed_figures()
    {
        // Of ten pairs nine rise and one falls: S = 8. Var = 5·4·15/18 = 16.667, z = 7/4.0825 = 1.7146, p = 0.0864.
        var test = KendallTest.Of([1, 2, 4, 3, 5], []);
        Assert.Equal((8, 0.8), (test.S, test.Tau));
        Assert.Equal(16.6667, test.Variance, 4);
        Assert.Equal(0.0864, test.PValue, 4);
    }

    [Fact]
    public void Counts_ties_as_neither_rising_nor_falling()
    {
        // Pairs of 1 2 2 3: five rise, one is tied. τ_b = 5/√(6·5), Var = (4·3·13 - 2·1·9)/18 = 7.6667.
        var test = KendallTest.Of([1, 2, 2, 3], []);
        Assert.Equal(5 / Math.Sqrt(30), test.Tau, 10);
        Assert.Equal(138 / 18.0, test.Variance, 10);
    }

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { 3.0 })]
    [InlineData(new[] { 3.0, 3.0, 3.0, 3.0 })]
    public void Says_nothing_of_series_without_a_difference(double[] values) =>
        Assert.Equal((0, 1), (KendallTest.Of(values, []).Tau, KendallTest.Of(values, []).PValue));

    [Fact]
    public void Trusts_a_series_with_memory_less()
    {
        var (series, memory) = (new Series(7), 0.0);
        double[] values = [.. Enumerable.Range(0, 200).Select(_ => memory = (0.8 * memory) + series.Normal())];
        Assert.True(KendallTest.Of(values, values).Variance > 3 * KendallTest.Of(values, []).Variance);
    }
}
