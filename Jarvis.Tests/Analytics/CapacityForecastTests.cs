using Jarvis.Skills.Analytics;

namespace Jarvis.Tests.Analytics;

public sealed class CapacityForecastTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void A_disk_that_gains_two_percent_a_day_from_eighty_is_full_in_ten_days()
    {
        var forecast = CapacityForecast.Of(Series.Every(Hour, 121, i => 70 + (i / 12.0)), 100);
        Assert.Equal(CapacityState.Filling, forecast.State);
        Assert.Equal(10, forecast.Days!.Value, 6);
        Assert.Equal(10, forecast.EarliestDays!.Value, 6);
        Assert.Equal(10, forecast.LatestDays!.Value, 6);
    }

    [Fact]
    public void After_a_cleaning_only_the_new_growth_counts()
    {
        // Grew 12 a day to 90, was cleaned to 20, and now grows 2.4 a day: from 29.9 at the end it has 70.1 to go.
        var forecast = CapacityForecast.Of(Series.Every(Hour, 240, i => i < 140 ? 20 + (i / 2.0) : 20 + ((i - 140) / 10.0)), 100);
        Assert.Equal(100, forecast.Trend.Count);
        Assert.Equal(70.1 / 2.4, forecast.Days!.Value, 6);
    }

    [Fact]
    public void Just_after_a_cleaning_it_says_that_it_cannot_know_yet() =>
        Assert.Equal(CapacityState.NotEnoughData, CapacityForecast.Of(Series.Every(Hour, 150, i => i < 144 ? 20 + (i / 2.0) : 20), 100).State);

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    public void What_does_not_grow_gets_no_date(double slope)
    {
        var forecast = CapacityForecast.Of(Series.Every(Hour, 100, i => 60 + (slope * i)), 100);
        Assert.Equal((CapacityState.NotFilling, null, null), (forecast.State, forecast.Days, forecast.LatestDays));
    }

    [Fact]
    public void What_is_full_is_said_to_be_full() =>
        Assert.Equal((CapacityState.Full, 0d), (CapacityForecast.Of([new(Series.Start, 100)], 100).State, CapacityForecast.Of([new(Series.Start, 100)], 100).Days));

    [Fact]
    public void Nothing_known_is_not_enough() =>
        Assert.Equal(CapacityState.NotEnoughData, CapacityForecast.Of([], 100).State);

    [Fact]
    public void A_capacity_that_is_no_number_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CapacityForecast.Of([], double.NaN));

    [Fact]
    public void The_range_holds_the_day_on_which_a_jittery_disk_really_fills_about_as_often_as_it_says()
    {
        var (series, held, filling) = (new Series(14), 0, 0);
        for (var run = 0; run < 300; run++)
        {
            // True growth 1.2 a day in uneven steps; ten days seen, then it is followed until it is full.
            var use = 60.0;
            var seen = Series.Every(Hour, 240, _ => use += 0.05 + (0.08 * series.Normal()));
            var forecast = CapacityForecast.Of(seen, 90);
            if (forecast.State != CapacityState.Filling)
            {
                continue;
            }

            filling++;
            double hours = 0;
            for (; use < 90; hours++)
            {
                use += 0.05 + (0.08 * series.Normal());
            }

            held += hours / 24 >= forecast.EarliestDays && hours / 24 <= (forecast.LatestDays ?? double.MaxValue) ? 1 : 0;
        }

        Assert.InRange(filling, 280, 300);
        Assert.InRange(held, (int)(0.86 * filling), (int)(0.95 * filling));
    }
}
