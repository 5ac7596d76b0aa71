using Jarvis.Skills.Business.Times.Calendars;
using Superpower;
using static Jarvis.Skills.Business.Times.Grammars.Reader;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>
/// "the beginning of march", "mid april", "end of next week", "EOM", "early 2017". Of a month ten days, of a year four
/// months at its end and three at its beginning, of a week three days.
/// </summary>
internal static class Edges
{
    private enum Edge
    {
        Beginning,
        Middle,
        End,
    }

    private static readonly TokenListParser<Lexeme, Edge> Of = Any(
        Phrase("beginning of|the beginning of|start of|the start of|early|early in").Select(_ => Edge.Beginning),
        Phrase("mid|middle of|the middle of|mid of").Select(_ => Edge.Middle),
        Phrase("end of|the end of|late|late in|ending of").Select(_ => Edge.End));

    private static readonly TokenListParser<Lexeme, Series> Whole = Any(
        from the in Maybe(Word("the"))
        from unit in Lengths.Unit.Where(u => u.Times == 1 && u.Grain >= Grain.Week)
        select (Series)new Once(unit.Grain, s => Relative.Cycle(s, unit.Grain, 0)),
        Years.Full.Select(Years.Of),
        from hyphen in Maybe(Sign("-"))
        from part in Phrases.Operand
        where part.Grain >= Grain.Week
        select part);

    private static readonly TokenListParser<Lexeme, Piece> Part =
        from edge in Of
        from whole in Whole
        select Piece.Day(new Once(Grain.Day, s => whole.Resolve(s) is { } at ? Cut(at, edge) : null), Says.All);

    private static readonly TokenListParser<Lexeme, Piece> Short = Any(
        Phrase("eom|the eom").Select(_ => This(Grain.Month, Edge.End)),
        Phrase("bom|the bom").Select(_ => This(Grain.Month, Edge.Beginning)),
        Phrase("eoy|the eoy").Select(_ => This(Grain.Year, Edge.End)),
        Phrase("boy|the boy").Select(_ => This(Grain.Year, Edge.Beginning) with { Weak = true }),
        Phrase("eow|the eow").Select(_ => This(Grain.Week, Edge.End)),
        Phrase("eoq|the eoq").Select(_ => This(Grain.Quarter, Edge.End)));

    /// <summary>"end of day", "close of business": five in the afternoon.</summary>
    private static readonly TokenListParser<Lexeme, Piece> OfDay =
        Phrase("eod|the eod|end of day|the end of the day|end of the day|end of business|cob|close of business|the end of day|end of business day")
            .Select(_ => new Piece(Says.Clock) { Clock = new TimeOfDay(TimeSpan.FromHours(17), Grain.Hour, bare: false) });

    public static readonly TokenListParser<Lexeme, Piece> All = Any(Part, Short, OfDay);

    private static Piece This(Grain grain, Edge edge) => Piece.Day(new Once(Grain.Day, s => Cut(Relative.Cycle(s, grain, 0), edge)), Says.All);

    private static Stretch Cut(Stretch whole, Edge edge)
    {
        var (from, to, grain) = whole.Grain switch
        {
            Grain.Year or Grain.Quarter when edge == Edge.Beginning => (whole.From, whole.From.AddMonths(whole.Grain == Grain.Year ? 3 : 1), Grain.Month),
            Grain.Year or Grain.Quarter when edge == Edge.End => (whole.To.AddMonths(whole.Grain == Grain.Year ? -4 : -1), whole.To, Grain.Month),
            Grain.Year or Grain.Quarter => (whole.From.AddMonths(whole.Grain == Grain.Year ? 4 : 1), whole.From.AddMonths(whole.Grain == Grain.Year ? 8 : 2), Grain.Month),
            Grain.Month when edge == Edge.Beginning => (whole.From, whole.From.AddDays(10), Grain.Day),
            Grain.Month when edge == Edge.Middle => (whole.From.AddDays(10), whole.From.AddDays(20), Grain.Day),
            Grain.Month => (whole.From.AddDays(20), whole.To, Grain.Day),
            _ when edge == Edge.Beginning => (whole.From, whole.From.AddDays(3), Grain.Day),
            _ when edge == Edge.Middle => (whole.From.AddDays(2), whole.From.AddDays(5), Grain.Day),
            _ => (whole.To.AddDays(-3), whole.To, Grain.Day),
        };
        return new Stretch(from, to, grain) { Point = edge == Edge.End ? to.AddDays(-1) : null };
    }
}
