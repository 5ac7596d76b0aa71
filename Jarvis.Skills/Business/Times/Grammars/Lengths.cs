using Jarvis.Skills.Business.Times.Calendars;
using Superpower;
using static Jarvis.Skills.Business.Times.Grammars.Reader;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>"30 minutes", "half an hour", "1h30", "an hour and a half", "two weeks, 3 days", "PT30M".</summary>
internal static class Lengths
{
    public static readonly TokenListParser<Lexeme, (Grain Grain, int Times)> Unit = Any(
        from unit in Word(Vocabulary.Units)
        from point in Maybe(Sign(".").Unless(One(_ => true)))
        select unit,
        Word("second").Select(_ => (Grain.Second, 1)));

    /// <summary>A single letter is a unit only behind figures: "5 m", but not "a m".</summary>
    private static readonly TokenListParser<Lexeme, (Grain Grain, int Times)> LongUnit =
        One(l => l.Kind == LexemeKind.Word && l.Text.Length > 1 && Vocabulary.Units.ContainsKey(l.Text)).Select(l => Vocabulary.Units[l.Text]);

    private static readonly TokenListParser<Lexeme, (double Count, Grain Grain)> Counted = Any(
        from amount in Numbers.Amount
        from more in Maybe(Word("more additional full whole"))
        from unit in LongUnit
        from half in Maybe(Phrase("and a half|and half"))
        select ((amount * unit.Times) + (half is null ? 0 : 0.5 * unit.Times), unit.Grain),
        from amount in Numbers.InFigures
        from unit in Unit
        select (amount * unit.Times, unit.Grain),
        from count in Figure(0, 9999)
        from sign in Glued(Sign("'\"")).Unless(One(l => l.Kind == LexemeKind.Word && !l.Spaced))
        select ((double)count, sign.Text == "'" ? Grain.Minute : Grain.Second));

    /// <summary>"the day", where "before" or "after" follows.</summary>
    public static readonly TokenListParser<Lexeme, Length> The = Word("the").IgnoreThen(Unit).Select(u => new Length([(u.Times, u.Grain)]));

    private static readonly TokenListParser<Lexeme, Lexeme> And = Any(
        Sign(",").Then(comma => Maybe(Word("and")).Select(_ => comma)), Word("and"));

    private static readonly TokenListParser<Lexeme, Length> Chain = input =>
    {
        var parts = new List<(double, Grain)>();
        var at = input;
        while (parts.Count < 6)
        {
            var from = parts.Count > 0 && And(at) is { HasValue: true } and ? and.Remainder : at;
            if (Counted(from) is not { HasValue: true } next || parts.Exists(p => p.Item2 <= next.Value.Grain)) break;
            parts.Add(next.Value);
            at = next.Remainder;
        }
        return parts.Count == 0 ? Superpower.Model.TokenListParserResult.Empty<Lexeme, Length>(input) : Superpower.Model.TokenListParserResult.Value(new Length(parts), input, at);
    };

    /// <summary>"1h30".</summary>
    private static readonly TokenListParser<Lexeme, Length> Short =
        from hours in Figure(0, 999)
        from h in Glued(Word("h"))
        from minutes in One(l => l is { Kind: LexemeKind.Number, Spaced: false, Value: >= 0 and < 6000 })
        from m in Maybe(Glued(Word("m min")))
        select new Length([(hours, Grain.Hour), (minutes.Value, Grain.Minute)]);

    private static readonly TokenListParser<Lexeme, (double Count, Grain Grain)> DatePart =
        from count in Figure(0, 99_999, 5)
        from unit in Glued(Word("y m w d dt"))
        select ((double)count, unit.Text switch { "y" => Grain.Year, "m" => Grain.Month, "w" => Grain.Week, _ => Grain.Day });

    private static readonly TokenListParser<Lexeme, (double Count, Grain Grain)> TimePart =
        from count in Figure(0, 99_999, 5)
        from unit in Glued(Word("h m s"))
        select ((double)count, unit.Text switch { "h" => Grain.Hour, "m" => Grain.Minute, _ => Grain.Second });

    /// <summary>ISO 8601.</summary>
    private static readonly TokenListParser<Lexeme, Length> Iso = Any(
        from p in Word("p")
        from days in DatePart.AtLeastOnce()
        from times in TimePart.Many()
        select new Length([.. days, .. times]),
        from pt in Word("pt")
        from times in TimePart.AtLeastOnce()
        select new Length(times));

    public static readonly TokenListParser<Lexeme, Length> Length = Remember(0, () => Any(Chain, Short, Iso));
}
