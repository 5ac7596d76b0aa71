using Jarvis.Skills.Business.Times.Calendars;
using Superpower;
using static Jarvis.Skills.Business.Times.Grammars.Reader;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>So long before or after now or another time: "in 20 minutes", "3 days ago", "two weeks from tomorrow", "the day after christmas", "2 fridays ago".</summary>
internal static class Shifts
{
    private static readonly TokenListParser<Lexeme, Lexeme> Rough = Any(Word("about around approximately roughly just exactly only"), Sign("~"), Word("the").Then(the => Word("next")));

    private static readonly TokenListParser<Lexeme, int> Suffix = Any(
        Phrase("ago|back|earlier|before now|prior|in the past").Select(_ => -1),
        Phrase("from now|hence|later|out|after now|from today|in the future|away").Select(_ => 1));

    /// <summary>"in 20 minutes", "within a few hours", "after 5 days", "in about an hour from now".</summary>
    private static readonly TokenListParser<Lexeme, Piece> In = Any(
        from lead in Word("in within after")
        from rough in Maybe(Rough)
        from again in Maybe(Rough)
        from length in Lengths.Length
        from time in Maybe(Any(Phrase("from now"), Word("time")))
        select Shift(length, 1),
        from lead in Word("in")
        from minutes in Figure(2, 99, 2).Unless(Any(Glued(Sign(":.,/-%$")), Word("percent"), One(l => l.Kind is LexemeKind.Word or LexemeKind.Number)))
        select Shift(new Length([(minutes, Grain.Minute)]), 1),
        Phrase("after this year").Select(_ => Shift(new Length([(1, Grain.Year)]), 1)));

    /// <summary>"3 days ago", "an hour from now", "15 minutes later". Without more words, "before" and "after" count from now too.</summary>
    private static readonly TokenListParser<Lexeme, Piece> Counted = Any(
        from today in Maybe(Word("today tonight"))
        from lead in Maybe(Word("in"))
        from length in Lengths.Length
        from sign in Suffix
        select Shift(length, sign),
        from today in Word("today")
        from lead in Word("in")
        from length in Lengths.Length
        select Shift(length, 1),
        from length in Any(Lengths.Length, Lengths.The)
        from sign in Word("before after").Unless(Seen(Phrases.Operand))
        select Shift(length, sign.Text == "after" ? 1 : -1) with { Weak = true },
        from sign in Sign("+-").Where(s => s.Spaced || s.Start == 0)
        from length in Lengths.Length
        select Shift(length, sign.Text == "+" ? 1 : -1));

    /// <summary>"3 fridays from now", "2 thursdays ago".</summary>
    private static readonly TokenListParser<Lexeme, Piece> Weekdays = Any(
        from lead in Maybe(Word("in"))
        from count in Numbers.Count.Where(c => c is > 0 and < 1000)
        from item in Items.Counted
        from sign in Suffix
        select Piece.Day(new Once(item.Grain, s => Counting.Walk(s, item, sign * count, sign < 0 ? s.Today : s.Today.AddDays(1))), Says.Date | Says.Weekday),
        from lead in Word("in")
        from count in Numbers.Plain.Where(c => c is > 1 and < 1000)
        from item in Items.Counted
        select Piece.Day(new Once(item.Grain, s => Counting.Walk(s, item, count, s.Today.AddDays(1))), Says.Date | Says.Weekday));

    /// <summary>"two weeks after yesterday", "3 days before easter", "a week from monday".</summary>
    private static readonly TokenListParser<Lexeme, Piece> Anchored =
        from length in Any(Lengths.Length, Lengths.The)
        from side in Word("after before from since")
        from anchor in Phrases.Operand
        select Piece.Day(Moved(anchor, length, side.Text == "before" ? -1 : 1), Says.All & ~Says.Clock & ~Says.Part);

    public static readonly TokenListParser<Lexeme, Piece> All = Any(In, Counted, Weekdays, Anchored);

    /// <summary>"next tuesday + 10 days".</summary>
    public static readonly TokenListParser<Lexeme, (Length Length, int Sign)> Behind =
        from sign in Sign("+-").Where(s => s.Spaced)
        from length in Lengths.Length
        select (length, sign.Text == "+" ? 1 : -1);

    public static Series Moved(Series anchor, Length length, int sign) => new Once(anchor.Grain < length.Finest ? anchor.Grain : length.Finest >= Grain.Day ? Grain.Day : length.Finest, s =>
    {
        if (anchor.Resolve(s) is not { } at) return null;
        var grain = anchor.Grain < length.Finest ? anchor.Grain : length.Finest >= Grain.Day ? Grain.Day : length.Finest;
        return Stretch.Of(length.From(s, at.From, sign), grain);
    });

    private static Piece Shift(Length length, int sign)
    {
        var exact = new Once(length.Coarsest == length.Finest ? length.Finest.Finer() : length.Finest, s =>
        {
            var instant = length.FromNow(s, sign);
            var at = DateTime.SpecifyKind(instant.DateTime, DateTimeKind.Unspecified);
            return new Stretch(at, at.Step(Grain.Second, 1), length.Coarsest == length.Finest ? length.Finest.Finer() : length.Finest) { Exact = instant };
        });
        if (length.Finest < Grain.Day) return Piece.Day(exact, Says.All);

        // With a time of day ("in 3 days at 8") it is that day; with a feast ("easter in 2 years") that year.
        var whole = length.Finest == Grain.Year ? Grain.Year : Grain.Day;
        return new Piece(whole == Grain.Year ? Says.Year : Says.Date) { Alone = exact, Days = new Once(whole, s => Stretch.Of(whole.Start(length.From(s, s.Now, sign)), whole)) };
    }

}
