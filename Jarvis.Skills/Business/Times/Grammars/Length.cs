using Jarvis.Skills.Business.Times.Calendars;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>A length of time in the units in which it was said: a month is no number of days.</summary>
internal sealed record Length(IReadOnlyList<(double Count, Grain Grain)> Parts)
{
    public Grain Coarsest => Parts.Max(p => p.Grain);

    public Grain Finest => Parts.Min(p => p.Grain);

    /// <summary>A month counts 30 days, a year 365.</summary>
    public TimeSpan Span => Parts.Aggregate(TimeSpan.Zero, (sum, p) => sum + (Math.Clamp(p.Count, 0, 100_000) * Unit(p.Grain)));

    public DateTime From(Scene scene, DateTime at, int sign) => Parts.OrderByDescending(p => p.Grain).Aggregate(at, (t, p) => scene.Pass(t, p.Grain, sign * p.Count));

    /// <summary>So long from now: days on the calendar, hours as they pass.</summary>
    public DateTimeOffset FromNow(Scene scene, int sign)
    {
        var days = Parts.Where(p => p.Grain >= Grain.Day).ToList();
        var at = days.Count == 0 ? scene.Wall.Now : scene.Wall.At(new Length(days).From(scene, scene.Now, sign));
        var passing = new Length([.. Parts.Where(p => p.Grain < Grain.Day)]).Span;
        try { return TimeZoneInfo.ConvertTime(at.Add(sign * passing), scene.Wall.Zone); }
        catch (ArgumentOutOfRangeException) { return at; }
    }

    private static TimeSpan Unit(Grain grain) => grain switch
    {
        Grain.Second => TimeSpan.FromSeconds(1),
        Grain.Minute => TimeSpan.FromMinutes(1),
        Grain.Hour => TimeSpan.FromHours(1),
        Grain.Day => TimeSpan.FromDays(1),
        Grain.Week => TimeSpan.FromDays(7),
        Grain.Month => TimeSpan.FromDays(30),
        Grain.Quarter => TimeSpan.FromDays(91),
        _ => TimeSpan.FromDays(365),
    };
}
