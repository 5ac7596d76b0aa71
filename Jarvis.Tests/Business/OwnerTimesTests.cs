using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.Business;

/// <summary>Wednesday 18 March 2026, 10:00 in Berlin, unless a test says otherwise.</summary>
public sealed class OwnerTimesTests
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.Parse("2026-03-18T10:00:00+01:00"));
    private readonly OwnerTimes times;

    public OwnerTimesTests() => times = new OwnerTimes(clock, Options.Create(new BusinessOptions { TimeZone = "Europe/Berlin" }));

    [Theory]
    [InlineData("at 5", "2026-03-18T17:00:00+01:00")]
    [InlineData("at 5 pm", "2026-03-18T17:00:00+01:00")]
    [InlineData("5pm", "2026-03-18T17:00:00+01:00")]
    [InlineData("at 11", "2026-03-18T11:00:00+01:00")]
    [InlineData("at 9", "2026-03-18T21:00:00+01:00")]
    [InlineData("at 9am", "2026-03-19T09:00:00+01:00")]
    [InlineData("17:45", "2026-03-18T17:45:00+01:00")]
    [InlineData("at noon", "2026-03-18T12:00:00+01:00")]
    [InlineData("half past 5", "2026-03-18T17:30:00+01:00")]
    [InlineData("at quarter to six", "2026-03-18T17:45:00+01:00")]
    [InlineData("tomorrow", "2026-03-19T09:00:00+01:00")]
    [InlineData("tomorrow at 9:30", "2026-03-19T09:30:00+01:00")]
    [InlineData("tomorrow at 5", "2026-03-19T17:00:00+01:00")]
    [InlineData("at 8 tomorrow", "2026-03-19T08:00:00+01:00")]
    [InlineData("tomorrow morning", "2026-03-19T08:00:00+01:00")]
    [InlineData("tomorrow evening at 7", "2026-03-19T19:00:00+01:00")]
    [InlineData("tonight", "2026-03-18T20:00:00+01:00")]
    [InlineData("this afternoon at 3", "2026-03-18T15:00:00+01:00")]
    [InlineData("in 20 minutes", "2026-03-18T10:20:00+01:00")]
    [InlineData("in half an hour", "2026-03-18T10:30:00+01:00")]
    [InlineData("in an hour and a half", "2026-03-18T11:30:00+01:00")]
    [InlineData("in 3 days at 8", "2026-03-21T08:00:00+01:00")]
    [InlineData("friday", "2026-03-20T09:00:00+01:00")]
    [InlineData("on friday at 16:00", "2026-03-20T16:00:00+01:00")]
    [InlineData("next tuesday at 5", "2026-03-24T17:00:00+01:00")]
    [InlineData("wednesday at 9", "2026-03-25T09:00:00+01:00")]
    [InlineData("on 3 april", "2026-04-03T09:00:00+02:00")]
    [InlineData("on march 3rd at 14:00", "2027-03-03T14:00:00+01:00")]
    [InlineData("the 3rd of may 2027 at 9 in the evening", "2027-05-03T21:00:00+02:00")]
    [InlineData("1.4.2026 at 12:15", "2026-04-01T12:15:00+02:00")]
    [InlineData("2026-04-01T12:15:00Z", "2026-04-01T14:15:00+02:00")]
    [InlineData("2026-04-01T12:15:00", "2026-04-01T12:15:00+02:00")]
    [InlineData("next week", "2026-03-23T09:00:00+01:00")]
    public void Reads_points_in_time(string text, string expected) => Assert.Equal(expected, IsoText.Of(times.Instant(text, "at")));

    [Theory]
    [InlineData("5 pm", "2026-03-20T17:00:00+01:00")]
    [InlineData("at 9", "2026-03-20T09:00:00+01:00")]
    [InlineData("17:30", "2026-03-20T17:30:00+01:00")]
    [InlineData("noon", "2026-03-20T12:00:00+01:00")]
    [InlineData("monday", "2026-03-23T15:00:00+01:00")]
    [InlineData("tomorrow", "2026-03-19T15:00:00+01:00")]
    [InlineData("2026-04-01", "2026-04-01T15:00:00+02:00")]
    [InlineData("tomorrow at 9", "2026-03-19T09:00:00+01:00")]
    [InlineData("in 20 minutes", "2026-03-18T10:20:00+01:00")]
    [InlineData("2026-04-01T12:15:00Z", "2026-04-01T14:15:00+02:00")]
    public void What_is_due_on_friday_at_3_keeps_what_is_not_said(string text, string expected) =>
        Assert.Equal(expected, IsoText.Of(times.Moved(text, DateTimeOffset.Parse("2026-03-20T15:00:00+01:00"), "to")));

    [Theory]
    [InlineData("today", "2026-03-18T00:00:00+01:00/2026-03-18T10:00:00+01:00")]
    [InlineData("yesterday", "2026-03-17T00:00:00+01:00/2026-03-18T00:00:00+01:00")]
    [InlineData("this week", "2026-03-16T00:00:00+01:00/2026-03-18T10:00:00+01:00")]
    [InlineData("last week", "2026-03-09T00:00:00+01:00/2026-03-16T00:00:00+01:00")]
    [InlineData("the past week", "2026-03-11T10:00:00+01:00/2026-03-18T10:00:00+01:00")]
    [InlineData("last 7 days", "2026-03-11T10:00:00+01:00/2026-03-18T10:00:00+01:00")]
    [InlineData("in the last 24 hours", "2026-03-17T10:00:00+01:00/2026-03-18T10:00:00+01:00")]
    [InlineData("over the last hour", "2026-03-18T09:00:00+01:00/2026-03-18T10:00:00+01:00")]
    [InlineData("this month", "2026-03-01T00:00:00+01:00/2026-03-18T10:00:00+01:00")]
    [InlineData("last month", "2026-02-01T00:00:00+01:00/2026-03-01T00:00:00+01:00")]
    [InlineData("last quarter", "2025-10-01T00:00:00+02:00/2026-01-01T00:00:00+01:00")]
    [InlineData("since march", "2026-03-01T00:00:00+01:00/2026-03-18T10:00:00+01:00")]
    [InlineData("since november", "2025-11-01T00:00:00+01:00/2026-03-18T10:00:00+01:00")]
    [InlineData("since monday", "2026-03-16T00:00:00+01:00/2026-03-18T10:00:00+01:00")]
    [InlineData("since 3 march", "2026-03-03T00:00:00+01:00/2026-03-18T10:00:00+01:00")]
    [InlineData("since 9", "2026-03-18T09:00:00+01:00/2026-03-18T10:00:00+01:00")]
    [InlineData("in january", "2026-01-01T00:00:00+01:00/2026-02-01T00:00:00+01:00")]
    [InlineData("in 2025", "2025-01-01T00:00:00+01:00/2026-01-01T00:00:00+01:00")]
    [InlineData("q1 2025", "2025-01-01T00:00:00+01:00/2025-04-01T00:00:00+02:00")]
    [InlineData("from 1 march to 15 march", "2026-03-01T00:00:00+01:00/2026-03-16T00:00:00+01:00")]
    [InlineData("between monday and tuesday", "2026-03-16T00:00:00+01:00/2026-03-18T00:00:00+01:00")]
    [InlineData("on monday", "2026-03-16T00:00:00+01:00/2026-03-17T00:00:00+01:00")]
    [InlineData("last night", "2026-03-17T18:00:00+01:00/2026-03-18T08:00:00+01:00")]
    [InlineData("2026-03-01/2026-03-02", "2026-03-01T00:00:00+01:00/2026-03-02T00:00:00+01:00")]
    [InlineData("2026-03-01T00:00:00+01:00/2026-03-02T12:00:00+01:00", "2026-03-01T00:00:00+01:00/2026-03-02T12:00:00+01:00")]
    public void Reads_periods(string text, string expected) => Assert.Equal(expected, times.Period(text, "period").ToString());

    [Theory]
    [InlineData("every weekday at 8", "0 0 8 ? * MON-FRI")]
    [InlineData("at 8 every weekday", "0 0 8 ? * MON-FRI")]
    [InlineData("on weekdays at 17:30", "0 30 17 ? * MON-FRI")]
    [InlineData("every day at 9:30", "0 30 9 * * ?")]
    [InlineData("daily at 5", "0 0 17 * * ?")]
    [InlineData("every morning", "0 0 8 * * ?")]
    [InlineData("every evening at 6", "0 0 18 * * ?")]
    [InlineData("every monday and thursday at 10", "0 0 10 ? * MON,THU")]
    [InlineData("every monday morning", "0 0 8 ? * MON")]
    [InlineData("fridays at 4pm", "0 0 16 ? * FRI")]
    [InlineData("weekly on friday at 16:00", "0 0 16 ? * FRI")]
    [InlineData("every week", "0 0 9 ? * MON")]
    [InlineData("every hour", "0 0 * * * ?")]
    [InlineData("every 15 minutes", "0 0/15 * * * ?")]
    [InlineData("every two hours", "0 0 0/2 * * ?")]
    [InlineData("on the 1st of every month at 9", "0 0 9 1 * ?")]
    [InlineData("every last friday of the month at 15:00", "0 0 15 ? * 6L")]
    [InlineData("every first monday of the month", "0 0 9 ? * 2#1")]
    [InlineData("0 0 8 ? * MON-FRI", "0 0 8 ? * MON-FRI")]
    public void Reads_recurrences_as_cron(string text, string expected) => Assert.Equal(expected, OwnerTimes.Recurrence(text, "when"));

    [Theory]
    [InlineData("30 minutes", "PT30M")]
    [InlineData("half an hour", "PT30M")]
    [InlineData("an hour and 15 minutes", "PT1H15M")]
    [InlineData("1h30", "PT1H30M")]
    [InlineData("90 min", "PT1H30M")]
    [InlineData("2h", "PT2H")]
    [InlineData("two days", "P2D")]
    [InlineData("PT45M", "PT45M")]
    [InlineData("45", "PT45M")]
    public void Reads_durations(string text, string expected) => Assert.Equal(expected, IsoText.Of(OwnerTimes.Duration(text, "for")));

    [Theory]
    [InlineData("2026-03-28T12:00:00+01:00", "tomorrow at 2:30 am", "2026-03-29T03:30:00+02:00")]
    [InlineData("2026-03-28T12:00:00+01:00", "tomorrow at 9", "2026-03-29T09:00:00+02:00")]
    [InlineData("2026-03-28T23:30:00+01:00", "in 3 hours", "2026-03-29T03:30:00+02:00")]
    [InlineData("2026-10-24T12:00:00+02:00", "tomorrow at 2:30 am", "2026-10-25T02:30:00+02:00")]
    [InlineData("2026-10-24T12:00:00+02:00", "tomorrow at 9", "2026-10-25T09:00:00+01:00")]
    [InlineData("2026-10-25T01:30:00+02:00", "in 2 hours", "2026-10-25T02:30:00+01:00")]
    public void Survives_the_change_of_clocks(string now, string text, string expected)
    {
        var there = new OwnerTimes(new FakeTimeProvider(DateTimeOffset.Parse(now)), Options.Create(new BusinessOptions { TimeZone = "Europe/Berlin" }));
        Assert.Equal(expected, IsoText.Of(there.Instant(text, "at")));
    }

    [Theory]
    [InlineData("2026-03-18T23:00:00+01:00", "at 9", "2026-03-19T09:00:00+01:00")]
    [InlineData("2026-03-18T16:00:00+01:00", "at 3", "2026-03-19T15:00:00+01:00")]
    [InlineData("2026-03-18T12:30:00+01:00", "today", "2026-03-18T13:30:00+01:00")]
    [InlineData("2026-03-22T10:00:00+01:00", "next monday at 9", "2026-03-23T09:00:00+01:00")]
    [InlineData("2026-12-31T23:00:00+01:00", "tomorrow at 9", "2027-01-01T09:00:00+01:00")]
    public void Bare_hours_are_the_next_that_people_are_awake_for(string now, string text, string expected)
    {
        var then = new OwnerTimes(new FakeTimeProvider(DateTimeOffset.Parse(now)), Options.Create(new BusinessOptions { TimeZone = "Europe/Berlin" }));
        Assert.Equal(expected, IsoText.Of(then.Instant(text, "at")));
    }

    [Theory]
    [InlineData("soonish")]
    [InlineData("at 25:00")]
    [InlineData("on 31 april")]
    [InlineData("")]
    public void Says_which_argument_it_cannot_read_and_what_to_say_instead(string text)
    {
        var error = Assert.Throws<BadRequestException>(() => times.Instant(text, "at"));
        Assert.Contains("at", error.Message, StringComparison.Ordinal);
        Assert.Contains("tomorrow at 9:30", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_more_often_than_every_minute_is_refused() =>
        Assert.Throws<BadRequestException>(() => OwnerTimes.Recurrence("0/5 * * * * ?", "when"));

    [Theory]
    [InlineData("0 0 8 ? * MON-FRI", "every weekday at 08:00")]
    [InlineData("0 30 9 * * ?", "every day at 09:30")]
    [InlineData("0 0 10 ? * MON,THU", "every Monday and Thursday at 10:00")]
    [InlineData("0 0/15 * * * ?", "every 15 minutes")]
    [InlineData("0 0 15 ? * 6L", "every last Friday of the month at 15:00")]
    [InlineData("0 0 9 1 * ?", "on day 1 of every month at 09:00")]
    public void Says_a_schedule_in_words(string cron, string words) => Assert.Equal(words, CronText.Words(cron));
}
