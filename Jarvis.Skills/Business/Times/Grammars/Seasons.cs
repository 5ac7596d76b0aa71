using Jarvis.Skills.Business.Times.Calendars;
using Superpower;
using static Jarvis.Skills.Business.Times.Grammars.Reader;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>"summer", "this season", "the third quarter", "q3 2018", "18q4". Seasons are the northern half's.</summary>
internal static class Seasons
{
    private static readonly (int Month, int Day)[] Starts = [(3, 20), (6, 21), (9, 23), (12, 21)];

    public static readonly TokenListParser<Lexeme, Recurring> Season = Any(
        Word("spring springtime").Select(_ => Of(0)),
        Word("summer summertime").Select(_ => Of(1)),
        Word("fall autumn").Select(_ => Of(2)),
        Word("winter wintertime").Select(_ => Of(3)),
        Word("season").Select(_ => new Recurring(Grain.Day, Grain.Year, 2, (_, start) => Enumerable.Range(0, 4).Select(s => In(start.Year, s) with { To = In(s == 3 ? start.Year + 1 : start.Year, (s + 1) % 4).From }))));

    private static readonly TokenListParser<Lexeme, int> Number = Any(
        from q in Word("q")
        from number in Figure(1, 4, 1)
        select number,
        from the in Maybe(Word("the"))
        from number in Numbers.Ordinal.Where(n => n is >= 1 and <= 4)
        from quarter in Word("quarter qtr")
        select number);

    public static readonly TokenListParser<Lexeme, Recurring> Quarter = Number.Select(QuarterOf);

    public static readonly TokenListParser<Lexeme, Piece> All = Any(
        from the in Maybe(Word("the"))
        from season in FromWord(Season)
        select Piece.Day(season, Says.Month | Says.Day) with { Weak = true },
        Quarter.Select(q => Piece.Day(q, Says.Month)),
        from year in One(l => l is { Kind: LexemeKind.Number, Value: > 0 } && l.Text.Length is 2 or 4)
        from q in Glued(Word("q"))
        from number in Figure(1, 4, 1)
        select Piece.Day(Meeting.Of(Years.Of(year.Text.Length == 2 ? 2000 + year.Value : year.Value), QuarterOf(number)), Says.Year | Says.Month));

    private static Recurring QuarterOf(int number) => Recurring.InYear(Grain.Quarter, year => new DateTime(year, (3 * number) - 2, 1));

    private static Recurring Of(int season) => new(Grain.Day, Grain.Year, 2, (_, start) => [In(start.Year, season)]);

    private static Stretch In(int year, int season)
    {
        var (from, to) = (Starts[season], Starts[(season + 1) % 4]);
        return new Stretch(new DateTime(year, from.Month, from.Day), new DateTime(season == 3 ? year + 1 : year, to.Month, to.Day).AddDays(1), Grain.Day);
    }
}
