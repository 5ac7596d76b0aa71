using Superpower;
using static Jarvis.Skills.Business.Times.Grammar;

namespace Jarvis.Skills.Business.Times;

/// <summary>
/// A stretch of time that lies behind: "today", "last 7 days", "this week", "since march", "from monday to friday".
/// A period that has not ended goes up to now.
/// </summary>
internal static class PeriodGrammar
{
    private static readonly TokenListParser<WordKind, Func<WallClock, Period>> Rolling =
        from the in Skip("in", "over", "for", "during")
        from article in Skip("the", "these")
        from last in Word("last", "past", "previous")
        from count in Count.Maybe()
        from unit in Word("minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "quarter", "year", "years")
        where count is not null || unit is not "minutes" and not "days"
        select (Func<WallClock, Period>)(wall => Back(wall, last, count, unit));

    private static readonly TokenListParser<WordKind, Func<WallClock, Period>> Current =
        from lead in Skip("in", "over", "for", "during", "so")
        from which in Word("this", "current")
        from unit in Word("week", "month", "quarter", "year")
        from far in Phrase("so far").OptionalOrDefault("")
        select (Func<WallClock, Period>)(wall => new Period(wall.StartOf(StartOf(wall.Today, unit)), wall.Now));

    private static readonly TokenListParser<WordKind, Func<WallClock, Period>> PartOfDay = Longest(
        Phrases("this morning", "this afternoon", "today so far").Select(_ => (Func<WallClock, Period>)(wall => new Period(wall.StartOf(wall.Today), wall.Now))),
        Phrases("last night", "over night", "overnight", "tonight", "during the night").Select(_ => (Func<WallClock, Period>)(wall => UpToNow(wall, wall.At(wall.Today.AddDays(-1), new TimeOnly(18, 0)), wall.At(wall.Today, new TimeOnly(8, 0))))));

    private static readonly TokenListParser<WordKind, Func<WallClock, Period>> Weekend =
        from lead in Skip("over", "on", "at", "during", "for", "in")
        from which in Word("the", "last", "this", "past").AtLeastOnce()
        from weekend in Word("weekend")
        select (Func<WallClock, Period>)(wall =>
        {
            var saturday = WallClock.Monday(wall.Today).AddDays(wall.Today.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 5 : -2);
            return UpToNow(wall, wall.StartOf(saturday), wall.StartOf(saturday.AddDays(2)));
        });

    private static readonly TokenListParser<WordKind, (int Month, int? Year)> MonthName =
        from month in Month
        from year in Figure.Where(y => y is >= 2000 and < 2200).Maybe()
        select (month, year);

    private static readonly TokenListParser<WordKind, int> YearName = Figure.Where(y => y is >= 2000 and < 2200);

    private static readonly TokenListParser<WordKind, Func<WallClock, Period>> Calendar = Longest(
        Skip("in", "for", "during").IgnoreThen(MonthName).Select(m => (Func<WallClock, Period>)(wall => Months(wall, FirstOf(wall.Today, m.Month, m.Year), 1))),
        Word("in", "for", "during").IgnoreThen(YearName).Select(year => (Func<WallClock, Period>)(wall => Months(wall, new DateOnly(year, 1, 1), 12))),
        (from lead in Skip("in", "for") from quarter in Word("q1", "q2", "q3", "q4") from year in YearName.Maybe() select (quarter, year))
            .Select(q => (Func<WallClock, Period>)(wall => Months(wall, FirstOf(wall.Today, ((q.quarter[1] - '1') * 3) + 1, q.year), 3))));

    private static readonly TokenListParser<WordKind, Func<WallClock, Period>> OneDay = Skip("for", "from", "during").IgnoreThen(DayGrammar.Day)
        .Select(day => (Func<WallClock, Period>)(wall => DayOf(wall, day(wall.Today, Toward.Past))));

    private static readonly TokenListParser<WordKind, Func<WallClock, Period>> Point = Longest(
        OneDay, Calendar, Current, Rolling,
        YearName.Select(year => (Func<WallClock, Period>)(wall => Months(wall, new DateOnly(year, 1, 1), 12))),
        Skip("at").IgnoreThen(ClockGrammar.Any).Select(c => (Func<WallClock, Period>)(wall => ClockBehind(wall, c))));

    private static readonly TokenListParser<WordKind, Func<WallClock, Period>> Since =
        from since in Longest(Word("since"), Phrases("starting from", "starting"))
        from point in Point
        select (Func<WallClock, Period>)(wall => new Period(point(wall).From, wall.Now));

    private static readonly TokenListParser<WordKind, Func<WallClock, Period>> Range =
        from lead in Word("from", "between")
        from first in Point
        from to in Word("to", "until", "till", "through", "and")
        from last in Point
        select (Func<WallClock, Period>)(wall => Span(wall, first(wall), last(wall)));

    public static TokenListParser<WordKind, Func<WallClock, Period>> Period { get; } =
        Longest(Range.Try(), Since.Try(), Rolling.Try(), Current.Try(), PartOfDay, Weekend.Try(), Calendar.Try(), OneDay.Try());

    private static Period Back(WallClock wall, string last, int? count, string unit)
    {
        // "last week" is the one from Monday to Monday; "past week" and "last 7 days" end now.
        if (count is null && last != "past" && (unit is "week" or "month" or "quarter" or "year"))
        {
            var end = StartOf(wall.Today, unit);
            return new Period(wall.StartOf(Move(end, unit, -1)), wall.StartOf(end));
        }
        var n = Math.Min(count ?? 1, 100_000);
        var from = unit.TrimEnd('s') switch
        {
            "minute" => wall.Now.AddMinutes(-n),
            "hour" => wall.Now.AddHours(-n),
            "day" => wall.At(wall.Now.DateTime.AddDays(-Math.Min(n, 36_500))),
            "week" => wall.At(wall.Now.DateTime.AddDays(-7 * Math.Min(n, 5_200))),
            var calendar => wall.At(wall.Now.DateTime.AddMonths(-Math.Min(n, 100) * (calendar == "year" ? 12 : calendar == "quarter" ? 3 : 1))),
        };
        return new Period(TimeZoneInfo.ConvertTime(from, wall.Zone), wall.Now);
    }

    private static DateOnly StartOf(DateOnly today, string unit) => unit switch
    {
        "week" => WallClock.Monday(today),
        "month" => new DateOnly(today.Year, today.Month, 1),
        "quarter" => new DateOnly(today.Year, (((today.Month - 1) / 3) * 3) + 1, 1),
        _ => new DateOnly(today.Year, 1, 1),
    };

    private static DateOnly Move(DateOnly start, string unit, int by) => unit switch
    {
        "week" => start.AddDays(7 * by),
        "month" => start.AddMonths(by),
        "quarter" => start.AddMonths(3 * by),
        _ => start.AddYears(by),
    };

    private static DateOnly FirstOf(DateOnly today, int month, int? year)
    {
        var first = new DateOnly(year ?? today.Year, month, 1);
        return year is null && first > today ? first.AddYears(-1) : first;
    }

    private static Period Months(WallClock wall, DateOnly first, int count) => UpToNow(wall, wall.StartOf(first), wall.StartOf(first.AddMonths(count)));

    private static Period DayOf(WallClock wall, DateOnly day) => UpToNow(wall, wall.StartOf(day), wall.StartOf(day.AddDays(1)));

    private static Period UpToNow(WallClock wall, DateTimeOffset from, DateTimeOffset to) => new(from, from < wall.Now && to > wall.Now ? wall.Now : to);

    private static Period ClockBehind(WallClock wall, Clock clock)
    {
        // "since 9": this morning's; "since 5" at 18:00 is an hour ago.
        var times = clock.Certain ? [clock.Time] : new[] { clock.Time, clock.Time.AddHours(12) };
        var at = times.SelectMany(t => new[] { wall.At(wall.Today, t), wall.At(wall.Today.AddDays(-1), t) }).Where(t => t <= wall.Now).Max();
        return new Period(at, wall.Now);
    }

    private static Period Span(WallClock wall, Period first, Period last) =>
        first.From <= last.From ? new Period(first.From, last.To > wall.Now && first.From < wall.Now ? wall.Now : last.To) : new Period(last.From, first.To);
}
