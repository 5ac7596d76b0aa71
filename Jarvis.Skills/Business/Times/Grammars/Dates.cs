using Jarvis.Skills.Business.Times.Calendars;
using Superpower;
using static Jarvis.Skills.Business.Times.Grammars.Reader;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>Dates with the month's name: "3 march", "march 3rd, 2015", "the third of march", "15SEP", "october 2018", "13-15 july".</summary>
internal static class Dates
{
    private static readonly TokenListParser<Lexeme, Lexeme> Join = Any(Sign("-/.,"), Word("of"));

    private static readonly TokenListParser<Lexeme, int> Month =
        from month in Word(Vocabulary.Months)
        from point in Maybe(Glued(Sign(".")))
        select month;

    private static readonly TokenListParser<Lexeme, int> Number = Remember(12, () => Any(
        from the in Maybe(Word("the"))
        from day in Numbers.Ordinal
        select day,
        from the in Maybe(Word("the"))
        from day in Figure(1, 31, 2)
        select day).Where(d => d is >= 1 and <= 31));

    private static readonly TokenListParser<Lexeme, int> Year = Maybe(Join).IgnoreThen(Years.InDate);

    /// <summary>After the day, "13-15" is a range and no year.</summary>
    private static readonly TokenListParser<Lexeme, int> YearAfterDay = Any(Maybe(Join).IgnoreThen(Years.Full), Maybe(Sign(",")).IgnoreThen(Years.Short));

    private static readonly TokenListParser<Lexeme, Lexeme> To = Any(Sign("-"), Word("to through thru until till and"));

    private static readonly TokenListParser<Lexeme, Piece> Days = Any(
        from day in Number
        from of in Maybe(Join)
        from month in Month
        from year in MaybeValue(Year)
        where Exists(month, day)
        select Date(month, day, year),
        from month in Month
        from of in Maybe(Join)
        from day in Number
        from year in MaybeValue(YearAfterDay)
        where Exists(month, day)
        select Date(month, day, year),
        from year in Years.Full
        from first in Maybe(Join)
        from month in Month
        from second in Maybe(Join)
        from day in Number
        where Exists(month, day)
        select Date(month, day, year),
        from the in Maybe(Word("the"))
        from ides in Phrase("ides of")
        from month in Month
        from year in MaybeValue(Year)
        select Date(month, month is 3 or 5 or 7 or 10 ? 15 : 13, year));

    /// <summary>"august 10 - 22, 2012", "from the 13th to the 15th of july".</summary>
    private static readonly TokenListParser<Lexeme, Piece> Ranges = Any(
        from first in Number
        from to in To
        from last in Number
        from of in Maybe(Join)
        from month in Month
        from year in MaybeValue(Year)
        where first < last && Exists(month, last)
        select Range(month, first, last, year),
        from month in Month
        from of in Maybe(Join)
        from first in Number
        from to in To
        from last in Number.Unless(Any(Seen(Word(Vocabulary.Months)), Word("am pm"), Sign(":")))
        from year in MaybeValue(Year)
        where first < last && Exists(month, last)
        select Range(month, first, last, year));

    /// <summary>"march", "october 2018", "2024 aug". No month where a number follows that is no day of it.</summary>
    private static readonly TokenListParser<Lexeme, Piece> Months = Any(
        (from word in Word(Vocabulary.Months)
         from point in Maybe(Glued(Sign(".")))
         select Piece.Day(Recurring.Month(word), Says.Month) with { Weak = true }).Unless(Any(One(l => l.Kind == LexemeKind.Number && l.Text.Length <= 2), One(l => l is { Kind: LexemeKind.Number, Spaced: false }))),
        from month in Month
        from of in Maybe(Join)
        from year in Any(Years.Full, Years.Short.Where(y => y < 2000))
        select Piece.Day(Meeting.Of(Years.Of(year), Recurring.Month(month)), Says.Year | Says.Month),
        from year in Years.Full
        from of in Maybe(Join)
        from month in Month
        select Piece.Day(Meeting.Of(Years.Of(year), Recurring.Month(month)), Says.Year | Says.Month));

    public static readonly TokenListParser<Lexeme, Piece> All = Any(Days, Ranges, Months);

    public static bool Exists(int month, int day) => month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(2024, month);

    public static Piece Date(int month, int day, int? year)
    {
        var days = Recurring.MonthDay(month, day);
        return year is { } y ? Piece.Day(Meeting.Of(Years.Of(y), days), Says.Date) : Piece.Day(days, Says.Month | Says.Day);
    }

    private static Piece Range(int month, int first, int last, int? year)
    {
        var days = new Recurring(Grain.Day, Grain.Year, 8, (_, start) => last <= DateTime.DaysInMonth(start.Year, month)
            ? [new Stretch(new DateTime(start.Year, month, first), new DateTime(start.Year, month, last).AddDays(1), Grain.Day)] : []);
        return year is { } y ? Piece.Day(Meeting.Of(Years.Of(y), days), Says.Date) : Piece.Day(days, Says.Month | Says.Day);
    }
}
