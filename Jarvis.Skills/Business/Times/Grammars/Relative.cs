using Jarvis.Skills.Business.Times.Calendars;
using Superpower;
using static Jarvis.Skills.Business.Times.Grammars.Reader;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>Times that now decides: "tomorrow", "next week", "this friday", "the last 3 days", "now".</summary>
internal static class Relative
{
    private static readonly TokenListParser<Lexeme, Piece> Now = Any(
        Phrase("right now|just now|at the moment|atm|now|immediately|at this moment|currently").Select(_ => Piece.Day(new Once(Grain.Second, s => Stretch.Of(s.Now, Grain.Second)), Says.All)),
        Phrase("at this time").Select(_ => Day(0)));

    private static readonly TokenListParser<Lexeme, Piece> Days = Any(
        Phrase("today|todays").Select(_ => Day(0)),
        Phrase("tomorrow|tomorrows|tmrw|tmr|tmw|tomorow|tommorow|tommorrow|2moro").Select(_ => Day(1)),
        Phrase("yesterday|yesterdays|yday").Select(_ => Day(-1)),
        Phrase("the day after tomorrow|day after tomorrow|overmorrow").Select(_ => Day(2)),
        Phrase("the day before yesterday|day before yesterday|ereyesterday").Select(_ => Day(-2)));

    private static readonly TokenListParser<Lexeme, int> Which = Any(
        Phrase("this|current|the current|this current|todays").Select(_ => 0),
        Phrase("next|coming|the next|the coming|upcoming|the upcoming|following|the following|this coming|this upcoming").Select(_ => 1),
        Phrase("last|past|previous|the last|the past|the previous|this past|prior|the prior").Select(_ => -1));

    private static readonly TokenListParser<Lexeme, Lexeme> Rough = Word("around about approximately roughly");

    /// <summary>
    /// "this friday" is the nearest one from today on; "next friday" that of the week after this; "last friday" the one before today.
    /// </summary>
    private static readonly TokenListParser<Lexeme, Piece> Weekdays = Any(
        Items.Weekday.Select(Piece.On),
        from first in Which
        from day in Items.Weekday
        select Piece.Day(new Once(Grain.Day, s => Weekday(s, first, day)), Says.Weekday | Says.Week | Says.Day),
        Phrase("coming|upcoming|this coming|this upcoming|the coming|the upcoming").IgnoreThen(Items.Weekday)
            .Select(day => Piece.Day(new Once(Grain.Day, s => new Weekdays(day).Next(s, s.Today.AddDays(1))), Says.Weekday | Says.Week | Says.Day)));

    /// <summary>"next week", "this month", "last weekday", "current qtr".</summary>
    private static readonly TokenListParser<Lexeme, Piece> Cycles =
        from rough in Maybe(Rough)
        from which in Which
        from unit in Lengths.Unit.Where(u => u.Times == 1)
        select Piece.Day(new Once(unit.Grain, s => Cycle(s, unit.Grain, which)), SaidBy(unit.Grain)) with
        {
            Alone = new Once(unit.Grain, s => s.Customs.UnitsFromNow ? FromNow(s, unit.Grain, which) : !s.Customs.WholeUnits && which < 0 && unit.Grain <= Grain.Day ? Units(s, which, new Length([(1, unit.Grain)])) : Cycle(s, unit.Grain, which)),
        };

    /// <summary>"the past week" ends now, unlike the last one.</summary>
    private static readonly TokenListParser<Lexeme, Piece> Past =
        from past in Phrase("past|the past|this past")
        from unit in Lengths.Unit.Where(u => u.Times == 1 && u.Grain >= Grain.Week)
        select Piece.Day(new Once(unit.Grain, s => Cycle(s, unit.Grain, -1)), SaidBy(unit.Grain)) with { Alone = new Once(unit.Grain, s => s.Customs.WholeUnits ? Cycle(s, unit.Grain, -1) : Units(s, -1, new Length([(1, unit.Grain)]))) };

    /// <summary>"next weekend", "last weekday", "next thanksgiving", "this summer", "last march".</summary>
    private static readonly TokenListParser<Lexeme, Piece> Others =
        from which in Which
        from item in Any(Items.Weekend, Items.WorkingDay, Holidays.Any, Seasons.Season, Seasons.Quarter, Word(Vocabulary.Months).Select(Recurring.Month))
        select Piece.Day(new Once(item.Grain, s => which switch
        {
            0 => item.Current(s, s.Now) ?? (s.Customs.Lean == Lean.Behind ? item.Last(s, s.Now) : item.Next(s, s.Today)),
1 => item.Next(s, item.Period == Grain.Week ? Grain.Week.Start(s.Now).AddDays(7) : s.Today.AddDays(1)),
            _ => item.Last(s, item.Current(s, s.Today)?.From ?? s.Today),
        }), Says.Date | Says.Weekday);

