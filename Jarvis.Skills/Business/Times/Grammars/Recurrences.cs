using Jarvis.Skills.Business.Times.Calendars;
using Superpower;
using static Jarvis.Skills.Business.Times.Grammars.Reader;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>
/// "every weekday at 8", "every monday and thursday at 9:30", "daily at 7", "every 15 minutes", "on the 1st of every
/// month", "every last friday of the month", "quarterly", as a Quartz cron expression. Without a time: 9:00.
/// </summary>
internal static class Recurrences
{
    private static readonly TimeOnly Usual = new(9, 0);

    /// <summary>Cron's fields for the day, and the time that the words imply.</summary>
    private sealed record Days(string OfMonth, string OfWeek, string Month = "*", DayPart? At = null);

    private static readonly TokenListParser<Lexeme, Lexeme> Every = Phrase("every|each|every single|all|once every|once each");

    private static readonly TokenListParser<Lexeme, Days> Named = Any(
        Phrase("every day|each day|daily|every single day|all days|once a day|once daily|everyday").Select(_ => new Days("*", "?")),
        Phrase("every weekday|each weekday|on weekdays|weekdays|every working day|every work day|every workday|every business day|each working day|on working days|on workdays|every week day").Select(_ => new Days("?", "MON-FRI")),
        Phrase("every weekend|on weekends|weekends|at weekends|on the weekend|each weekend|every weekend day").Select(_ => new Days("?", "SAT,SUN")),
        Phrase("every week|weekly|each week|once a week|once per week|on a weekly basis").Select(_ => new Days("?", "MON")),
        Phrase("every month|monthly|each month|once a month|once per month|on the first day of every month|on the first day of each month|every first day of the month|on the first of every month|on the first of each month").Select(_ => new Days("1", "?")),
        Phrase("every quarter|quarterly|each quarter|once a quarter").Select(_ => new Days("1", "?", "1/3")),
        Phrase("every year|yearly|annually|once a year|each year").Select(_ => new Days("1", "?", "1")));

    private static readonly TokenListParser<Lexeme, Lexeme> Between = Any(Word("and or"), Sign(","), Sign(",").IgnoreThen(Word("and")), Sign("&"));

    private static readonly TokenListParser<Lexeme, Days> PartOfDay =
        from every in Every
        from working in Maybe(Word("weekday working workday"))
        from part in DayParts.Part
        select new Days(working is null ? "*" : "?", working is null ? "?" : "MON-FRI", At: part);

    private static readonly TokenListParser<Lexeme, DayOfWeek[]> List =
        from first in Items.Weekday
        from rest in Between.IgnoreThen(Items.Weekday).AsMany()
        select (DayOfWeek[])[first, .. rest];

    /// <summary>"monday to friday", "mon-fri", "from tuesday through thursday".</summary>
    private static readonly TokenListParser<Lexeme, Days> Span =
        from lead in Maybe(Any(Every, Word("from")))
        from first in Items.Weekday
        from to in Any(Word("to through thru until till"), Sign("-"))
        from last in Items.Weekday
        select new Days("?", $"{Short(first)}-{Short(last)}");

    private static readonly TokenListParser<Lexeme, Days> Weekdays =
        from every in Any(Every, Phrase("every week on|weekly on|each week on|once a week on"))
        from days in List
        from part in Maybe(DayParts.Part)
        select new Days("?", Fields(days), At: part);

    /// <summary>"mondays", "on fridays": the plural alone says that it repeats.</summary>
    private static readonly TokenListParser<Lexeme, Days> Plural =
        from lead in Maybe(Word("on"))
        from first in One(l => l.Kind == LexemeKind.Word && l.Text.EndsWith("days", StringComparison.Ordinal) && Vocabulary.Weekdays.ContainsKey(l.Text)).Select(l => Vocabulary.Weekdays[l.Text])
        from rest in Between.IgnoreThen(Items.Weekday).AsMany()
        from part in Maybe(DayParts.Part)
        select new Days("?", Fields([first, .. rest]), At: part);

    private static readonly TokenListParser<Lexeme, int> Day = Numbers.Ordinal.Where(d => d is >= 1 and <= 31);

    private static readonly TokenListParser<Lexeme, Days> MonthDay = Any(
        from every in Phrase("every month on the|monthly on the|each month on the|every month on|every|each")
        from day in Day
        from also in Between.IgnoreThen(Maybe(Word("the"))).IgnoreThen(Day).AsMany()
        from of in Maybe(Phrase("of the month|day of the month|day"))
        select new Days(string.Join(',', also.Prepend(day)), "?"),
        from the in Phrase("on the|the")
        from day in Day
        from also in Between.IgnoreThen(Maybe(Word("the"))).IgnoreThen(Day).AsMany()
        from of in Phrase("of every month|of each month|every month|day of every month|each month")
        select new Days(string.Join(',', also.Prepend(day)), "?"),
        Phrase("on the last day of the month|on the last day of every month|every last day of the month|the last day of every month|on the last day of each month|at the end of every month|every month end|at month end").Select(_ => new Days("L", "?")),
        from every in Phrase("every|each|on the|every month on the|the|once a month on the")
        from which in Any(Numbers.Ordinal.Where(o => o is >= 1 and <= 5), Word("last").Select(_ => 0))
        from day in Items.Weekday
        from of in Phrase("of the month|of every month|of each month|every month|in the month|each month")
        select new Days("?", which == 0 ? $"{(int)day + 1}L" : $"{(int)day + 1}#{which}"));

