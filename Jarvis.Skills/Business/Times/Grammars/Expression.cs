using Jarvis.Skills.Business.Times.Calendars;
using Superpower;
using static Jarvis.Skills.Business.Times.Grammars.Reader;

namespace Jarvis.Skills.Business.Times.Grammars;

internal enum Side
{
    /// <summary>The time itself.</summary>
    None,
    Since,
    After,
    Before,

    /// <summary>"by friday", "until 6".</summary>
    By,
}

/// <summary>What was said about a time, all of it: a phrase, from one to another, or one side of it.</summary>
/// <param name="Weak">See <see cref="Piece.Weak"/>.</param>
internal sealed record Expression(Series Time, Side Side = Side.None, bool Weak = false)
{
    private static readonly TokenListParser<Lexeme, Lexeme> To = Any(Sign("-"), Word("to through thru until till til"), Phrase("up to|up until"));

    private static readonly TokenListParser<Lexeme, Series> Start = Any(Phrases.Operand, Years.Full.Select(Years.Of), Clocks.Bare.Select(c => (Series)c));

    /// <summary>"monday to friday", "from may to december, 2022", "between monday and tuesday".</summary>
    private static readonly TokenListParser<Lexeme, Expression> Range = Any(
        from lead in Maybe(Word("from"))
        from first in Phrases.Operand
        from comma in Maybe(Sign(","))
        from to in To
        from last in Phrases.Operand
        select new Expression(new Between(first, last)),
        from lead in Word("from between")
        from first in Start
        from to in Any(To, Word("and"))
        from last in Start
        select new Expression(new Between(first, last)));

    /// <summary>"from 4pm for thirty minutes", "for 10 days from 18th dec", "10 days from 18 dec".</summary>
    private static readonly TokenListParser<Lexeme, Expression> Lasting = Any(
        from lead in Maybe(Word("from starting"))
        from first in Phrases.Operand
        from wait in Word("for")
        from length in Lengths.Length
        select new Expression(new Lasts(first, length)),
        from wait in Word("for")
        from length in Lengths.Length
        from lead in Phrase("from|starting|starting from|starting on|beginning")
        from first in Phrases.Operand
        select new Expression(new Lasts(first, length)));

    private static readonly TokenListParser<Lexeme, Expression> Sided = Any(
        from rough in Maybe(Word("sometime sometimes"))
        from side in Any(
            Phrase("since|ever since|starting|starting from|starting on|as of|beginning").Select(_ => Side.Since),
            Phrase("from|after|anytime after|from after|later than").Select(_ => Side.After),
            Phrase("before|earlier than|prior to|anytime before|up to").Select(_ => Side.Before),
            Phrase("by|until|till|til|through|thru|no later than|by the|until the").Select(_ => Side.By))
        from at in Maybe(Word("at"))
        from time in Start
        select new Expression(time, side),
        from time in Start
        from onwards in Phrase("onwards|onward|and later|or later|and after")
        select new Expression(time, Side.Since));

    private static readonly TokenListParser<Lexeme, Expression> Plain = Phrases.Whole.Select(p => new Expression(Joining.Finish(p), Weak: p.Weak));

    /// <summary>The longest that begins here.</summary>
    public static readonly TokenListParser<Lexeme, Expression> Parser = Remember(5, () => Any(Range, Lasting, Plain, FromWord(Sided)));

    /// <summary>From the beginning of one to the end of the other; of times of day, to the other.</summary>
    private sealed class Between(Series first, Series last) : Series(first.Grain < last.Grain ? first.Grain : last.Grain)
    {
        public override bool IsOne => true;

        public override Stretch? Next(Scene scene, DateTime from) => Resolve(scene) is { } it && it.From >= from ? it : null;

        public override Stretch? Last(Scene scene, DateTime before) => Resolve(scene) is { } it && it.From < before ? it : null;

        public override Stretch? Resolve(Scene scene)
        {
            // A year that stands at the end is the beginning's too: "august 10 - november 12, 2013".
            var end = last.IsOne ? last.Resolve(scene) : null;
            var start = end is { } e && !first.IsOne ? first.Last(scene, e.To) : first.Resolve(scene);
            if (start is not { } from || (end ?? last.Next(scene, from.From.AddTicks(1))) is not { } to) return null;
            var until = to.Grain >= Grain.Day ? to.To : to.From;
            return until > from.From ? new Stretch(from.From, until, from.Grain) { Point = from.Point } : null;
        }
    }

    private sealed class Lasts(Series first, Length length) : Series(first.Grain < length.Finest ? first.Grain : length.Finest)
    {
        public override bool IsOne => true;

        public override Stretch? Next(Scene scene, DateTime from) => Resolve(scene) is { } it && it.From >= from ? it : null;

        public override Stretch? Last(Scene scene, DateTime before) => Resolve(scene) is { } it && it.From < before ? it : null;

        public override Stretch? Resolve(Scene scene) => first.Resolve(scene) is { } from ? new Stretch(from.From, length.From(scene, from.From, 1), Grain) : null;
    }
}