    /// <summary>"the last 7 days", "next 3 months", "past 2 hours".</summary>
    private static readonly TokenListParser<Lexeme, Piece> Counted =
        from which in Which.Where(w => w != 0)
        from length in Lengths.Length
        select Piece.Day(new Once(length.Finest, s => Units(s, which, length)), Says.All);

    /// <summary>"upcoming two weeks", "2 upcoming months": the last of them.</summary>
    private static readonly TokenListParser<Lexeme, Piece> Upcoming = Any(
        from lead in Word("upcoming coming")
        from count in Numbers.Plain
        from unit in Lengths.Unit
        select Ahead(count * unit.Times, unit.Grain),
        from count in Numbers.Plain
        from lead in Word("upcoming coming")
        from unit in Lengths.Unit
        select Ahead(count * unit.Times, unit.Grain));

    /// <summary>"all week", "the rest of the month", "whole year".</summary>
    private static readonly TokenListParser<Lexeme, Piece> Rest = Any(
        from all in Phrase("all|the whole|whole|the entire|all the|all of the|all of this|all this")
        from unit in Lengths.Unit.Where(u => u.Times == 1 && u.Grain >= Grain.Day)
        select Piece.Day(new Once(unit.Grain, s => Cycle(s, unit.Grain, 0)), Says.All),
        from rest in Phrase("the rest of the|rest of the|the remainder of the|rest of this|the rest of this|remainder of the")
        from unit in Lengths.Unit.Where(u => u.Times == 1 && u.Grain >= Grain.Day)
        select Piece.Day(new Once(Grain.Day, s => new Stretch(s.Today, Cycle(s, unit.Grain, 0).To, Grain.Day)), Says.All));

    /// <summary>"year to date", "ytd", "month to date", "so far this week".</summary>
    private static readonly TokenListParser<Lexeme, Piece> ToDate = Any(
        Phrase("year to date|ytd|so far this year").Select(_ => SoFar(Grain.Year)),
        Phrase("month to date|mtd|so far this month").Select(_ => SoFar(Grain.Month)),
        Phrase("quarter to date|qtd|so far this quarter").Select(_ => SoFar(Grain.Quarter)),
        Phrase("week to date|wtd|so far this week").Select(_ => SoFar(Grain.Week)),
        Phrase("so far today|today so far").Select(_ => SoFar(Grain.Day)));

    public static readonly TokenListParser<Lexeme, Piece> All = Any(FromWord(Any(Now, Days, Weekdays, Past, Cycles, Others)), Upcoming, FromWord(Any(Counted, Rest, ToDate)));

    public static Piece Day(int ahead) => Piece.Day(new Once(Grain.Day, s => Stretch.Of(s.Today.AddDays(ahead), Grain.Day)), Says.Date);

    public static Stretch Cycle(Scene scene, Grain grain, int by) => Stretch.Of(grain.Start(scene.Now).Step(grain, by), grain);

    private static Says SaidBy(Grain grain) => grain switch
    {
        < Grain.Day => Says.All,
        Grain.Day => Says.Date,
        Grain.Week => Says.Year | Says.Month | Says.Week,
        Grain.Year => Says.Year,
        _ => Says.Year | Says.Month,
    };

    private static Stretch FromNow(Scene scene, Grain grain, int by) =>
        by == 0 ? grain == Grain.Week ? Stretch.Of(scene.Today, Grain.Day) : Cycle(scene, grain, 0) : new(scene.Pass(scene.Now, grain, by), scene.Pass(scene.Now, grain, by), Grain.Second);

    private static Piece Ahead(int count, Grain grain) => Piece.Day(new Once(grain, s => Cycle(s, grain, count)), Says.All);

    private static Piece SoFar(Grain grain) => Piece.Day(new Once(grain, s => new Stretch(grain.Start(s.Now), s.Now, Grain.Second)), Says.All);

    private static Stretch? Weekday(Scene scene, int which, DayOfWeek day)
    {
        var days = new Weekdays(day);
        return which switch
        {
            0 => scene.Customs.Lean == Lean.Behind ? days.Last(scene, scene.Today.AddDays(1)) : days.Next(scene, scene.Today),
            1 => days.Next(scene, Grain.Week.Start(scene.Now).AddDays(7)),
            _ => days.Last(scene, scene.Today),
        };
    }

    private static Stretch Units(Scene scene, int sign, Length length)
    {
        if (scene.Customs.WholeUnits)
        {
            var now = length.Finest.Start(scene.Now);
            return sign < 0 ? new Stretch(length.From(scene, now, -1), now, length.Finest) : new Stretch(now.Step(length.Finest, 1), length.From(scene, now.Step(length.Finest, 1), 1), length.Finest);
        }
        var other = length.From(scene, scene.Now, sign);
        if (scene.Customs.UnitsFromNow) return new Stretch(other, other, Grain.Second);
        return sign < 0 ? new Stretch(other, scene.Now, Grain.Second) : new Stretch(scene.Now, other, Grain.Second);
    }
}
