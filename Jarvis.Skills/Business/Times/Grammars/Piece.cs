using Jarvis.Skills.Business.Times.Calendars;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>What a piece says about a time, so that no second piece says it again: there is no "monday tuesday".</summary>
[Flags]
internal enum Says
{
    Nothing = 0,
    Year = 1,
    Month = 2,
    Day = 4,
    Weekday = 8,
    Week = 16,
    Clock = 32,
    Part = 64,
    Zone = 128,
    Date = Year | Month | Day | Week,
    All = Date | Weekday | Clock | Part,
}

/// <summary>Words that narrow down a time, and with others do so further: "monday", "at 5", "in march".</summary>
internal sealed record Piece(Says Says)
{
    /// <summary>The days that it leaves.</summary>
    public Series? Days { get; init; }

    /// <summary>What it is without other pieces, where that differs: "in 3 days" is also this time of day, "in 3 days at 8" is not.</summary>
    public Series? Alone { get; init; }

    /// <summary>A bare weekday, which a date that is said with it can overrule.</summary>
    public Weekdays? Weekday { get; init; }

    public TimeOfDay? Clock { get; init; }

    /// <summary>From one time of day to another.</summary>
    public ClockSpan? Span { get; init; }

    public DayPart? Part { get; init; }

    public Zone? Zone { get; init; }

    /// <summary>It could be no time at all ("may", "sat", "second"), and counts only where the whole text is it or other words say so.</summary>
    public bool Weak { get; init; }

    public static Piece On(DayOfWeek day) => new(Says.Weekday) { Weekday = new Weekdays(day) };

    public static Piece Day(Series days, Says says = Says.Day) => new(says) { Days = days };
}
