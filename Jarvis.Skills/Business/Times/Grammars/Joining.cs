using Jarvis.Skills.Business.Times.Calendars;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>How two pieces become one, and what all of them together mean.</summary>
internal static class Joining
{
    /// <summary>Both; null when they say the same thing twice.</summary>
    public static Piece? Join(Piece a, Piece b)
    {
        var twice = a.Says & b.Says;
        if (twice != Says.Nothing) return null;
        return new Piece(a.Says | b.Says)
        {
            Days = a.Days is null || b.Days is null ? a.Days ?? b.Days : Days(a, b),
            Clock = a.Clock ?? b.Clock,
            Span = a.Span ?? b.Span,
            Part = a.Part ?? b.Part,
            Zone = a.Zone ?? b.Zone,
        };
    }

    public static Series Finish(Piece piece)
    {
        var said = Plain(piece);
        return piece.Zone is { } zone && (piece.Says & Says.Clock) != 0 && piece.Clock is not null | piece.Span is not null ? new Elsewhere(said, zone) : said;
    }

    private static Series Plain(Piece piece) => piece switch
    {
        { Clock: { } clock, Part: { } part } => InPart(piece.Days, clock, part),
        { Clock: { } clock, Days: { } days } => Meeting.Of(days, clock),
        { Clock: { } clock } => clock,
        { Span: { } span, Part: { } part } => InPart(piece.Days, span.Start, part, span.In(part)),
        { Span: { } span, Days: { } days } => Meeting.Of(days, span),
        { Span: { } span } => span,
        { Part: { } part, Days: { } days } => Meeting.Of(days, part),
        { Part: { } part } => part,
        _ => piece.Alone ?? piece.Days!,
    };

    /// <summary>"tonight at 2" is after midnight.</summary>
    private static Series InPart(Series? days, TimeOfDay clock, DayPart part, ClockSpan? span = null)
    {
        var at = part.At(clock)!.Value;
        Series time = span ?? (Series)new TimeOfDay(at - TimeSpan.FromDays(at.Days), clock.Grain, bare: false);
        if (days is null) return time;
        if (at.Days == 0) return Meeting.Of(days, time);
        return new Once(time.Grain, s => days.Resolve(s) is { } day ? time.Next(s, day.From.Date.AddDays(1)) : null);
    }

    /// <summary>People err in the weekday of a date with a year; the date counts.</summary>
    private static Series Days(Piece a, Piece b)
    {
        var (weekday, date) = a.Says == Says.Weekday ? (a, b) : (b, a);
        if (weekday.Says != Says.Weekday || (date.Says & Says.Day) == 0) return Meeting.Of(a.Days!, b.Days!);
        return date.Days!.IsOne ? date.Days : new Dated(weekday.Days!, date.Days);
    }

    /// <summary>"tuesday, 10 january": in a year in which that is a Tuesday, but where the nearest is meant, that one.</summary>
    private sealed class Dated(Series weekday, Series date) : Series(Grain.Day)
    {
        private readonly Meeting both = new(date, weekday);

        public override Stretch? Next(Scene scene, DateTime from) => scene.Customs.Lean == Lean.Nearest ? date.Next(scene, from) : both.Next(scene, from);

        public override Stretch? Last(Scene scene, DateTime before) => scene.Customs.Lean == Lean.Nearest ? date.Last(scene, before) : both.Last(scene, before);
    }
}
