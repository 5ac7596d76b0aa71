using Jarvis.Skills.Analytics;

namespace Jarvis.Tests.Analytics;

public sealed class LogSurgesTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static Dictionary<string, long> Counts(params (string Key, long Count)[] counts) => counts.ToDictionary(c => c.Key, c => c.Count);

    [Fact]
    public void The_test_agrees_with_the_binomial_sum()
    {
        // Equal times, 2 then and 8 now: P(X >= 8 | 10, 1/2) = (45 + 10 + 1)/1024.
        Assert.Equal(56 / 1024.0, PoissonRates.RiseChance(2, Hour, 8, Hour), 12);
        Assert.Equal(1, PoissonRates.RiseChance(5, Hour, 0, Hour));
        Assert.Equal(1 / 25.0, PoissonRates.RiseChance(0, Day, 1, Hour), 12);
    }

    [Fact]
    public void Impossible_counts_and_times_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PoissonRates.RiseChance(-1, Hour, 1, Hour));
        Assert.Throws<ArgumentOutOfRangeException>(() => PoissonRates.RiseChance(1, TimeSpan.Zero, 1, Hour));
    }

    [Fact]
    public void New_and_surged_templates_are_told_apart_and_the_rest_left_out()
    {
        var found = LogSurges.Find(
            Counts(("usual", 2400), ("surged", 24), ("gone", 50)), Day, Counts(("usual", 110), ("surged", 40), ("new", 4), ("once", 1)), Hour);
        Assert.Equal([("surged", false), ("new", true)], found.Select(f => (f.Key, f.IsNew)));
        Assert.Equal(40, found[0].Ratio, 10);
        Assert.InRange(found[1].Confidence, 0.99, 1);
    }

    [Fact]
    public void Nothing_against_nothing_is_nothing() => Assert.Empty(LogSurges.Find(Counts(), Day, Counts(), Hour));

    [Fact]
    public void A_thousand_quiet_hours_raise_at_most_ten_false_surges()
    {
        var (series, surges) = (new Series(17), 0);
        for (var hour = 0; hour < 1000; hour++)
        {
            // Thirty templates at 0.5 to 15 an hour: counts of many rare chances.
            long Count(int i, int hours) => series.Binomial(hours * 60, (i + 1) / 120.0);
            var then = Enumerable.Range(0, 30).ToDictionary(i => i, i => Count(i, 24));
            var now = Enumerable.Range(0, 30).ToDictionary(i => i, i => Count(i, 1));
            surges += LogSurges.Find(then, Day, now, Hour).Count;
        }

        Assert.InRange(surges, 0, 10);
    }
}
