using Jarvis.Skills.Business.Times.Calendars;
using Superpower;
using static Jarvis.Skills.Business.Times.Grammars.Reader;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>"in the morning", "tonight", "this afternoon", "late tonight", "early in the morning", "tomorrow lunch", "last night".</summary>
internal static class DayParts
{
    private static readonly TokenListParser<Lexeme, PartOfDay> Name = Any(
        Word("morning mornings").Select(_ => PartOfDay.Morning),
        Word("lunch lunchtime").Select(_ => PartOfDay.Noon),
        Word("afternoon afternoons").Select(_ => PartOfDay.Afternoon),
        Word("evening evenings").Select(_ => PartOfDay.Evening),
        Word("night nights nite").Select(_ => PartOfDay.Night));

    private static readonly TokenListParser<Lexeme, Lexeme> Lead = Phrase("in the|during the|in|at|at the|for|over|on the");

    public static readonly TokenListParser<Lexeme, DayPart> Part = Any(
        Name.Select(n => new DayPart(n)),
        Lead.IgnoreThen(Name).Select(n => new DayPart(n)),
        Phrase("early|early in the|in the early").IgnoreThen(Name).Select(n => new DayPart(n).Early()),
        Phrase("late|late in the|late at|in the late").IgnoreThen(Name).Select(n => new DayPart(n).Late()),
        Phrase("after lunch").Select(_ => new DayPart(PartOfDay.Afternoon)));

    private static readonly TokenListParser<Lexeme, Piece> Tonight = Any(
        Phrase("tonight|tonite|tonights|2nite").Select(_ => On(0, new DayPart(PartOfDay.Night))),
        Phrase("late tonight|late tonite").Select(_ => On(0, new DayPart(PartOfDay.Night).Late())),
        from now in Word("this")
        from late in Maybe(Word("late early"))
        from part in Name
        select On(0, new DayPart(part)),
        from next in Word("next")
        from part in Name
        select On(1, new DayPart(part)),
        from last in Word("last")
        from part in Name
        select On(-1, new DayPart(part)));

    /// <summary>A part of no particular day: "in the evening", and only after other words "evening".</summary>
    public static readonly TokenListParser<Lexeme, Piece> All = Any(
        Tonight,
        Lead.IgnoreThen(Name).Select(n => new Piece(Says.Part) { Part = new DayPart(n) }),
        Part.Select(p => new Piece(Says.Part) { Part = p, Weak = true }));

    private static Piece On(int day, DayPart part) => Relative.Day(day) with { Says = Says.Date | Says.Part, Part = part };
}
