using Jarvis.Skills.Analytics;

namespace Jarvis.Tests.Analytics;

public sealed class LeadTimeForecastTests
{
    [Fact]
    public void A_constant_series_goes_on_without_doubt()
    {
        var forecast = LeadTimeForecast.Of([5, 5, 5, 5], DayOfWeek.Monday, 10)!;
        Assert.Equal((50, 50, 50), (forecast.Expected, forecast.Low, forecast.High));
    }

    [Fact]
    public void A_level_that_rose_is_followed() => Assert.InRange(LeadTimeForecast.Of([.. Enumerable.Repeat(1.0, 10), .. Enumerable.Repeat(3.0, 10)], DayOfWeek.Monday, 5)!.Expected, 14, 15.1);

    [Fact]
    public void With_four_weeks_each_weekday_counts_as_it_is()
    {
        var days = Enumerable.Range(0, 28).Select(i => i % 7 >= 5 ? 0.0 : 10.0).ToList();
        // Monday to Friday and then the weekend, at which nothing happens.
        Assert.InRange(LeadTimeForecast.Of(days, DayOfWeek.Monday, 5)!.Expected, 47, 51);
        Assert.InRange(LeadTimeForecast.Of(days, DayOfWeek.Monday, 7)!.Expected, 47, 52);
    }

    [Fact]
    public void The_interval_covers_what_comes_as_often_as_it_says()
    {
        var random = new Random(5);
        var hits = Enumerable.Range(0, 400).Count(_ =>
        {
            double[] all = [.. Enumerable.Range(0, 60).Select(_ => 10 + (random.NextDouble() * 6))];
            var forecast = LeadTimeForecast.Of([.. all.Take(50)], DayOfWeek.Monday, 10, confidence: 0.8)!;
            return all.Skip(50).Sum() is var sum && sum >= forecast.Low && sum <= forecast.High;
        });
        Assert.InRange(hits / 400.0, 0.7, 0.95);
    }

    [Fact]
    public void Two_days_say_nothing() => Assert.Null(LeadTimeForecast.Of([1, 2], DayOfWeek.Monday, 10));
}
