using Jarvis.Skills.Analytics;

namespace Jarvis.Tests.Analytics;

public sealed class TrendTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static int Directions(int runs, Func<Reading[]> series) =>
        Enumerable.Range(0, runs).Count(_ => Trend.Of(series()).Direction != TrendDirection.None);

    [Fact]
    public void A_straight_line_is_given_exactly()
    {
        var trend = Trend.Of(Series.Every(Hour, 48, i => 100 + i));
        Assert.Equal(TrendDirection.Rising, trend.Direction);
        Assert.Equal(24, trend.PerDay, 9);
        Assert.Equal(147, trend.Level, 9);
        Assert.Equal(1, trend.Tau, 9);
    }

    [Fact]
    public void A_fall_is_called_a_fall() =>
        Assert.Equal(TrendDirection.Falling, Trend.Of(Series.Every(Hour, 48, i => 100 - i)).Direction);

    [Fact]
    public void A_constant_series_has_no_trend()
    {
        var trend = Trend.Of(Series.Every(Hour, 48, _ => 5));
        Assert.Equal((TrendDirection.None, 0d, 1d), (trend.Direction, trend.PerDay, trend.PValue));
    }

    [Fact]
    public void One_jump_is_no_trend() =>
        Assert.Equal(TrendDirection.None, Trend.Of(Series.Every(Hour, 100, i => (i < 50 ? 10 : 40) + (i % 3))).Direction);

    [Theory]
    [InlineData(0, 60)]
    [InlineData(1, 60)]
    [InlineData(11, 60)]
    [InlineData(60, 1)]
    [InlineData(60, 0)]
    public void Too_little_is_said_to_be_too_little(int count, int minutes)
    {
        var trend = Trend.Of(Series.Every(TimeSpan.FromMinutes(minutes), count, i => i));
        Assert.Equal(TrendDirection.NotEnoughData, trend.Direction);
        Assert.True(double.IsNaN(trend.PerDay));
    }

    [Fact]
    public void Holes_are_left_out() =>
        Assert.Equal(24, Trend.Of(Series.Every(Hour, 48, i => i % 3 == 0 ? double.NaN : i)).PerDay, 9);

    [Fact]
    public void Of_a_thousand_noises_at_most_one_in_a_hundred_is_called_a_trend()
    {
        var series = new Series(10);
        Assert.InRange(Directions(1000, () => Series.Every(Hour, 72, _ => series.Normal())), 0, 10);
    }

    [Fact]
    public void Of_a_thousand_noises_with_memory_at_most_one_in_a_hundred_is_called_a_trend()
    {
        var (series, memory) = (new Series(11), 0.0);
        Assert.InRange(Directions(1000, () => Series.Every(Hour, 72, _ => memory = (0.8 * memory) + series.Normal())), 0, 10);
    }

    [Fact]
    public void Of_a_thousand_random_walks_at_most_two_in_a_hundred_are_called_a_trend()
    {
        var series = new Series(12);
        Assert.InRange(
            Directions(1000, () =>
            {
                var place = 0.0;
                return Series.Every(Hour, 72, _ => place += series.Normal());
            }),
            0, 20);
    }

    [Fact]
    public void A_daily_rhythm_is_no_trend() =>
        Assert.Equal(TrendDirection.None, Trend.Of(Series.Every(Hour, 24 * 5, i => 50 + (20 * Math.Sin(i * Math.PI / 12)))).Direction);

    [Fact]
    public void A_slow_leak_under_noise_is_found()
    {
        var series = new Series(13);
        Assert.InRange(Directions(200, () => Series.Every(TimeSpan.FromMinutes(5), 864, i => (0.02 * i) + (2 * series.Normal()))), 190, 200);
    }
}
