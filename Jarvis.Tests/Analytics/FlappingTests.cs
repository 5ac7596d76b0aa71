using Jarvis.Skills.Analytics;

namespace Jarvis.Tests.Analytics;

public sealed class FlappingTests
{
    /// <summary>21 states that change at the given places, 1 the oldest possible and 20 the newest, as in Nagios' documentation.</summary>
    private static int[] ChangingAt(params int[] places)
    {
        var states = new int[21];
        for (var i = 1; i < states.Length; i++)
        {
            states[i] = states[i - 1] ^ (places.Contains(i) ? 1 : 0);
        }

        return states;
    }

    [Fact]
    public void The_documentations_seven_changes_weigh_a_little_under_their_35_percent()
    {
        // Σ (0.75 + 0.5 (i - 1)/19) over i = 3 4 5 9 12 16 19 is 5.25 + 0.5 × 61/19 = 6.855; of 20 that is 34.28 %.
        var state = Flapping.Judge<int>(ChangingAt(3, 4, 5, 9, 12, 16, 19), wasFlapping: false);
        Assert.Equal(34.276, state.Percent, 3);
        Assert.Equal((true, 7), (state.IsFlapping, state.Changes));
    }

    [Fact]
    public void Changing_at_every_check_is_a_hundred_percent() =>
        Assert.Equal(100, Flapping.Judge<int>(ChangingAt([.. Enumerable.Range(1, 20)]), wasFlapping: false).Percent, 10);

    [Fact]
    public void The_newest_change_weighs_1_25_and_the_oldest_0_75()
    {
        Assert.Equal(6.25, Flapping.Judge<int>(ChangingAt(20), wasFlapping: false).Percent, 10);
        Assert.Equal(3.75, Flapping.Judge<int>(ChangingAt(1), wasFlapping: false).Percent, 10);
    }

    [Fact]
    public void Between_the_thresholds_it_stays_what_it_was()
    {
        var states = ChangingAt(8, 12);
        Assert.False(Flapping.Judge<int>(states, wasFlapping: false).IsFlapping);
        Assert.True(Flapping.Judge<int>(states, wasFlapping: true).IsFlapping);
        Assert.False(Flapping.Judge<int>(ChangingAt(1), wasFlapping: true).IsFlapping);
    }

    [Fact]
    public void One_outage_and_its_recovery_is_not_flapping() =>
        Assert.False(Flapping.Judge<bool>([true, true, false, false, true], wasFlapping: false).IsFlapping);

    [Fact]
    public void Only_the_newest_checks_count() =>
        Assert.Equal(0, Flapping.Judge<int>([.. ChangingAt([.. Enumerable.Range(1, 20)]), .. new int[21]], wasFlapping: false).Percent);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void No_history_is_not_flapping(int length) =>
        Assert.Equal(new FlappingState(false, 0, 0), Flapping.Judge<int>(new int[length], wasFlapping: false));

    [Fact]
    public void Thresholds_the_wrong_way_round_are_refused() =>
        Assert.Throws<ArgumentException>(() => Flapping.Judge<int>([1], false, new() { LowPercent = 30, HighPercent = 20 }));
}
