using Jarvis.Skills.Analytics;

namespace Jarvis.Tests.Analytics;

public sealed class ResetsTests
{
    private static int Kept(int count, Func<int, double> value) =>
        Resets.SinceLast(Series.Every(TimeSpan.FromHours(1), count, value)).Count;

    [Fact]
    public void A_cleaned_disk_starts_anew() => Assert.Equal(40, Kept(100, i => i < 60 ? 30 + i : 20 + (i - 60)));

    [Fact]
    public void Of_two_cleanings_the_last_counts() =>
        Assert.Equal(25, Kept(100, i => i < 50 ? i : i < 75 ? i - 45 : i - 70));

    [Fact]
    public void A_spike_up_and_back_is_no_reset() => Assert.Equal(100, Kept(100, i => i == 60 ? 500 : i));

    [Fact]
    public void A_single_low_reading_is_no_reset() => Assert.Equal(100, Kept(100, i => i == 60 ? 0 : 200 + i));

    [Fact]
    public void A_steady_fall_is_no_reset() => Assert.Equal(100, Kept(100, i => 500 - (5 * i)));

    [Fact]
    public void A_sawtooth_is_a_pattern_and_no_reset() => Assert.Equal(100, Kept(100, i => i % 12));

    [Fact]
    public void Noise_is_no_reset()
    {
        var series = new Series(9);
        Assert.All(Enumerable.Range(0, 200), _ => Assert.Equal(200, Kept(200, _ => series.Normal())));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Short_series_are_kept_whole(int count) => Assert.Equal(count, Kept(count, i => -i));
}
