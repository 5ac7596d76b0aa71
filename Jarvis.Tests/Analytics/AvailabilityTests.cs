using Jarvis.Skills.Analytics;

namespace Jarvis.Tests.Analytics;

public sealed class AvailabilityTests
{
    private static readonly DateTimeOffset Day = Series.Start;

    private static Interval Hours(double from, double? to) => new(Day.AddHours(from), to is { } end ? Day.AddHours(end) : null);

    private static Availability Over(Interval[] down, params Interval[] excluded) => Availability.Over(Day, Day.AddHours(24), down, excluded);

    [Fact]
    public void Two_incidents_give_the_textbook_figures()
    {
        var day = Over([Hours(2, 3), Hours(10, 12)]);
        Assert.Equal(21 / 24.0, day.Share, 12);
        Assert.Equal((2, TimeSpan.FromHours(1.5), TimeSpan.FromHours(10.5)), (day.Incidents, day.MeanTimeToRepair, day.MeanTimeBetweenFailures));
        Assert.Equal((TimeSpan.FromHours(2), false), (day.Longest, day.IsDown));
    }

    [Fact]
    public void A_day_without_incident_is_whole_and_has_no_means()
    {
        var day = Over([]);
        Assert.Equal((1d, 0, null, null), (day.Share, day.Incidents, day.MeanTimeToRepair, day.MeanTimeBetweenFailures));
    }

    [Fact]
    public void Maintenance_counts_neither_for_nor_against()
    {
        var day = Over([Hours(1, 5), Hours(20, 21)], Hours(0, 4), Hours(20, 22));
        Assert.Equal(TimeSpan.FromHours(18), day.Watched);
        Assert.Equal((1, TimeSpan.FromHours(1)), (day.Incidents, day.Down));
        Assert.Equal(17 / 18.0, day.Share, 12);
    }

    [Fact]
    public void Overlapping_and_touching_outages_are_one_incident()
    {
        var day = Over([Hours(5, 6), Hours(1, 3), Hours(2, 4), Hours(4, 5)]);
        Assert.Equal((1, TimeSpan.FromHours(5)), (day.Incidents, day.Down));
    }

    [Fact]
    public void What_still_goes_on_counts_until_now_and_is_not_repaired()
    {
        var day = Over([Hours(23, null)]);
        Assert.Equal((true, TimeSpan.FromHours(1), null), (day.IsDown, day.Down, day.MeanTimeToRepair));
        Assert.Equal(TimeSpan.FromHours(23), day.MeanTimeBetweenFailures);
    }

    [Fact]
    public void What_began_before_is_cut_and_is_no_failure_of_this_period()
    {
        var day = Over([Hours(-5, 6)]);
        Assert.Equal((TimeSpan.FromHours(6), null), (day.Down, day.MeanTimeBetweenFailures));
    }

    [Fact]
    public void A_period_wholly_in_maintenance_has_no_share() => Assert.True(double.IsNaN(Over([Hours(1, 2)], Hours(-1, 25)).Share));

    [Fact]
    public void Times_the_wrong_way_round_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Over([Hours(3, 2)]));
        Assert.Throws<ArgumentException>(() => Availability.Over(Day, Day.AddHours(-1), [], []));
    }

    [Fact]
    public void Down_time_of_random_outages_equals_a_count_by_the_minute()
    {
        var random = new Random(15);
        for (var run = 0; run < 200; run++)
        {
            Interval Some()
            {
                var start = Day.AddMinutes(random.Next(-60, 1500));
                return new(start, start.AddMinutes(random.Next(0, 300)));
            }

            Interval[] down = [Some(), Some(), Some(), Some()], excluded = [Some(), Some()];
            bool In(Interval[] set, int m) => set.Any(i => i.Start <= Day.AddMinutes(m) && Day.AddMinutes(m) < i.End);
            var counted = Enumerable.Range(0, 1440).Count(m => In(down, m) && !In(excluded, m));
            Assert.Equal(counted, Over(down, excluded).Down.TotalMinutes);
        }
    }
}
