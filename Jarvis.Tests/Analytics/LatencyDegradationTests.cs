using Jarvis.Skills.Analytics;

namespace Jarvis.Tests.Analytics;

public sealed class LatencyDegradationTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    private static BaselineComparison Last(Reading[] all, int recent = 3) =>
        LatencyDegradation.Compare(all[..^recent], all[^recent..]);

    [Fact]
    public void A_service_that_became_three_times_slower_is_found_with_its_figures()
    {
        var series = new Series(2);
        var found = Last(Series.Every(Step, 200, i => (i < 197 ? 100 : 300) + (5 * series.Normal())));
        Assert.True(found.IsDegraded);
        Assert.InRange(found.Baseline, 98, 102);
        Assert.InRange(found.Current, 285, 315);
        Assert.InRange(found.Ratio, 2.8, 3.2);
        Assert.InRange(found.Confidence, 0.98, 1);
    }

    [Fact]
    public void One_spike_is_no_finding() =>
        Assert.Equal(BaselineVerdict.Usual, Last(Series.Every(Step, 200, i => i == 199 ? 5000 : 100 + (i % 7))).Verdict);

    [Fact]
    public void A_difference_that_nobody_notices_is_no_finding() =>
        Assert.Equal(BaselineVerdict.Usual, Last(Series.Every(Step, 200, i => i < 197 ? 2 : 8)).Verdict);

    [Fact]
    public void A_constant_history_gives_finite_figures()
    {
        var found = Last(Series.Every(Step, 200, i => i < 197 ? 100 : 200));
        Assert.True(found.IsDegraded);
        Assert.Equal(2, found.Ratio);
        Assert.InRange(found.Confidence, 0.99, 1);
    }

    [Fact]
    public void A_constant_series_is_as_usual() =>
        Assert.Equal((BaselineVerdict.Usual, 0d), (Last(Series.Every(Step, 200, _ => 100)).Verdict, Last(Series.Every(Step, 200, _ => 100)).Confidence));

    [Theory]
    [InlineData(0, 3)]
    [InlineData(23, 3)]
    [InlineData(100, 2)]
    [InlineData(100, 0)]
    public void Too_little_data_is_said_to_be_too_little(int history, int recent)
    {
        var all = Series.Every(Step, history + recent, i => i < history ? 100 : 900);
        Assert.Equal(BaselineVerdict.NotEnoughData, LatencyDegradation.Compare(all[..history], all[history..]).Verdict);
    }

    [Fact]
    public void Holes_in_the_measurements_are_left_out()
    {
        var found = Last(Series.Every(Step, 200, i => i % 2 == 0 ? double.NaN : i < 194 ? 100 : 400), recent: 6);
        Assert.True(found.IsDegraded);
        Assert.Equal(97, found.BaselineCount);
    }

    [Fact]
    public void A_busy_hour_is_compared_with_the_same_hour_of_earlier_days()
    {
        // Nine to ten is busy every day; five days of history, then the sixth day's nine o'clock.
        static double Load(int i) => i % 288 is >= 108 and < 120 ? 400 + (i % 5) : 100 + (i % 5);
        var now = (5 * 288) + 112;
        var usual = Last(Series.Every(Step, now, Load));
        Assert.Equal((BaselineVerdict.Usual, true), (usual.Verdict, usual.SameHour));

        var slow = Last(Series.Every(Step, now, i => i < now - 3 ? Load(i) : 3 * Load(i)));
        Assert.True(slow.IsDegraded);
    }

    [Fact]
    public void The_night_being_slow_as_the_day_always_is_counts_as_slow()
    {
        static double Load(int i) => i % 288 is >= 108 and < 228 ? 400 + (i % 5) : 100 + (i % 5);
        var now = (5 * 288) + 36;
        Assert.True(Last(Series.Every(Step, now, i => i < now - 3 ? Load(i) : 400)).IsDegraded);
    }

    [Fact]
    public void A_thousand_healthy_services_raise_less_than_one_false_finding_in_a_thousand()
    {
        // Log-normal latencies with a heavy tail and memory from window to window: ln x = ln 100 + 0.25 a, a an AR(1) with 0.5.
        var (series, findings, compared) = (new Series(3), 0, 0);
        for (var service = 0; service < 1000; service++)
        {
            var memory = series.Normal();
            var all = Series.Every(Step, 150, _ => 100 * Math.Exp(0.25 * (memory = (0.5 * memory) + (Math.Sqrt(0.75) * series.Normal()))));
            for (var end = 100; end <= all.Length; end += 10, compared++)
            {
                findings += Last(all[..end]).IsDegraded ? 1 : 0;
            }
        }

        Assert.Equal(6000, compared);
        Assert.InRange(findings, 0, 6);
    }

    [Fact]
    public void Of_a_thousand_services_that_became_three_times_slower_nearly_all_are_found()
    {
        var (series, findings) = (new Series(4), 0);
        for (var service = 0; service < 1000; service++)
        {
            findings += Last(Series.Every(Step, 150, i => (i < 147 ? 100 : 300) * Math.Exp(0.15 * series.Normal()))).IsDegraded ? 1 : 0;
        }

        Assert.InRange(findings, 990, 1000);
    }
}
