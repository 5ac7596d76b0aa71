using System.Globalization;
using Superpower;
using Superpower.Parsers;
using static Jarvis.Skills.Business.Times.Grammar;

namespace Jarvis.Skills.Business.Times;

/// <summary>A time of day. Not <paramref name="Certain"/> when "5" could be morning or afternoon.</summary>
internal readonly record struct Clock(TimeOnly Time, bool Certain)
{
    /// <summary>The reading without a date: seven to twelve is morning or noon, one to six is afternoon.</summary>
    public TimeOnly Usual => Certain || Time.Hour is 0 or >= 7 ? Time : Time.AddHours(12);
}

/// <summary>"5", "9:30", "5pm", "17:00", "noon", "half past 5", "8 in the morning". What stands before a bare number is the caller's to demand.</summary>
internal static class ClockGrammar
{
    private static readonly TokenListParser<WordKind, Clock> Written = Token.EqualTo(WordKind.Clock).Select(t => Read(t.ToStringValue())).Where(c => c is not null).Select(c => c!.Value);

    private static readonly TokenListParser<WordKind, Clock> Named = Longest(
        Word("noon", "midday").Select(_ => new Clock(new TimeOnly(12, 0), true)),
        Word("midnight").Select(_ => new Clock(TimeOnly.MinValue, true)));

    /// <summary>"half past 5", "quarter to 6", "ten past nine".</summary>
    private static readonly TokenListParser<WordKind, Clock> Relative =
        from minutes in Longest(Word("half").Value(30), Skip("a").IgnoreThen(Word("quarter")).Value(15), Count.Where(c => c < 60))
        from past in Word("past", "after", "to", "before").Select(w => w is "past" or "after")
        from hour in Count.Where(h => h is >= 1 and <= 12)
        select new Clock(new TimeOnly(hour, 0).AddMinutes(past ? minutes : -minutes), false);

    private static readonly TokenListParser<WordKind, Clock> Hour =
        from hour in Count.Where(h => h is >= 0 and <= 23)
        from oclock in Phrases("o clock", "oclock", "hours", "h").OptionalOrDefault("")
        select new Clock(new TimeOnly(hour, 0), hour is 0 or > 12);

    public static TokenListParser<WordKind, TimeOnly> PartOfDay { get; } = Longest(
        Word("morning", "mornings").Value(new TimeOnly(8, 0)),
        Word("afternoon", "afternoons").Value(new TimeOnly(14, 0)),
        Word("evening", "evenings").Value(new TimeOnly(18, 0)),
        Word("night", "tonight", "nights").Value(new TimeOnly(20, 0)));

    private static readonly TokenListParser<WordKind, TimeOnly> InThePart = Longest(
        Phrase("in the").IgnoreThen(PartOfDay), Phrase("at").IgnoreThen(PartOfDay), Word("this").IgnoreThen(PartOfDay), Word("tonight").Value(new TimeOnly(20, 0)));

    /// <summary>A time that shows itself to be one: with a colon, am or pm, or a name.</summary>
    public static TokenListParser<WordKind, Clock> Sure { get; } = WithPart(Longest(Written, Named, Relative));

    /// <summary>Also a bare hour, after "at".</summary>
    public static TokenListParser<WordKind, Clock> Any { get; } = WithPart(Longest(Written, Named, Relative, Hour));

    private static TokenListParser<WordKind, Clock> WithPart(TokenListParser<WordKind, Clock> clock) =>
        from time in clock
        from part in InThePart.Maybe()
        select part is { } p ? new Clock(Shift(time.Time, p), true) : time;

    private static TimeOnly Shift(TimeOnly time, TimeOnly part) => part.Hour >= 12 && time.Hour is >= 1 and < 12 ? time.AddHours(12) : time;

    private static Clock? Read(string text)
    {
        var digits = text.TrimEnd('a', 'p', 'm', '.', ' ').Replace('.', ':');
        var half = text.Contains('p', StringComparison.Ordinal) ? 12 : text.Contains('a', StringComparison.Ordinal) ? 0 : -1;
        var parts = digits.Split(':');
        var hour = int.Parse(parts[0], CultureInfo.InvariantCulture);
        var minute = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        if (minute > 59 || hour > 23 || (half >= 0 && hour is 0 or > 12 && half >= 0)) return null;
        if (half >= 0) return new Clock(new TimeOnly((hour % 12) + half, minute), true);
        return new Clock(new TimeOnly(hour, minute), hour is 0 or > 12 || digits.StartsWith('0'));
    }
}
