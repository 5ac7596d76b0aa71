using System.Runtime.InteropServices;

namespace Jarvis.Skills.Business.Times.Calendars;

/// <summary>Which way a time lies that was said without a year, a week or a day.</summary>
public enum Lean
{
    /// <summary>A reminder's "friday".</summary>
    Ahead,

    /// <summary>A report's "friday".</summary>
    Behind,

    /// <summary>Whichever is closer to now; a time of day is today's.</summary>
    Nearest,
}

/// <summary>What "5" is on a clock without a.m. or p.m.</summary>
public enum BareHours
{
    /// <summary>The one when people are awake: seven to twelve as it stands, one to six in the afternoon.</summary>
    Waking,

    /// <summary>The one that comes first.</summary>
    Soonest,

    /// <summary>As on a clock with 24 hours.</summary>
    AsWritten,
}

/// <summary>When a part of the day begins and ends, in hours, and the hour at which something said for it is to happen.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PartHours(int From, int To, int Point);

/// <summary>How people of one place speak of time, where others mean something else by the same words.</summary>
public sealed record Customs
{
    public Lean Lean { get; init; } = Lean.Ahead;

    public BareHours Hours { get; init; } = BareHours.Waking;

    /// <summary>3/4 is the third of April.</summary>
    public bool DayFirst { get; init; }

    /// <summary>"next month" is a month from now, not the calendar's.</summary>
    public bool UnitsFromNow { get; init; }

    /// <summary>A bare "tuesday" said on a Tuesday is today.</summary>
    public bool TodayCounts { get; init; }

    /// <summary>A weekend begins on Friday at 18:00, not on Saturday.</summary>
    public bool WeekendFromFriday { get; init; }

    /// <summary>"last 2 weeks" are whole ones that have ended; otherwise they end now.</summary>
    public bool WholeUnits { get; init; }

    public PartHours Morning { get; init; } = new(0, 12, 8);

    public PartHours Noon { get; init; } = new(12, 14, 12);

    public PartHours Afternoon { get; init; } = new(12, 19, 14);

    public PartHours Evening { get; init; } = new(18, 24, 18);

    public PartHours Night { get; init; } = new(18, 24, 20);
}
