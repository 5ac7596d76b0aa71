using Jarvis.Skills.Analytics;

namespace Jarvis.Tests.Analytics;

public sealed class TheilSenLineTests
{
    [Fact]
    public void Finds_a_line_through_wild_points()
    {
        double[] x = [.. Enumerable.Range(0, 20).Select(i => (double)i)];
        var line = TheilSenLine.Fit(x, [.. x.Select(i => i is 3 or 11 or 17 ? 1000 : 2 + (0.5 * i))])!;
        Assert.Equal(0.5, line.Slope, 10);
        Assert.Equal(2, line.Intercept, 10);
        Assert.Equal(12, line.At(20), 10);
    }

    [Fact]
    public void Agrees_with_Sens_worked_example()
    {
        // Sen 1968, section 6: t = 1 2 3 4 10 12 18, X = 9 15 19 20 45 55 78. Slope 4, 93 % interval 26/7 to 35/8.
        var line = TheilSenLine.Fit([1, 2, 3, 4, 10, 12, 18], [9, 15, 19, 20, 45, 55, 78], 0.93)!;
        Assert.Equal(4, line.Slope, 10);
        Assert.Equal(26 / 7.0, line.SlopeLow, 10);
        Assert.Equal(35 / 8.0, line.SlopeHigh, 10);
    }

    [Fact]
    public void Needs_two_different_places()
    {
        Assert.Null(TheilSenLine.Fit([], []));
        Assert.Null(TheilSenLine.Fit([1], [1]));
        Assert.Null(TheilSenLine.Fit([1, 1], [1, 2]));
    }

    [Fact]
    public void Refuses_lists_of_different_length() =>
        Assert.Throws<ArgumentException>(() => TheilSenLine.Fit([1, 2], [1]));

    [Fact]
    public void The_interval_holds_the_true_slope_as_often_as_it_says()
    {
        var (series, held) = (new Series(8), 0);
        double[] x = [.. Enumerable.Range(0, 40).Select(i => (double)i)];
        for (var run = 0; run < 500; run++)
        {
            var line = TheilSenLine.Fit(x, [.. x.Select(i => (0.3 * i) + series.Normal())], 0.9)!;
            held += line.SlopeLow <= 0.3 && 0.3 <= line.SlopeHigh ? 1 : 0;
        }

        Assert.InRange(held, 435, 500);
    }
}
