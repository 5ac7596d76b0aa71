using Superpower;
using static Jarvis.Skills.Business.Times.Grammar;

namespace Jarvis.Skills.Business.Times;

/// <summary>
/// "every weekday at 8", "every monday and thursday at 9:30", "daily at 7", "every 15 minutes", "on the 1st of every
/// month", "every last friday of the month", as a Quartz cron expression. Without a time: 9:00.
/// </summary>
internal static class RecurrenceGrammar
{
    private static readonly TimeOnly Usual = new(9, 0);

    /// <summary>Cron's day of month and day of week, and the time that the words imply.</summary>
    private readonly record struct Days(string OfMonth, string OfWeek, TimeOnly? At = null);

    private static readonly TokenListParser<WordKind, Days> Named = Longest(
        Phrases("every day", "each day", "daily", "every single day", "all days").Value(new Days("*", "?")),
        Phrases("every weekday", "each weekday", "on weekdays", "weekdays", "every working day", "every work day", "every workday", "every business day", "monday to friday", "from monday to friday", "mon to fri").Value(new Days("?", "MON-FRI")),
        Phrases("every weekend", "on weekends", "weekends", "at weekends", "on the weekend").Value(new Days("?", "SAT,SUN")),
        Phrases("every week", "weekly", "each week", "once a week").Value(new Days("?", "MON")),
        Phrases("every month", "monthly", "each month", "once a month").Value(new Days("1", "?")));

    private static readonly TokenListParser<WordKind, Days> PartOfDay =
        from every in Word("every", "each")
        from weekday in Word("weekday", "working").Try().OptionalOrDefault("")
        from part in ClockGrammar.PartOfDay
        select new Days(weekday.Length > 0 ? "?" : "*", weekday.Length > 0 ? "MON-FRI" : "?", part);

    private static readonly TokenListParser<WordKind, DayOfWeek[]> WeekdayList =
        from first in Weekday
        from rest in Skip("and").IgnoreThen(Weekday).Try().Many()
        select (DayOfWeek[])[first, .. rest];

    private static readonly TokenListParser<WordKind, Days> Weekdays =
        from every in Longest(Word("every", "each"), Phrases("every week on", "weekly on", "each week on"))
        from days in WeekdayList
        from part in ClockGrammar.PartOfDay.Maybe()
        select new Days("?", string.Join(',', days.Distinct().Select(Short)), part);

    /// <summary>"mondays", "on fridays": the plural alone says that it repeats.</summary>
    private static readonly TokenListParser<WordKind, Days> Plural =
        from lead in Skip("on")
        from day in Word([.. Enum.GetValues<DayOfWeek>().Select(d => d.ToString().ToLowerInvariant() + "s")])
        from rest in Skip("and").IgnoreThen(Weekday).Try().Many()
        select new Days("?", string.Join(',', rest.Prepend(Enum.Parse<DayOfWeek>(day.TrimEnd('s'), ignoreCase: true)).Distinct().Select(Short)));

    private static readonly TokenListParser<WordKind, Days> MonthDay = Longest(
        from every in Phrases("every month on the", "monthly on the", "each month on the", "every month on", "every")
        from day in Ordinal.Where(d => d is >= 1 and <= 31)
        from of in Phrases("of the month", "day of the month", "day").OptionalOrDefault("")
        select new Days(day.ToString(), "?"),
        from the in Phrases("on the", "the")
        from day in Ordinal.Where(d => d is >= 1 and <= 31)
        from of in Phrases("of every month", "of each month", "every month", "day of every month")
        select new Days(day.ToString(), "?"),
        Phrases("on the last day of the month", "on the last day of every month", "every last day of the month").Value(new Days("L", "?")),
        from every in Phrases("every", "each", "on the", "every month on the")
        from which in Longest(Ordinal.Where(o => o <= 5), Word("last").Value(0))
        from day in Weekday
        from of in Phrases("of the month", "of every month", "of each month", "every month", "in the month")
        select new Days("?", which == 0 ? $"{(int)day + 1}L" : $"{(int)day + 1}#{which}"));

    private static readonly TokenListParser<WordKind, string> Interval = Longest(
        Phrases("every hour", "hourly", "each hour", "once an hour").Value("0 0 * * * ?"),
        Phrases("every half hour", "every half an hour").Value("0 0/30 * * * ?"),
        Phrase("every minute").Value("0 * * * * ?"),
        from every in Word("every")
        from count in Count
        from minutes in Word("minutes", "minute", "min", "mins", "m")
        where count > 0 && 60 % count == 0
        select count == 60 ? "0 0 * * * ?" : $"0 0/{count} * * * ?",
        from every in Word("every")
        from count in Count
        from hours in Word("hours", "hour", "h", "hrs")
        where count > 0 && 24 % count == 0
        select count == 24 ? "0 0 9 * * ?" : $"0 0 0/{count} * * ?");

    private static readonly TokenListParser<WordKind, Clock> At = Longest(Word("at", "around", "by").IgnoreThen(ClockGrammar.Any).Try(), ClockGrammar.Sure);

    private static readonly TokenListParser<WordKind, Days> AnyDays = Longest(Named, PartOfDay.Try(), Weekdays.Try(), Plural.Try(), MonthDay.Try());

    private static readonly TokenListParser<WordKind, string> DaysFirst =
        from days in AnyDays
        from clock in At.Maybe()
        select Cron(days, clock);

    private static readonly TokenListParser<WordKind, string> ClockFirst =
        from clock in At
        from days in AnyDays
        select Cron(days, clock);

    public static TokenListParser<WordKind, string> Recurrence { get; } = Longest(Interval, DaysFirst.Try(), ClockFirst.Try());

    private static string Cron(Days days, Clock? clock)
    {
        var evening = days.At is { Hour: >= 12 };
        var at = clock is not { } c ? days.At ?? Usual : evening && !c.Certain && c.Time.Hour is >= 1 and < 12 ? c.Time.AddHours(12) : days.At is not null ? c.Time : c.Usual;
        return $"0 {at.Minute} {at.Hour} {days.OfMonth} * {days.OfWeek}";
    }

    private static string Short(DayOfWeek day) => day.ToString()[..3].ToUpperInvariant();
}
