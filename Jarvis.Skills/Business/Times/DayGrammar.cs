using System.Globalization;
using Superpower;
using Superpower.Parsers;
using static Jarvis.Skills.Business.Times.Grammar;

namespace Jarvis.Skills.Business.Times;

/// <summary>Which way a day without a year or week lies.</summary>
internal enum Toward
{
    Future,
    Past,
}

/// <summary>"today", "tomorrow", "next tuesday", "on 3 march", "2026-03-03".</summary>
internal static class DayGrammar
{
    private static readonly TokenListParser<WordKind, Func<DateOnly, Toward, DateOnly>> Near = Longest(
        Fixed(0, "today"), Fixed(1, "tomorrow"), Fixed(-1, "yesterday"), Fixed(1, "tmrw"), Fixed(1, "tomorow"),
        Fixed(2, "the day after tomorrow"), Fixed(2, "day after tomorrow"), Fixed(-2, "the day before yesterday"), Fixed(-2, "day before yesterday"));

    /// <summary>
    /// "tuesday" is the nearest one that is not today; "next tuesday" the one of the week after this, "last tuesday" the
    /// nearest before today. Weeks begin on Monday.
    /// </summary>
    private static readonly TokenListParser<WordKind, Func<DateOnly, Toward, DateOnly>> Weekdays =
        from which in Word("next", "this", "last", "coming", "past").Try().OptionalOrDefault("")
        from day in Weekday
        select (Func<DateOnly, Toward, DateOnly>)((today, toward) => which switch
        {
            "next" => WallClock.Monday(today).AddDays(7 + (((int)day + 6) % 7)),
            "last" or "past" => Step(today, day, Toward.Past),
            "" => Step(today, day, toward),
            _ => Step(today, day, Toward.Future),
        });

    private static readonly TokenListParser<WordKind, int> DayNumber = Longest(Ordinal, Figure).Where(d => d is >= 1 and <= 31);

    private static readonly TokenListParser<WordKind, int?> Year = Figure.Where(y => y is >= 2000 and < 2200).Maybe();

    /// <summary>"3 march", "march 3rd", "the 3rd of march 2027".</summary>
    private static readonly TokenListParser<WordKind, Func<DateOnly, Toward, DateOnly>> Calendar = Longest(
        (from the in Skip("the") from day in DayNumber from of in Skip("of") from month in Month from year in Year select (day, month, year)).Where(Exists),
        (from month in Month from the in Skip("the") from day in DayNumber from year in Year select (day, month, year)).Where(Exists))
        .Select(d => (Func<DateOnly, Toward, DateOnly>)((today, toward) => Resolve(d.day, d.month, d.year, today, toward)));

    /// <summary>"the 3rd": of this month, or the next one.</summary>
    private static readonly TokenListParser<WordKind, Func<DateOnly, Toward, DateOnly>> OfMonth =
        Word("the").IgnoreThen(Token.EqualTo(WordKind.Ordinal)).Select(t => int.Parse(t.ToStringValue().AsSpan()[..^2], CultureInfo.InvariantCulture)).Where(d => d is >= 1 and <= 31)
            .Select(day => (Func<DateOnly, Toward, DateOnly>)((today, toward) => MonthDay(day, today, toward)));

    private static readonly TokenListParser<WordKind, Func<DateOnly, Toward, DateOnly>> Written = Token.EqualTo(WordKind.Date)
        .Select(t => DateOnly.TryParseExact(t.ToStringValue(), ["yyyy-MM-dd", "d.M.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null)
        .Where(d => d is { Year: >= 1970 and < 2200 }).Select(d => (Func<DateOnly, Toward, DateOnly>)((_, _) => d!.Value));

    public static TokenListParser<WordKind, Func<DateOnly, Toward, DateOnly>> Day { get; } =
        Skip("on").IgnoreThen(Longest(Near, Weekdays, Calendar, OfMonth, Written)).Try();

    private static TokenListParser<WordKind, Func<DateOnly, Toward, DateOnly>> Fixed(int days, string words) =>
        Phrase(words).Select(_ => (Func<DateOnly, Toward, DateOnly>)((today, _) => today.AddDays(days)));

    private static DateOnly Step(DateOnly today, DayOfWeek day, Toward toward)
    {
        var ahead = ((int)day - (int)today.DayOfWeek + 7) % 7;
        return toward == Toward.Future ? today.AddDays(ahead == 0 ? 7 : ahead) : today.AddDays(ahead == 0 ? -7 : ahead - 7);
    }

    private static bool Exists((int Day, int Month, int? Year) d) => d.Day <= DateTime.DaysInMonth(d.Year ?? 2024, d.Month);

    private static DateOnly Resolve(int day, int month, int? year, DateOnly today, Toward toward)
    {
        if (year is { } y) return new DateOnly(y, month, day);
        var step = toward == Toward.Future ? 1 : -1;

        // 29 February may be years away.
        for (var candidate = today.Year; ; candidate += step)
        {
            if (day > DateTime.DaysInMonth(candidate, month)) continue;
            var date = new DateOnly(candidate, month, day);
            if (toward == Toward.Future ? date >= today : date <= today) return date;
        }
    }

    private static DateOnly MonthDay(int day, DateOnly today, Toward toward)
    {
        var first = new DateOnly(today.Year, today.Month, 1);
        for (var month = first; ; month = month.AddMonths(toward == Toward.Future ? 1 : -1))
        {
            if (day > DateTime.DaysInMonth(month.Year, month.Month)) continue;
            var date = month.AddDays(day - 1);
            if (toward == Toward.Future ? date >= today : date <= today) return date;
        }
    }
}
