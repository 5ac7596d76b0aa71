using Jarvis.Skills.Business.Times.Calendars;
using Jarvis.Skills.Business.Times.Grammars;

namespace Jarvis.Skills.Business.Times;

/// <summary>Which part of a time was named.</summary>
internal enum Naming { Whole, Day, Hour }

/// <summary>What an owner means by a time: reminders lie ahead and in waking hours, reports behind and up to now.</summary>
internal static class OwnerCustoms
{
    /// <summary>When something is to be done for which only a day was named.</summary>
    private const int Morning = 9;

    private static readonly TimeSpan LongestDuration = TimeSpan.FromDays(3660);

    private static readonly Customs Ahead = new() { Lean = Lean.Ahead, Night = new(18, 32, 20) };

    private static readonly Customs Behind = Ahead with { Lean = Lean.Behind };

    /// <summary>Null when the words are no point in time ("since monday", "last week").</summary>
    public static DateTimeOffset? Instant(Expression said, WallClock wall)
    {
        if (said.Side == Side.Since || TimeReader.Resolve(said, wall, Ahead) is not { } reading) return null;
        var stretch = reading.Grain >= Grain.Week || reading.To - reading.From > TimeSpan.FromHours(25);
        if (stretch && reading.From <= wall.Now) return null;
        var at = reading.Point ?? (reading.Grain >= Grain.Day ? wall.At(reading.From.DateTime.AddHours(Morning)) : reading.From);

        // "remind me today" said at noon cannot mean nine in the morning: then it is in an hour.
        var begun = reading.Point is not null || reading.Grain >= Grain.Day;
        return begun && at <= wall.Now && reading.To > wall.Now ? TimeZoneInfo.ConvertTime(wall.Now.AddHours(1), wall.Zone) : at;
    }

    /// <summary>What was said of a point in time: all of it, its day or its hour.</summary>
    public static Naming Names(Expression said, WallClock wall)
    {
        if (TimeReader.Resolve(said, wall, Ahead) is not { } reading) return Naming.Whole;
        if (reading is { Point: null, Grain: >= Grain.Day }) return Naming.Day;

        // An hour alone is today's in the morning, and at the end of the day tomorrow's.
        var midnight = wall.StartOf(wall.Today);
        var (early, late) = (Instant(said, wall with { Now = midnight }), Instant(said, wall with { Now = midnight.AddDays(1).AddMinutes(-1) }));
        return reading.Grain < Grain.Day && late - early == TimeSpan.FromDays(1) ? Naming.Hour : Naming.Whole;
    }

    /// <summary>A period that has not ended goes up to now. Null when the words are a moment ("at 5").</summary>
    public static Period? Period(Expression said, WallClock wall)
    {
        if (TimeReader.Resolve(said, wall, Behind) is not { } reading) return null;
        if (reading.Side == TimeSide.Until) return null;
        if (reading.Side == TimeSide.From) return reading.From < wall.Now ? new Period(reading.From, wall.Now) : null;
        var moment = reading.Grain < Grain.Day && reading.To - reading.From <= Unit(reading.Grain);
        if (moment || reading.To <= reading.From || (said.Weak && reading.Grain < Grain.Day)) return null;
        return new Period(reading.From, reading.From < wall.Now && reading.To > wall.Now ? wall.Now : reading.To);
    }

    public static TimeSpan? Duration(Length length) => length.Span is var span && span > TimeSpan.Zero && span < LongestDuration ? span : null;

    private static TimeSpan Unit(Grain grain) => grain switch { Grain.Second => TimeSpan.FromSeconds(1), Grain.Minute => TimeSpan.FromMinutes(1), _ => TimeSpan.FromHours(1) };
}
