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
