using Jarvis.Skills.Analytics;

namespace Jarvis.Tests.Analytics;

public sealed class ErrorRateDegradationTests
{
    private static OutcomeWindow[] Windows(int count, Func<int, (long Requests, long Errors)> counts) =>
        [.. Enumerable.Range(0, count).Select(i => new OutcomeWindow(Series.Start.AddMinutes(5 * i), counts(i).Requests, counts(i).Errors))];

    private static BaselineComparison Last(OutcomeWindow[] all) => ErrorRateDegradation.Compare(all[..^3], all[^3..]);

    [Fact]
    public void One_in_a_hundred_becoming_one_in_ten_is_found_with_its_figures()
    {
        var found = Last(Windows(60, i => (200, i < 57 ? 2 : 20)));
        Assert.True(found.IsDegraded);
        Assert.Equal((0.01, 0.1), (found.Baseline, found.Current));
        Assert.Equal(10, found.Ratio, 10);
        Assert.InRange(found.Confidence, 0.9999, 1);
    }

    [Fact]
    public void One_bad_window_is_no_finding() =>
        Assert.Equal(BaselineVerdict.Usual, Last(Windows(60, i => (200, i == 59 ? 150 : i % 2 * 4))).Verdict);

    [Fact]
    public void One_failed_check_of_a_spotless_service_is_no_finding() =>
        Assert.Equal(BaselineVerdict.Usual, Last(Windows(300, i => (10, i == 299 ? 1 : 0))).Verdict);

    [Fact]
    public void A_spotless_service_that_begins_to_fail_has_a_finite_ratio()
    {
        var found = Last(Windows(100, i => (10, i < 97 ? 0 : 4)));
        Assert.True(found.IsDegraded);
        Assert.Equal(0.4 / (0.5 / 971), found.Ratio, 6);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(5, 10)]
    [InlineData(60, 0)]
    [InlineData(60, 2)]
    public void Too_few_requests_are_said_to_be_too_few(int history, int requests)
    {
        var all = Windows(history + 3, i => (i < history ? 10 : requests, 0));
        Assert.Equal(BaselineVerdict.NotEnoughData, Last(all).Verdict);
    }

    [Fact]
    public void An_impossible_window_is_refused_and_named() =>
        Assert.Contains("7 errors in 5 requests",
            Assert.Throws<ArgumentOutOfRangeException>(() => Last(Windows(60, i => (5, i == 59 ? 7 : 0)))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_thousand_healthy_services_raise_few_false_findings_even_with_errors_in_bursts()
    {
        var (series, findings) = (new Series(5), 0);
        for (var service = 0; service < 1000; service++)
        {
            // The rate itself wanders: 2 % ± a log-normal factor, so counts are wider than binomial.
            findings += Last(Windows(100, _ => (100, series.Binomial(100, Math.Min(1, 0.02 * Math.Exp(0.7 * series.Normal())))))).IsDegraded ? 1 : 0;
        }

        Assert.InRange(findings, 0, 5);
    }

    [Fact]
    public void Of_a_thousand_services_that_fail_five_times_as_often_nine_in_ten_are_found_at_the_third_bad_window()
    {
        var (series, findings) = (new Series(6), 0);
        for (var service = 0; service < 1000; service++)
        {
            findings += Last(Windows(100, i => (100, series.Binomial(100, i < 97 ? 0.02 : 0.10)))).IsDegraded ? 1 : 0;
        }

        Assert.InRange(findings, 900, 1000);
    }
}
