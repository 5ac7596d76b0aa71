namespace Jarvis.Skills.Business.Times;

/// <summary>The owner's now, and how their wall clock becomes an instant.</summary>
/// <param name="Now">The current instant, with the owner's offset.</param>
public sealed record WallClock(DateTimeOffset Now, TimeZoneInfo Zone)
{
    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    /// <summary>
    /// A wall-clock time as an instant. A time that the clock jumps over in spring is as much later as the jump; of a
    /// time that comes twice in autumn, the first counts.
    /// </summary>
    public DateTimeOffset At(DateTime wall)
    {
        wall = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        if (Zone.IsInvalidTime(wall))
        {
            var before = Zone.GetUtcOffset(wall.AddHours(-3));
            return TimeZoneInfo.ConvertTime(new DateTimeOffset(wall, before), Zone);
        }
        var offset = Zone.IsAmbiguousTime(wall) ? Zone.GetAmbiguousTimeOffsets(wall).Max() : Zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset);
    }

    public DateTimeOffset At(DateOnly day, TimeOnly time) => At(day.ToDateTime(time));

    public DateTimeOffset StartOf(DateOnly day) => At(day, TimeOnly.MinValue);

    /// <summary>The Monday of the week.</summary>
    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
