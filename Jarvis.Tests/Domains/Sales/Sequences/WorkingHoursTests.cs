using Jarvis.Skills.Domains.Sales.Sequences;

namespace Jarvis.Tests.Domains.Sales.Sequences;

/// <summary>Working time by the lead's clock, over weekends and the two changes of the clock.</summary>
public sealed class WorkingHoursTests
{
    private static readonly WorkingHours Office = Hours("09:00-17:00", "Mon Tue Wed Thu Fri");

    [Theory]
    // Berlin is an hour ahead of UTC in winter. Monday 23 November, 10:00 there:
    [InlineData("Europe/Berlin", "2026-11-23T09:00Z", "2 days", "2026-11-25T09:00Z")]
    [InlineData("Europe/Berlin", "2026-11-23T09:00Z", "4 hours", "2026-11-23T13:00Z")]
    [InlineData("Europe/Berlin", "2026-11-23T09:00Z", "8 hours", "2026-11-24T09:00Z")]
    [InlineData("Europe/Berlin", "2026-11-23T09:00Z", "at once", "2026-11-23T09:00Z")]
    // Friday afternoon, and a weekend.
    [InlineData("Europe/Berlin", "2026-11-27T14:00Z", "1 day", "2026-11-30T14:00Z")]
    [InlineData("Europe/Berlin", "2026-11-27T15:00Z", "2 hours", "2026-11-30T09:00Z")]
    [InlineData("Europe/Berlin", "2026-11-28T12:00Z", "2 days", "2026-12-02T08:00Z")]
    [InlineData("Europe/Berlin", "2026-11-28T12:00Z", "at once", "2026-11-30T08:00Z")]
    // Before and after work.
    [InlineData("Europe/Berlin", "2026-11-23T04:00Z", "at once", "2026-11-23T08:00Z")]
    [InlineData("Europe/Berlin", "2026-11-23T16:00Z", "at once", "2026-11-24T08:00Z")]
    // Where it is still Sunday, and where it is Monday already.
    [InlineData("America/Los_Angeles", "2026-11-23T03:00Z", "at once", "2026-11-23T17:00Z")]
    [InlineData("Pacific/Auckland", "2026-11-22T19:00Z", "at once", "2026-11-22T20:00Z")]
    [InlineData("Asia/Kolkata", "2026-11-23T04:00Z", "1 day", "2026-11-24T04:00Z")]
    // The clock goes back in the night to Sunday 25 October, and forward in the night to Sunday 28 March: ten o'clock stays ten o'clock.
    [InlineData("Europe/Berlin", "2026-10-23T08:00Z", "1 day", "2026-10-26T09:00Z")]
    [InlineData("Europe/Berlin", "2027-03-26T09:00Z", "1 day", "2027-03-29T08:00Z")]
    [InlineData("Europe/Berlin", "2027-03-26T09:00Z", "8 hours", "2027-03-29T08:00Z")]
    public void A_delay_is_counted_where_the_lead_works(string zone, string from, string delay, string due) =>
        Assert.Equal(DateTimeOffset.Parse(due), Office.Add(DateTimeOffset.Parse(from), WorkingDelay.Read(delay)!.Value, TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Theory]
    // New York: the day of the change has 23 and 25 hours.
    [InlineData("2027-03-13T17:00Z", "24 hours", "2027-03-14T17:00Z")]
    [InlineData("2027-03-13T17:00Z", "1 day", "2027-03-14T16:00Z")]
    [InlineData("2026-10-31T16:00Z", "1 day", "2026-11-01T17:00Z")]
    // Half past two does not come on that day.
    [InlineData("2027-03-13T07:30Z", "1 day", "2027-03-14T07:30Z")]
    public void Around_the_clock_hours_are_hours_and_days_keep_the_time_of_day(string from, string delay, string due) =>
        Assert.Equal(DateTimeOffset.Parse(due), Hours("00:00-24:00", "Mon Tue Wed Thu Fri Sat Sun").Add(DateTimeOffset.Parse(from), WorkingDelay.Read(delay)!.Value, TimeZoneInfo.FindSystemTimeZoneById("America/New_York")));

    [Fact]
    public void However_long_the_way_a_mail_is_due_only_within_working_hours()
    {
        string[] zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu", "UTC"];
        var random = new Random(7);
        for (var at = 0; at < 4000; at++)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(zones[random.Next(zones.Length)]);
            var from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(2 * 365 * 24 * 60));
            var due = Office.Add(from, random.Next(2) == 0 ? new WorkingDelay(random.Next(10), TimeSpan.Zero) : new WorkingDelay(0, TimeSpan.FromMinutes(random.Next(5000))), zone);
            Assert.True(due >= from && Office.IsOpen(due, zone), $"{from:u} in {zone.Id} -> {due:u}");
            Assert.Equal(due, Office.Next(due, zone));
            Assert.True(Office.NextDay(from, zone) > from);
        }
    }

    [Theory]
    [InlineData("Out of office", "I am away until Friday, 4 December.", "2026-12-05T00:00+01:00")]
    [InlineData("Automatic reply", "I will be back on Monday, 7 December 2026.", "2026-12-07T00:00+01:00")]
    [InlineData("Re: Did it help?", "I am out of the office and back on Monday, 30 November.", "2026-11-30T00:00+01:00")]
    [InlineData("Away", "I am away until 4 December", "2026-12-05T00:00+01:00")]
    [InlineData("Away", "I am back on 30 November.", "2026-11-30T00:00+01:00")]
    [InlineData("Away", "I return on 1 December.", "2026-12-01T00:00+01:00")]
    [InlineData("Away", "I am travelling.", null)]
    [InlineData("Away", "Our fair was on 3 October. I am away.", null)]
    [InlineData("Away", "I am back on 1 June 2031.", null)]
    public void An_absence_may_say_when_somebody_is_back(string subject, string text, string? back) =>
        Assert.Equal(back is null ? null : DateTimeOffset.Parse(back), AwayText.Return($"{subject}\n{text}", new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")));

    private static WorkingHours Hours(string hours, string days)
    {
        var (opens, closes) = WorkingHours.ReadHours(hours)!.Value;
        return new WorkingHours(opens, closes, WorkingHours.ReadDays(days)!);
    }
}
