using Jarvis.Skills.Business.Times.Calendars;
using Superpower;
using static Jarvis.Skills.Business.Times.Grammars.Reader;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>"the first monday of next month", "third last week of 2018", "the 2nd tuesday after easter", "the closest monday to 5 october", "week of 6 october".</summary>
internal static class Countings
{
    private static readonly TokenListParser<Lexeme, int> Place = Any(
        Numbers.Ordinal.Where(o => o is > 0 and < 367),
        from ordinal in Numbers.Ordinal.Where(o => o is > 0 and < 367)
        from last in Phrase("last|to last")
        select -ordinal,
        Word("last").Select(_ => -1),
        Phrase("second to last|next to last").Select(_ => -2));

    private static readonly TokenListParser<Lexeme, Lexeme> The = Word("the");

    /// <summary>"of the month" is this month, "of 2018" that year.</summary>
    private static readonly TokenListParser<Lexeme, Series> Outer = Any(
        from the in Maybe(The)
        from unit in Lengths.Unit.Where(u => u.Times == 1 && u.Grain > Grain.Day)
        select (Series)new Once(unit.Grain, s => Relative.Cycle(s, unit.Grain, 0)),
        Years.Full.Select(Years.Of),
        Phrases.Operand);

    private static readonly TokenListParser<Lexeme, Piece> Nth =
        from the in Maybe(The)
        from place in Place
        from item in Items.Every
        from of in Word("of in on for within during")
        from outer in Outer
        where outer.Grain > item.Grain || outer.Grain >= Grain.Week
        select Piece.Day(Counting.Nth(place, item, outer), Says.Date | Says.Weekday);

    private static readonly TokenListParser<Lexeme, Piece> After =
        from the in Maybe(The)
        from place in MaybeValue(Place)
        from item in place is null ? Items.Counted : Items.Every
        from side in Word("after following before")
        from anchor in Any(Years.Full.Select(Years.Of), Phrases.Operand)
        where place is null or > 0
        select Piece.Day(Counting.After((side.Text == "before" ? -1 : 1) * (place ?? 1), item, anchor), Says.Date | Says.Weekday);

    private static readonly TokenListParser<Lexeme, Piece> Closest =
        from the in Maybe(The)
        from place in OrElse(Place, 1)
        from closest in Word("closest nearest")
        from item in Items.Every
        from to in Word("to")
        from anchor in Phrases.Operand
        where place > 0
        select Piece.Day(Counting.Closest(place, item, anchor), Says.Date | Says.Weekday);

    /// <summary>"the week of october 6th", "weekend of 3 may".</summary>
    private static readonly TokenListParser<Lexeme, Piece> Around =
        from the in Maybe(The)
        from unit in Any(Phrase("week|month|quarter|year").Select(w => Recurring.Every(Vocabulary.Units[w.Text].Grain)), Items.Weekend)
        from of in Word("of")
        from day in Phrases.Operand
        where day.Grain < unit.Grain || unit.Period == Grain.Week
        select Piece.Day(new Once(unit.Grain, s => day.Resolve(s) is { } at ? unit.Current(s, at.From) ?? unit.Next(s, at.From) : null), Says.Date | Says.Weekday);

    public static readonly TokenListParser<Lexeme, Piece> All = Any(Nth, After, Closest, Around);
}
