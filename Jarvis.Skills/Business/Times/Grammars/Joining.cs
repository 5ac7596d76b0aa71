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
            Days = a.Days is null || b.Days is null ? a.Days ?? b.Days : Meeting.Of(a.Days, b.Days),
            Weekday = a.Weekday ?? b.Weekday,
            Clock = a.Clock ?? b.Clock,
            Span = a.Span ?? b.Span,
            Part = a.Part ?? b.Part,
            Zone = a.Zone ?? b.Zone,
        };
    }

    public static Series Finish(Piece piece)
    {
        // Who names a zone says 9:00 as its clocks show it.
        var said = Plain(piece.Zone is null || piece.Clock is null ? piece : piece with { Clock = piece.Clock.Certain });
        return piece.Zone is { } zone && (piece.Says & Says.Clock) != Says.Nothing && piece.Clock is not null | piece.Span is not null ? new Elsewhere(said, zone) : said;
    }

    private static Series Plain(Piece piece) => (piece.Clock, piece.Span, piece.Part, Day(piece)) switch
    {
        ({ } clock, _, { } part, var days) => InPart(days, clock, part),
        ({ } clock, _, _, { } days) => Meeting.Of(days, clock),
        ({ } clock, _, _, _) => clock,
        (_, { } span, { } part, var days) => InPart(days, span.Start, part, span.In(part)),
        (_, { } span, _, { } days) => Meeting.Of(days, span),
        (_, { } span, _, _) => span,
        (_, _, { } part, { } days) => Meeting.Of(days, part),
        (_, _, { } part, _) => part,
        (_, _, _, var days) => piece.Alone is { } alone && piece.Weekday is null ? alone : days!,
    };

    /// <summary>People err in the weekday of a date with a year; the date counts.</summary>
    private static Series? Day(Piece piece)
    {
        if (piece.Weekday is not { } weekday) return piece.Days;
        if (piece.Days is not { } days) return weekday;
        if ((piece.Says & Says.Day) == Says.Nothing || days.Grain > Grain.Day) return Meeting.Of(days, weekday);
        return days.IsOne ? days : new Dated(weekday, days);
    }

    /// <summary>"tonight at 2" is after midnight.</summary>
    private static Series InPart(Series? days, TimeOfDay clock, DayPart part, ClockSpan? span = null)
    {
        var at = part.At(clock)!.Value;
        Series time = span ?? (Series)new TimeOfDay(at - TimeSpan.FromDays(at.Days), clock.Grain, bare: false);
        if (days is null) return time;
        if (at.Days == 0) return Meeting.Of(days, time);
        return new Once(time.Grain, s => days.Resolve(s) is { } day ? time.Next(s, day.From.Date.AddDays(1)) : null);
    }

    /// <summary>"tuesday, 10 january": in a year in which that is a Tuesday, but where the nearest is meant, that one.</summary>
    private sealed class Dated(Series weekday, Series date) : Series(Grain.Day)
    {
        private readonly Meeting both = new(date, weekday);

        public override Stretch? Next(Scene scene, DateTime from) => scene.Customs.Lean == Lean.Nearest ? date.Next(scene, from) : both.Next(scene, from);

        public override Stretch? Last(Scene scene, DateTime before) => scene.Customs.Lean == Lean.Nearest ? date.Last(scene, before) : both.Last(scene, before);
    }
}
