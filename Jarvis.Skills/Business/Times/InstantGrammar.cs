using System.Globalization;
using Superpower;
using Superpower.Parsers;
using static Jarvis.Skills.Business.Times.Grammar;

namespace Jarvis.Skills.Business.Times;

/// <summary>A point in time that lies ahead: "at 5", "tomorrow at 9:30", "in 20 minutes", "next tuesday at 5", "on 3 march".</summary>
internal static class InstantGrammar
{
    /// <summary>When a day is named without a time.</summary>
    private static readonly TimeOnly Morning = new(9, 0);

    private static readonly Func<DateOnly, Toward, DateOnly> NoDay = (today, _) => today;

    private static readonly TokenListParser<WordKind, Clock> AtClock = Longest(Word("at", "by", "around", "before", "until", "till").IgnoreThen(ClockGrammar.Any).Try(), ClockGrammar.Sure);

    private static readonly TokenListParser<WordKind, Func<WallClock, DateTimeOffset>> Later = Longest(
        Word("in", "after").IgnoreThen(DurationGrammar.Duration).Try(),
        DurationGrammar.Duration.Then(d => Phrases("from now", "later").Value(d)).Try())
        .Then(length => AtClock.Maybe().Select(clock => (Func<WallClock, DateTimeOffset>)(wall =>
            clock is { } c ? wall.At(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(wall.Now + length, wall.Zone).DateTime), c.Usual)
            : TimeZoneInfo.ConvertTime(wall.Now + length, wall.Zone))));

    private static readonly TokenListParser<WordKind, Func<WallClock, DateTimeOffset>> DayFirst =
        from day in DayGrammar.Day
        from part in Skip("in").IgnoreThen(Skip("the")).IgnoreThen(ClockGrammar.PartOfDay).Maybe()
        from clock in AtClock.Maybe()
        select (Func<WallClock, DateTimeOffset>)(wall => OnDay(wall, day(wall.Today, Toward.Future), clock, part));

    private static readonly TokenListParser<WordKind, Func<WallClock, DateTimeOffset>> ClockFirst =
        from clock in AtClock
        from day in DayGrammar.Day.Try().OptionalOrDefault(NoDay)
        select (Func<WallClock, DateTimeOffset>)(wall => day == NoDay ? Soonest(wall, clock) : OnDay(wall, day(wall.Today, Toward.Future), clock, null));

    private static readonly TokenListParser<WordKind, Func<WallClock, DateTimeOffset>> Part = Longest(
        from part in Longest(Word("this").IgnoreThen(ClockGrammar.PartOfDay).Try(), Word("tonight").Value(new TimeOnly(20, 0)), Phrase("in the").IgnoreThen(ClockGrammar.PartOfDay).Try())
        from clock in AtClock.Maybe()
        select (Func<WallClock, DateTimeOffset>)(wall => Ahead(wall, clock is { } c ? InPart(c, part) : part)),
        Phrase("next week").Select(_ => (Func<WallClock, DateTimeOffset>)(wall => wall.At(WallClock.Monday(wall.Today).AddDays(7), Morning))),
        Phrase("next month").Select(_ => (Func<WallClock, DateTimeOffset>)(wall => wall.At(new DateOnly(wall.Today.Year, wall.Today.Month, 1).AddMonths(1), Morning))),
        Phrases("end of day", "the end of the day", "end of the day").Select(_ => (Func<WallClock, DateTimeOffset>)(wall => Ahead(wall, new TimeOnly(17, 0)))));

    private static readonly TokenListParser<WordKind, Func<WallClock, DateTimeOffset>> Written = Token.EqualTo(WordKind.Instant).Select(t => Read(t.ToStringValue())).Where(r => r is not null).Select(r => r!);

    public static TokenListParser<WordKind, Func<WallClock, DateTimeOffset>> Instant { get; } = Skip("by", "until", "till").IgnoreThen(Longest(Later, DayFirst, Part, Written)).Try().Or(ClockFirst);

    private static DateTimeOffset OnDay(WallClock wall, DateOnly day, Clock? clock, TimeOnly? part)
    {
        if (clock is not { } c) return Today(wall, day, part ?? Morning);
        if (part is { } p) return wall.At(day, InPart(c, p));
        return day == wall.Today ? Soonest(wall, c, stay: true) : wall.At(day, c.Usual);
    }

    /// <summary>"remind me today" said at noon cannot mean nine in the morning: then it is in an hour.</summary>
    private static DateTimeOffset Today(WallClock wall, DateOnly day, TimeOnly time)
    {
        var at = wall.At(day, time);
        return day == wall.Today && at <= wall.Now ? TimeZoneInfo.ConvertTime(wall.Now.AddHours(1), wall.Zone) : at;
    }

    private static TimeOnly InPart(Clock clock, TimeOnly part) =>
        !clock.Certain && part.Hour >= 12 && clock.Time.Hour is >= 1 and < 12 ? clock.Time.AddHours(12) : clock.Time;

    /// <summary>The next such time. "5" is the sooner of morning and afternoon that falls between 7:00 and 22:59.</summary>
    private static DateTimeOffset Soonest(WallClock wall, Clock clock, bool stay = false)
    {
        if (clock.Certain) return stay ? wall.At(wall.Today, clock.Time) : Ahead(wall, clock.Time);
        var times = new[] { clock.Time, clock.Time.AddHours(12) };
        var days = stay ? [wall.Today] : new[] { wall.Today, wall.Today.AddDays(1) };
        var all = days.SelectMany(d => times.Select(t => wall.At(d, t))).Where(t => t > wall.Now).Order().ToList();
        var awake = all.Where(t => t.Hour is >= 7 and <= 22).ToList();
        return awake.Count > 0 ? awake[0] : all.Count > 0 ? all[0] : wall.At(wall.Today, clock.Usual);
    }

    private static DateTimeOffset Ahead(WallClock wall, TimeOnly time)
    {
        var today = wall.At(wall.Today, time);
        return today > wall.Now ? today : wall.At(wall.Today.AddDays(1), time);
    }

    private static Func<WallClock, DateTimeOffset>? Read(string text)
    {
        var zoned = text.EndsWith('z') || text.LastIndexOfAny(['+', '-']) > 10;
        if (!int.TryParse(text.AsSpan(0, 4), CultureInfo.InvariantCulture, out var year) || year is < 1970 or >= 2200) return null;
        if (zoned) return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) ? wall => TimeZoneInfo.ConvertTime(at, wall.Zone) : null;
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, out var local) ? wall => wall.At(local) : null;
    }
}
