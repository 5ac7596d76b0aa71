using Superpower;
using static Jarvis.Skills.Business.Times.Grammars.Reader;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>Numbers as times have them.</summary>
internal static class Numbers
{
    /// <summary>"seven", "twenty five", "a hundred and twenty".</summary>
    private static readonly TokenListParser<Lexeme, int> Tens =
        from tens in Word(Vocabulary.Numbers).Where(n => n >= 20)
        from hyphen in Maybe(Sign("-"))
        from ones in Word(Vocabulary.Numbers).Where(n => n < 10)
        select tens + ones;

    private static readonly TokenListParser<Lexeme, int> Hundreds =
        from count in OrElse(Any(Word(Vocabulary.Numbers).Where(n => n < 10), Word("a").Select(_ => 1)), 1)
        from hundred in Word("hundred")
        from and in Maybe(Word("and"))
        from rest in OrElse(Any(Tens, Word(Vocabulary.Numbers)), 0)
        select (100 * count) + rest;

    public static readonly TokenListParser<Lexeme, int> Named = FromWord(Any(Tens, Word(Vocabulary.Numbers), Hundreds));

    /// <summary>"3", "three".</summary>
    public static readonly TokenListParser<Lexeme, int> Plain = Any(Figure(0, 99_999_999, 8), Named);

    /// <summary>"3", "three", "a", "a couple of", "a few".</summary>
    public static readonly TokenListParser<Lexeme, int> Count = Remember(7, () => Any(
        Plain,
        Word("a an").Select(_ => 1),
        Phrase("a couple of|a couple|couple of|couple|a pair of|the couple of").Select(_ => 2),
        Phrase("a few|few|the few").Select(_ => 3),
        Phrase("several").Select(_ => 7)));

    /// <summary>"12", "1.5", "3/4".</summary>
    public static readonly TokenListParser<Lexeme, double> InFigures = Any(
        Figure(0, 99_999_999, 8).Select(n => (double)n),
        from whole in Figure(0, 99_999, 5)
        from point in Glued(Sign(".,"))
        from part in One(l => l.Kind == LexemeKind.Number && !l.Spaced && l.Text.Length <= 4)
        select whole + (part.Value / Math.Pow(10, part.Text.Length)),
        from top in Figure(1, 9)
        from slash in Glued(Sign("/"))
        from bottom in Figure(2, 9)
        select (double)top / bottom);

    /// <summary>"1.5", "3/4", "2 and a half", "half a", "three quarters of an".</summary>
    public static readonly TokenListParser<Lexeme, double> Amount = Remember(8, () => Any(
        Count.Select(c => (double)c),
        InFigures,
        from whole in Plain
        from half in Phrase("and a half|and an half|and half")
        select whole + 0.5,
        Phrase("half a|half an|half|a half|one half").Select(_ => 0.5),
        Phrase("a quarter of an|a quarter of a|quarter of an|quarter of a|a quarter|quarter").Select(_ => 0.25),
        Phrase("three quarters of an|three quarters of a|three quarter of an").Select(_ => 0.75)));

    /// <summary>"3rd", "twenty first".</summary>
    public static readonly TokenListParser<Lexeme, int> Ordinal = Remember(9, () => Any(
        from number in Figure(1, 999, 3)
        from ending in Glued(Word("st nd rd th"))
        select number,
        Word(Vocabulary.Ordinals),
        from tens in Word(Vocabulary.Numbers).Where(n => n is 20 or 30)
        from hyphen in Maybe(Sign("-"))
        from ones in Word(Vocabulary.Ordinals).Where(n => n < 10)
        select tens + ones));
}
