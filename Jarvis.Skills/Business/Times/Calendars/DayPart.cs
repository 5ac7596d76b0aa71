namespace Jarvis.Skills.Business.Times.Calendars;

internal enum PartOfDay
{
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
}

/// <summary>"in the evening": every evening, as long as customs have it.</summary>
internal sealed class DayPart(PartOfDay part, int fromEnd = 0, int fromStart = 0) : Series(Grain.Hour)
{
    public PartOfDay Part { get; } = part;

    /// <summary>"5" in it is 17.</summary>
    public bool LaterHalf => Part is not PartOfDay.Morning;

    public override Stretch? Next(Scene scene, DateTime from)
    {
        var today = On(scene, from.Date);
        return today.From >= from ? today : from.Year > 9990 ? null : On(scene, from.Date.AddDays(1));
    }

    public override Stretch? Last(Scene scene, DateTime before)
    {
        var today = On(scene, before.Date);
        return today.From < before ? today : before.Year < 2 ? null : On(scene, before.Date.AddDays(-1));
    }

    /// <summary>"in the morning", said at noon, is tomorrow's; of today's evening it is the evening also when that has begun.</summary>
    public override Stretch? Resolve(Scene scene) =>
        scene.Customs.Lean switch
        {
            Lean.Nearest => On(scene, scene.Today),
            Lean.Ahead => On(scene, scene.Today) is var today && today.Point > scene.Now ? today : On(scene, scene.Today.AddDays(1)),
            _ => base.Resolve(scene),
        };

    /// <summary>"early in the morning" ends three hours sooner; "late tonight" begins three hours later.</summary>
    public DayPart Early() => new(Part, fromEnd: 3);

    public DayPart Late() => new(Part, fromStart: 3);

    /// <summary>The time on the clock that was said with it. At night, one to five are after midnight.</summary>
    public TimeSpan? At(TimeOfDay clock)
    {
        if (!clock.Bare) return clock.Time;
        var hours = clock.Time.Hours;
        return Part switch
        {
            PartOfDay.Night when hours == 12 => TimeSpan.FromDays(1) + clock.Time - TimeSpan.FromHours(12),
            PartOfDay.Night when hours < 6 => TimeSpan.FromDays(1) + clock.Time,
            _ => clock.In(LaterHalf).Time,
        };
    }

    private Stretch On(Scene scene, DateTime day)
    {
        var hours = Part switch
        {
            PartOfDay.Morning => scene.Customs.Morning,
            PartOfDay.Noon => scene.Customs.Noon,
            PartOfDay.Afternoon => scene.Customs.Afternoon,
            PartOfDay.Evening => scene.Customs.Evening,
            _ => scene.Customs.Night,
        };
        return new Stretch(day.AddHours(hours.From + fromStart), day.AddHours(hours.To - fromEnd), Grain.Hour) { Point = day.AddHours(hours.Point) };
    }
}
