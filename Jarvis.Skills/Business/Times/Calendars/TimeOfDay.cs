namespace Jarvis.Skills.Business.Times.Calendars;

/// <summary>"5", "17:30", "9am": a time on the clock, every day.</summary>
/// <param name="bare">Without a.m. or p.m., so that 5 could be 17.</param>
internal sealed class TimeOfDay(TimeSpan time, Grain grain, bool bare) : Series(grain)
{
    public TimeSpan Time { get; } = time;

    public bool Bare { get; } = bare && time.Hours is >= 1 and <= 12;

    public override Stretch? Next(Scene scene, DateTime from)
    {
        for (var day = from.Date; day.Year < 9998; day = day.AddDays(1))
            foreach (var at in On(scene, day))
                if (at >= from) return Stretch.Of(at, Grain);
        return null;
    }

    public override Stretch? Last(Scene scene, DateTime before)
    {
        for (var day = before.Date; day.Year > 1; day = day.AddDays(-1))
            foreach (var at in On(scene, day).Reverse())
                if (at < before) return Stretch.Of(at, Grain);
        return null;
    }

    public override Stretch? Resolve(Scene scene)
    {
        // Midnight is the coming one, but for who is still up.
        if (scene.Customs is { Lean: Lean.Nearest }) return Next(scene, Time == TimeSpan.Zero && scene.Now.Hour >= 2 ? scene.Today.AddDays(1) : scene.Today);
        if (scene.Customs is not { Hours: BareHours.Waking } || !Bare) return base.Resolve(scene);
        var sooner = Readings.SelectMany(t => new[] { scene.Today.AddDays(-1) + t, scene.Today + t, scene.Today.AddDays(1) + t });
        if (scene.Customs.Lean == Lean.Behind) return Stretch.Of(sooner.Where(t => t <= scene.Now).Max(), Grain);
        var ahead = sooner.Where(t => t > scene.Now).Order().ToList();
        return Stretch.Of(ahead.Find(Awake) is var awake && awake != default ? awake : ahead[0], Grain);
    }

    /// <summary>In the part of the day that was named with it: "5 in the afternoon", "1 at night".</summary>
    public TimeOfDay In(bool laterHalf) => !Bare ? this : new TimeOfDay(laterHalf == Time.Hours < 12 ? Time + TimeSpan.FromHours(laterHalf ? 12 : -12) : Time, Grain, bare: false);

    public TimeOfDay Certain => new(Time, Grain, bare: false);

    private IEnumerable<TimeSpan> Readings => Bare ? new[] { Time, Other }.Order() : [Time];

    private TimeSpan Other => Time.Hours == 12 ? Time - TimeSpan.FromHours(12) : Time + TimeSpan.FromHours(12);

    private IEnumerable<DateTime> On(Scene scene, DateTime day)
    {
        if (!Bare || scene.Customs.Hours == BareHours.AsWritten) return [day + Time];
        if (scene.Customs.Hours == BareHours.Soonest) return Readings.Select(t => day + t);
        var usual = day + (Time.Hours is >= 1 and <= 6 ? Other : Time);
        if (day != scene.Today || usual > scene.Now) return [usual];
        var later = Readings.Select(t => day + t).Where(t => t > scene.Now).ToList();
        return [later.Count == 0 ? usual : later.Find(Awake) is var awake && awake != default ? awake : later[0]];
    }

    private static bool Awake(DateTime at) => at.Hour is >= 7 and <= 22;
}
