using Jarvis.Bot.Autonomy.Routines;

namespace Jarvis.Tests.Autonomy;

public sealed class OccurrencesTests
{
    private const string Nine = "0 0 9 * * ?";
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void A_firing_on_time_stands_for_its_own_occurrence() =>
        Assert.Equal(new Occurrences(At("2026-11-23T08:00Z"), null, 0), Occurrences.Of(Nine, Berlin, At("2026-11-23T08:00Z"), At("2026-11-22T08:00Z")));

    [Fact]
    public void A_catch_up_stands_for_the_last_occurrence_and_counts_those_before_it() =>
        Assert.Equal(new Occurrences(At("2026-11-23T08:00Z"), At("2026-11-22T08:00Z"), 4), Occurrences.Of(Nine, Berlin, At("2026-11-23T13:37:12Z"), At("2026-11-18T08:00Z")));

    [Fact]
    public void Nothing_is_due_when_the_last_occurrence_has_been_dealt_with() =>
        Assert.Null(Occurrences.Of(Nine, Berlin, At("2026-11-23T13:37Z"), At("2026-11-23T08:00Z")));

    [Fact]
    public void What_was_due_before_the_schedule_began_was_not_missed() =>
        Assert.Equal(new Occurrences(At("2026-11-23T08:00Z"), null, 0), Occurrences.Of(Nine, Berlin, At("2026-11-23T08:00:30Z"), At("2026-11-22T20:00Z")));

    [Fact]
    public void Nine_stays_nine_when_the_clocks_change()
    {
        Assert.Equal(At("2026-10-24T07:00Z"), Occurrences.Of(Nine, Berlin, At("2026-10-24T07:00Z"), null)!.Due);
        Assert.Equal(At("2026-10-25T08:00Z"), Occurrences.Of(Nine, Berlin, At("2026-10-25T08:00Z"), At("2026-10-24T07:00Z"))!.Due);
    }

    [Fact]
    public void A_year_of_minutes_is_counted_up_to_a_bound()
    {
        var year = Occurrences.Of("0 * * * * ?", Berlin, At("2026-11-23T08:00Z"), At("2025-11-23T08:00Z"))!;
        Assert.Equal((Occurrences.MostCounted, At("2026-11-23T07:59Z")), (year.Missed, year.LastMissed));
    }

    private static DateTimeOffset At(string iso) => DateTimeOffset.Parse(iso);
}
