namespace Jarvis.Skills.Business.Times.Calendars;

/// <summary>What comes again every day, week, month or year: "3pm", "monday", "the 15th", "christmas".</summary>
/// <param name="reach">How many periods may pass without one: a 29th of February needs eight years.</param>
/// <param name="within">Those that begin in the period that begins then, in order.</param>
internal class Recurring(Grain grain, Grain period, int reach, Func<Scene, DateTime, IEnumerable<Stretch>> within) : Series(grain)
{
    public Grain Period => period;

    public override Stretch? Next(Scene scene, DateTime from)
    {
        var start = period.Start(from);
        for (var i = 0; i <= reach && start.Year < 9990 && scene.Search(); i++, start = start.Step(period, 1))
            foreach (var one in within(scene, start))
                if (one.From >= from) return one;
        return null;
    }

    public override Stretch? Last(Scene scene, DateTime before)
    {
        var start = period.Start(before);
        for (var i = 0; i <= reach && start.Year > 2 && scene.Search(); i++, start = start.Step(period, -1))
        {
            Stretch? last = null;
            foreach (var one in within(scene, start))
                if (one.From < before) last = one;
            if (last is not null) return last;
        }
        return null;
    }

    /// <summary>Every day, every week, …</summary>
    public static Recurring Every(Grain grain) => new(grain, grain, 1, (_, start) => [Stretch.Of(start, grain)]);

    public static Recurring InYear(Grain grain, Func<int, DateTime?> day, int reach = 8) =>
        new(grain, Grain.Year, reach, (_, start) => day(start.Year) is { } it ? [Stretch.Of(it, grain)] : []);

    public static Recurring DayOfMonth(int day) =>
        new(Grain.Day, Grain.Month, 12, (_, start) => day <= DateTime.DaysInMonth(start.Year, start.Month) ? [Stretch.Of(start.AddDays(day - 1), Grain.Day)] : []);

    public static Recurring MonthDay(int month, int day) =>
        InYear(Grain.Day, year => day <= DateTime.DaysInMonth(year, month) ? new DateTime(year, month, day) : null);

    public static Recurring Month(int month) => InYear(Grain.Month, year => new DateTime(year, month, 1));
}

/// <summary>"tuesday": every Tuesday, and said alone on a Tuesday not this one.</summary>
internal sealed class Weekdays(DayOfWeek day) : Recurring(Grain.Day, Grain.Week, 1, (_, monday) => [Stretch.Of(monday.AddDays(((int)day + 6) % 7), Grain.Day)])
{
    public DayOfWeek Day { get; } = day;

    public override bool NeverNow(Scene scene) => !scene.Customs.TodayCounts;
}
