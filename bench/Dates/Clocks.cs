using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Business.Times.Calendars;

namespace Jarvis.Bench.Dates;

/// <summary>The customs of those who wrote the cases, where they differ from our owners'.</summary>
internal static class Clocks
{
    /// <summary>Duckling: what lies ahead, the first such hour, whole units.</summary>
    public static Customs Duckling { get; } = new()
    {
        Lean = Lean.Ahead, Hours = BareHours.Soonest, WholeUnits = true, WeekendFromFriday = true,
    };

    /// <summary>chrono: the nearest, hours as on a clock of 24, "next month" a month from now; a morning is 6:00, an evening 20:00.</summary>
    public static Customs Chrono { get; } = new()
    {
        Lean = Lean.Nearest, Hours = BareHours.AsWritten, UnitsFromNow = true, TodayCounts = true,
        Morning = new(6, 12, 6), Noon = new(12, 14, 12), Afternoon = new(15, 18, 15), Evening = new(20, 24, 20), Night = new(22, 24, 22),
    };

    public static WallClock At(DateTimeOffset now, TimeSpan offset) =>
        new(now.ToOffset(offset), offset == TimeSpan.Zero ? TimeZoneInfo.Utc : TimeZoneInfo.CreateCustomTimeZone($"UTC{offset}", offset, null, null));
}
