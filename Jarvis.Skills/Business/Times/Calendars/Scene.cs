namespace Jarvis.Skills.Business.Times.Calendars;

/// <summary>Where and when something is said: the owner's clock, their customs, and how much may be spent on working it out.</summary>
internal sealed class Scene(WallClock wall, Customs customs)
{
    private int steps = 4000;

    public WallClock Wall { get; } = wall;

    public Customs Customs { get; } = customs;

    public DateTime Now { get; } = DateTime.SpecifyKind(wall.Now.DateTime, DateTimeKind.Unspecified);

    public DateTime Today => Now.Date;

    /// <summary>Counts a step of a search; false when an impossible date ("the fifth friday of a february 2011") has used them up.</summary>
    public bool Search() => --steps > 0;

    /// <summary>So much time that passes from a moment on: an hour is an hour, also in the night that the clocks change.</summary>
    public DateTime Pass(DateTime from, Grain grain, double count)
    {
        if (grain >= Grain.Day && count == Math.Truncate(count)) return from.Step(grain, count);
        if (grain > Grain.Hour) return from.Step(grain, count);
        try
        {
            var later = Wall.At(from).ToUniversalTime().DateTime.Step(grain, count);
            return DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(later, DateTimeKind.Utc), Wall.Zone), DateTimeKind.Unspecified);
        }
        catch (ArgumentOutOfRangeException) { return from; }
    }

    /// <summary>A wall time of another place as one of the owner's.</summary>
    public DateTime From(DateTime there, TimeSpan offset)
    {
        if (there.Year is < 2 or > 9998) return there;
        return DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(there - offset, DateTimeKind.Utc), Wall.Zone), DateTimeKind.Unspecified);
    }
}
