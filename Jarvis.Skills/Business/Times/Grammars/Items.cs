using Jarvis.Skills.Business.Times.Calendars;
using Superpower;
using static Jarvis.Skills.Business.Times.Grammars.Reader;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>What comes again and can be counted or pointed at: "tuesday", "week", "weekend", "christmas", "march", "summer".</summary>
internal static class Items
{
    public static readonly TokenListParser<Lexeme, DayOfWeek> Weekday =
        from day in Word(Vocabulary.Weekdays)
        from point in Maybe(Glued(Sign(".")).Unless(Glued(Sign("."))))
        select day;

    public static readonly TokenListParser<Lexeme, Recurring> Weekend =
        Any(Word("weekend weekends"), Phrase("week end")).Select(_ => new Recurring(Grain.Day, Grain.Week, 1, (scene, monday) =>
            [scene.Customs.WeekendFromFriday ? new Stretch(monday.AddDays(4).AddHours(18), monday.AddDays(7), Grain.Hour) : new Stretch(monday.AddDays(5), monday.AddDays(7), Grain.Day)]));

    /// <summary>Monday to Friday, each day.</summary>
    public static readonly TokenListParser<Lexeme, Recurring> WorkingDay =
        Any(Word("weekday weekdays workday workdays"), Phrase("working day|business day|work day")).Select(_ => new Recurring(Grain.Day, Grain.Day, 4, (_, day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? [] : [Stretch.Of(day, Grain.Day)]));

    /// <summary>The calendar's own: days, weeks, months.</summary>
    public static readonly TokenListParser<Lexeme, Recurring> Cycle = Lengths.Unit.Where(u => u.Times == 1).Select(u => Recurring.Every(u.Grain));

    public static readonly TokenListParser<Lexeme, Recurring> Counted = Remember(11, () => FromWord(Any(Weekday.Select(d => (Recurring)new Weekdays(d)), Weekend, WorkingDay, Holidays.Any)));

    public static readonly TokenListParser<Lexeme, Recurring> Every = Any(Counted, Cycle);
}