    /// <summary>"every year on 3 march", "every 24 december".</summary>
    private static readonly TokenListParser<Lexeme, Days> YearDay =
        from every in Phrase("every year on|every|each|each year on|yearly on|annually on|every year on the")
        from date in Any(
            from the in Maybe(Word("the")) from day in Any(Day, Figure(1, 31, 2)) from of in Maybe(Word("of")) from month in Word(Vocabulary.Months) select (day, month),
            from month in Word(Vocabulary.Months) from the in Maybe(Word("the")) from day in Any(Day, Figure(1, 31, 2)) select (day, month))
        where Dates.Exists(date.month, date.day)
        select new Days($"{date.day}", "?", $"{date.month}");

    private static readonly TokenListParser<Lexeme, string> Interval = Any(
        Phrase("every hour|hourly|each hour|once an hour|once every hour").Select(_ => "0 0 * * * ?"),
        Phrase("every half hour|every half an hour|half hourly|twice an hour").Select(_ => "0 0/30 * * * ?"),
        Phrase("every quarter of an hour|every quarter hour|quarter hourly").Select(_ => "0 0/15 * * * ?"),
        Phrase("every minute|each minute").Select(_ => "0 * * * * ?"),
        Phrase("every other hour|every second hour").Select(_ => "0 0 0/2 * * ?"),
        from every in Every
        from count in Numbers.Plain
        from minutes in Word("minutes minute min mins m")
        where count > 0 && 60 % count == 0
        select count == 60 ? "0 0 * * * ?" : $"0 0/{count} * * * ?",
        from every in Every
        from count in Numbers.Plain
        from hours in Word("hours hour h hrs hr")
        where count > 0 && 24 % count == 0
        select count == 24 ? "0 0 9 * * ?" : $"0 0 0/{count} * * ?");

    private static readonly TokenListParser<Lexeme, TimeOfDay> At = Any(Any(Word("at around by about"), Sign("@")).IgnoreThen(Clocks.Each), Clocks.Sure);

    private static readonly TokenListParser<Lexeme, Days> AnyDays = Any(Named, PartOfDay, Span, Weekdays, Plural, MonthDay, YearDay);

    private static readonly TokenListParser<Lexeme, string> DaysFirst =
        from days in AnyDays
        from comma in Maybe(Sign(","))
        from clock in Maybe(At)
        from part in Maybe(DayParts.Part)
        select Cron(part is null ? days : days with { At = part }, clock);

    private static readonly TokenListParser<Lexeme, string> ClockFirst =
        from clock in At
        from part in Maybe(DayParts.Part)
        from comma in Maybe(Sign(","))
        from days in AnyDays
        select Cron(part is null ? days : days with { At = part }, clock);

    /// <summary>"monday to friday" alone is a period; with a time, or said to repeat, a recurrence.</summary>
    public static readonly TokenListParser<Lexeme, string> Recurrence = Remember(6, () => Any(Interval, DaysFirst, ClockFirst));

    private static string Cron(Days days, TimeOfDay? clock)
    {
        var at = clock is null ? Beginning(days.At) : days.At is { } part ? TimeOnly.FromTimeSpan(Wrap(part.At(clock)!.Value)) : Waking(clock);
        return $"0 {at.Minute} {at.Hour} {days.OfMonth} {days.Month} {days.OfWeek}";
    }

    private static TimeSpan Wrap(TimeSpan time) => time - TimeSpan.FromDays(time.Days);

    private static TimeOnly Beginning(DayPart? part) => part?.Part switch
    {
        null => Usual,
        Calendars.PartOfDay.Morning => new TimeOnly(8, 0),
        Calendars.PartOfDay.Noon => new TimeOnly(12, 0),
        Calendars.PartOfDay.Afternoon => new TimeOnly(14, 0),
        Calendars.PartOfDay.Evening => new TimeOnly(18, 0),
        _ => new TimeOnly(20, 0),
    };

    private static TimeOnly Waking(TimeOfDay clock) => TimeOnly.FromTimeSpan(clock.Bare && clock.Time.Hours is >= 1 and <= 6 ? clock.Time + TimeSpan.FromHours(12) : clock.Time);

    private static string Fields(IEnumerable<DayOfWeek> days) => string.Join(',', days.Distinct().Select(Short));

    private static string Short(DayOfWeek day) => day.ToString()[..3].ToUpperInvariant();
}
