using Jarvis.Skills.Business.Times.Calendars;
using Superpower;
using Superpower.Model;
using static Jarvis.Skills.Business.Times.Grammars.Reader;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>
/// Pieces one after the other, each of which narrows the time down, in whatever order: "monday the 3rd at 5", "8pm tomorrow",
/// "thanksgiving of next year", "fri, jul 18, 2014 07:00 pm".
/// </summary>
internal static class Phrases
{
    private const int MostPieces = 8;

    /// <summary>A whole phrase as part of another: "the week of …", "3 days after …".</summary>
    public static readonly TokenListParser<Lexeme, Series> Operand = Remember(2, () => Whole!.Select(p => Joining.Finish(p)));

    private static readonly TokenListParser<Lexeme, Piece> Each = Remember(3, () => Any(
        Dates.All, WrittenDates.All, Relative.All, Countings.All, Shifts.All, ClockPieces.All, Seasons.All, FromWord(Worded)));

    private static TokenListParser<Lexeme, Piece> Worded => Any(
        Edges.All, DayParts.All, Holidays.Any.Select(h => Piece.Day(h, Says.Month | Says.Day)),
        Items.Weekend.Select(w => Piece.Day(w, Says.Weekday)), Phrase("the").IgnoreThen(Items.Weekend).Select(w => Piece.Day(w, Says.Weekday)),
        Phrase("the").IgnoreThen(Dated), Phrase("the").IgnoreThen(Items.Weekday).Select(Piece.On),
        Phrase("on the").IgnoreThen(Dated),
        Phrase("in|during|for|throughout|in the year|the year").IgnoreThen(YearOf));

    public static readonly TokenListParser<Lexeme, Piece> Whole = Remember<Piece>(4, () => Read);

    /// <summary>"15th", a day of the month.</summary>
    private static TokenListParser<Lexeme, Piece> Dated => Numbers.Ordinal.Where(d => d is >= 1 and <= 31)
        .Unless(Any(Word("quarter qtr half"), Seen(Lengths.Unit), Word("one time"))).Select(d => Piece.Day(Recurring.DayOfMonth(d)));

    private static TokenListParser<Lexeme, Piece> YearOf => Years.Full.Select(y => Piece.Day(Years.Of(y), Says.Year));

    private static readonly TokenListParser<Lexeme, Lexeme> Lead = Any(Word("on in for during at the around about approximately sometime sometimes over of within its"), Phrase("some time"));

    private static readonly TokenListParser<Lexeme, Lexeme> Link = Any(Word("of in on at for the around about from"), Sign(",.:-"), Phrase("at about|at around|early in|in the|of the|on the"));

    private static readonly TokenListParser<Lexeme, Lexeme> Rough = Word("approximately sharp exactly");

    /// <summary>What goes on only after other words.</summary>
    private static readonly TokenListParser<Lexeme, Piece> Later = Any(
        Years.Full.Select(y => Piece.Day(Years.Of(y), Says.Year)),
        from day in Numbers.Ordinal.Where(d => d is >= 1 and <= 31)
        select Piece.Day(Recurring.DayOfMonth(day)));

    private static readonly TokenListParser<Lexeme, Piece> Bare =
        from day in Figure(1, 31, 2)
        from of in Word("of")
        from month in Any(
            from which in Any(Phrase("this|the|the current").Select(_ => 0), Word("next").Select(_ => 1), Word("last").Select(_ => -1))
            from unit in Word("month")
            select which)
        select Piece.Day(Meeting.Of(new Once(Grain.Month, s => Relative.Cycle(s, Grain.Month, month)), Recurring.DayOfMonth(day)), Says.Date);

    private static TokenListParserResult<Lexeme, Piece> Read(TokenList<Lexeme> input)
    {
        var first = First(input);
        if (!first.HasValue) return first;
        var (piece, at) = (first.Value, first.Remainder);
        for (var pieces = 1; pieces < MostPieces; pieces++)
        {
            if (Next(piece, at) is not { } next) break;
            (piece, at) = next;
        }
        if (Rough(at) is { HasValue: true } rough) at = rough.Remainder;
        return TokenListParserResult.Value(piece, input, at);
    }

    private static TokenListParserResult<Lexeme, Piece> First(TokenList<Lexeme> input)
    {
        var best = Each(input);
        if (Bare(input) is { HasValue: true } bare && (!best.HasValue || bare.Remainder.Position > best.Remainder.Position)) best = bare;
        var at = input;
        for (var i = 0; i < 3 && Lead(at) is { HasValue: true } lead; i++)
        {
            at = lead.Remainder;
            var led = Each(at);
            if (led.HasValue && (!best.HasValue || led.Remainder.Position > best.Remainder.Position)) best = TokenListParserResult.Value(led.Value with { Weak = false }, input, led.Remainder);
        }
        return best;
    }

    private static (Piece, TokenList<Lexeme>)? Next(Piece piece, TokenList<Lexeme> at)
    {
        if (Shifts.Behind(at) is { HasValue: true } moved && piece.Clock is null)
            return (Piece.Day(Shifts.Moved(Joining.Finish(piece), moved.Value.Length, moved.Value.Sign), Says.All), moved.Remainder);
        if (Zones.Zone(at) is { HasValue: true } zone && piece.Zone is null && (piece.Says & Says.Zone) == Says.Nothing) return (piece with { Zone = zone.Value, Says = piece.Says | Says.Zone }, zone.Remainder);
        (Piece, TokenList<Lexeme>)? best = null;
        var from = at;
        for (var links = 0; links <= 3; links++)
        {
            foreach (var reader in (TokenListParser<Lexeme, Piece>[])[Each, Later])
                if (reader(from) is { HasValue: true } more && Joining.Join(piece, more.Value) is { } joined && (best is null || more.Remainder.Position > best.Value.Item2.Position)) best = (joined, more.Remainder);
            if (best is not null || Link(from) is not { HasValue: true } link) break;
            from = link.Remainder;
        }
        return best;
    }
}
