using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Business.Times.Calendars;

namespace Jarvis.Tests.Business;

/// <summary>Wednesday 18 March 2026, 10:00 in Berlin.</summary>
public sealed class TimeReaderTests
{
    private static readonly WallClock Wall = new(DateTimeOffset.Parse("2026-03-18T10:00:00+01:00"), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    [Theory]
    [InlineData("the first monday of next month", "2026-04-06", Grain.Day)]
    [InlineData("last friday of june", "2026-06-26", Grain.Day)]
    [InlineData("third tuesday after easter", "2026-04-21", Grain.Day)]
    [InlineData("two days before christmas", "2026-12-23", Grain.Day)]
    [InlineData("the day after thanksgiving", "2026-11-27", Grain.Day)]
    [InlineData("3 fridays from now", "2026-04-03", Grain.Day)]
    [InlineData("the 2nd sunday in may", "2026-05-10", Grain.Day)]
    [InlineData("mother's day", "2026-05-10", Grain.Day)]
    [InlineData("next christmas", "2026-12-25", Grain.Day)]
    [InlineData("easter monday 2027", "2027-03-29", Grain.Day)]
    [InlineData("black friday", "2026-11-27", Grain.Day)]
    [InlineData("q3", "2026-07-01", Grain.Quarter)]
    [InlineData("the fourth quarter", "2026-10-01", Grain.Quarter)]
    [InlineData("next quarter", "2026-04-01", Grain.Quarter)]
    [InlineData("this summer", "2026-06-21", Grain.Day)]
    [InlineData("next weekend", "2026-03-28", Grain.Day)]
    [InlineData("a week from friday", "2026-03-27", Grain.Day)]
    [InlineData("friday of next week", "2026-03-27", Grain.Day)]
    [InlineData("the week of 6 april", "2026-04-06", Grain.Week)]
    [InlineData("mid april", "2026-04-11", Grain.Day)]
    [InlineData("tues, apr. 7th", "2026-04-07", Grain.Day)]
    [InlineData("4/7/26", "2026-04-07", Grain.Day)]
    [InlineData("7.4.2026", "2026-04-07", Grain.Day)]
    [InlineData("twenty-first of june", "2026-06-21", Grain.Day)]
    public void Reads_days_and_longer(string text, string from, Grain grain)
    {
        var read = TimeReader.Whole(text, Wall, new Customs());
        Assert.NotNull(read);
        Assert.Equal((from, grain), (read.From.ToString("yyyy-MM-dd"), read.Grain));
    }

    [Theory]
    [InlineData("tonight from 2 to 4", "2026-03-19T02:00", "2026-03-19T04:00")]
    [InlineData("friday from 9 to 5", "2026-03-20T09:00", "2026-03-20T17:00")]
    [InlineData("tomorrow 3-4pm", "2026-03-19T15:00", "2026-03-19T16:00")]
    [InlineData("from 22:00 to 6:00", "2026-03-18T22:00", "2026-03-19T06:00")]
    [InlineData("8 - 11pm", "2026-03-18T20:00", "2026-03-18T23:00")]
    [InlineData("from monday to wednesday", "2026-03-23T00:00", "2026-03-26T00:00")]
    [InlineData("5-8 april", "2026-04-05T00:00", "2026-04-09T00:00")]
    [InlineData("april 5th through 8th, 2027", "2027-04-05T00:00", "2027-04-09T00:00")]
    [InlineData("from december to february 2028", "2027-12-01T00:00", "2028-03-01T00:00")]
    [InlineData("from 4pm for thirty minutes", "2026-03-18T16:00", "2026-03-18T16:30")]
    [InlineData("tomorrow evening", "2026-03-19T18:00", "2026-03-20T00:00")]
    [InlineData("next 3 days", "2026-03-18T10:00", "2026-03-21T10:00")]
    public void Ranges_are_half_open(string text, string from, string to)
    {
        var read = TimeReader.Whole(text, Wall, new Customs());
        Assert.NotNull(read);
        Assert.Equal((from, to), (read.From.ToString("yyyy-MM-dd'T'HH:mm"), read.To.ToString("yyyy-MM-dd'T'HH:mm")));
    }

    [Theory]
    [InlineData("at 9:00 PST", "2026-03-18T18:00:00+01:00")]
    [InlineData("friday 15:00 UTC", "2026-03-20T16:00:00+01:00")]
    [InlineData("tomorrow at 11 am ET", "2026-03-19T16:00:00+01:00")]
    public void Another_places_clock_is_turned_into_the_owners(string text, string at) => Assert.Equal(at, IsoText.Of(TimeReader.Whole(text, Wall, new Customs())!.From));

    [Theory]
    [InlineData("call Ben tomorrow at 5 about the invoice", "tomorrow at 5")]
    [InlineData("who wrote between monday and tuesday?", "between monday and tuesday")]
    [InlineData("(deadline: 3 April 2026)", "3 April 2026")]
    [InlineData("is it due on fri, apr 10?", "on fri, apr 10")]
    public void Finds_a_time_where_it_stands(string text, string expected)
    {
        var (_, place) = Assert.Single(TimeReader.Find(text, Wall, new Customs()));
        Assert.Equal(expected, text[place]);
    }

    [Theory]
    [InlineData("version 1.10.30 is out")]
    [InlineData("that costs $1,194.09 at 12.5 %")]
    [InlineData("may the force be with you")]
    [InlineData("order 4-5-6 of 80-32-89-89")]
    [InlineData("see https://example.com/2026/03/18/noon")]
    [InlineData("write to noon@today.example.com")]
    [InlineData("we know nowhere to go")]
    [InlineData("31 april 2026")]
    [InlineData("february 29, 2027")]
    public void What_is_no_time_is_left_alone(string text) => Assert.DoesNotContain(TimeReader.Find(text, Wall, new Customs()), f => text[f.Place].Length > 8 || f.Time.Grain < Grain.Month);

    [Theory]
    [InlineData("99999999 years ago")]
    [InlineData("in 99999999 centuries")]
    [InlineData("1 january 0001 - 3 weeks")]
    [InlineData("31 december 9999 + 3 weeks")]
    [InlineData("the 366th sunday before 31 december 9999")]
    [InlineData("99999999 decades and 99999999 hours from now")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("last second of 9999")]
    public void The_ends_of_the_calendar_are_no_cliffs(string text)
    {
        foreach (var lean in Enum.GetValues<Lean>()) _ = TimeReader.Find(text, Wall, new Customs { Lean = lean }).Count();
    }

    /// <summary>How long it takes is measured in bench/ ("dates").</summary>
    [Fact]
    public void What_is_found_in_junk_stands_in_it_one_after_the_other()
    {
        var random = new Random(20260318);
        string[] pieces = ["1", "12", "2026", "3:30", "-", "/", ".", ",", " ", " to ", " and ", "the ", "day after ", "monday ", "of ", "last ", "every ", "half ", "in ", "at ", "first ", "march ", "between ", "5pm", "h", "until ", "week ", "closest ", "\"", "'", "+", "from ", "😀", "easter "];
        foreach (var part in pieces.Append("1 ").Append("the day after ").Append("1-").Append("first monday of ").Append("3 days after ").Append("monday to ").Append("1/2").Append("half past "))
            Check(string.Concat(Enumerable.Repeat(part, (4000 / part.Length) + 1)));
        for (var round = 0; round < 20; round++) Check(string.Concat(Enumerable.Range(0, 900).Select(_ => pieces[random.Next(pieces.Length)])));

        static void Check(string text)
        {
            foreach (var customs in new[] { new Customs(), new Customs { Lean = Lean.Nearest, Hours = BareHours.AsWritten } })
            {
                var end = 0;
                foreach (var (_, place) in TimeReader.Find(text, Wall, customs))
                {
                    Assert.InRange(place.Start.Value, end, text.Length);
                    Assert.InRange(end = place.End.Value, place.Start.Value + 1, text.Length);
                }
            }
        }
    }
}
