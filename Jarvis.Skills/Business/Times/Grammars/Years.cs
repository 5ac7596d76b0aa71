using Jarvis.Skills.Business.Times.Calendars;
using Superpower;
using static Jarvis.Skills.Business.Times.Grammars.Reader;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>"2014", "14 AD", "2555 BE" and in dates "'96" and "96".</summary>
internal static class Years
{
    private static readonly TokenListParser<Lexeme, int> Era =
        from year in Figure(1, 9999)
        from era in Word("ad ce be")
        let common = era.Text == "be" ? year - 543 : year
        where common > 0
        select common;

    private static readonly TokenListParser<Lexeme, int> Four = One(l => l is { Kind: LexemeKind.Number, Value: >= 1000 and <= 3000 } && l.Text.Length == 4).Select(l => l.Value);

    /// <summary>With four figures or an era: a year wherever a date goes on.</summary>
    public static readonly TokenListParser<Lexeme, int> Full = Any(Era, Four).Unless(Any(Glued(Sign(":")), Glued(Sign(".,")).IgnoreThen(One(l => l is { Kind: LexemeKind.Number, Spaced: false }))));

    /// <summary>With two, where a day and a month stand before it: "96" is 1996, "15" 2015.</summary>
    public static readonly TokenListParser<Lexeme, int> Short =
        (from apostrophe in Maybe(Sign("'"))
         from year in One(l => l is { Kind: LexemeKind.Number, Value: >= 0 } && l.Text.Length == 2)
         select year.Value + (year.Value > 50 ? 1900 : 2000)).Unless(Any(Sign(":"), Word("am pm h o oclock"), Glued(Sign(".,/-")), Seen(Word(Vocabulary.Months)), Seen(Word(Vocabulary.Units))));

    public static readonly TokenListParser<Lexeme, int> InDate = Any(Full, Short);

    public static Series Of(int year) => new Once(Grain.Year, _ => Stretch.Of(new DateTime(year, 1, 1), Grain.Year));

}
