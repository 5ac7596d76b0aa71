using Jarvis.Skills.Business.Times.Calendars;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>Days that the United States keep.</summary>
internal static partial class HolidayCalendar
{
    private static IEnumerable<(string Names, Recurring Days)> OfTheUnitedStates() =>
    [
        ("presidents day|president day|washingtons birthday|george washington day|washingtons day|george washingtons birthday|daisy gatson bates day", Nth(2, DayOfWeek.Monday, 3)),
        ("lincolns birthday|abraham lincolns birthday|lincoln day|abraham lincoln day", Recurring.MonthDay(2, 12)),
        ("super tuesday", OfYears(y => SuperTuesday(y))),
        ("super duper tuesday|giga tuesday|tsunami tuesday", OfYears(y => y == 2008 ? new DateTime(2008, 2, 5) : null)),
        ("mini tuesday", OfYears(y => y == 2004 ? new DateTime(2004, 2, 3) : null)),
        ("election day", Day(y => Feasts.Nth(y, 11, DayOfWeek.Monday, 1).AddDays(1))),
        ("inauguration day", OfYears(y => y % 4 == 1 ? new DateTime(y, 1, 20) : null)),
        ("military spouse day|military spouse appreciation day", Day(y => Feasts.Nth(y, 5, DayOfWeek.Sunday, 2).AddDays(-2))),
        ("armed forces day", Nth(5, DayOfWeek.Saturday, 3)),
        ("day of prayer|prayer day", Nth(5, DayOfWeek.Thursday, 1)),
        ("take our daughters and sons to work day|take your child to work day|take your daughter to work day|take our daughters to work day", Nth(4, DayOfWeek.Thursday, 4)),
        ("administrative professionals day|secretaries day|secretary day|admin day|administrative professional day", Day(y => Feasts.Nth(y, 4, DayOfWeek.Saturday, -1) is var last && last.AddDays(-3).Month == 4 ? last.AddDays(-3) : last)),
        ("arbor day", Nth(4, DayOfWeek.Friday, -1)),
        ("sibling day", Recurring.MonthDay(4, 10)),
        ("emancipation day", Day(y => Feasts.Observed(new DateTime(y, 4, 16)))),
        ("tax day", Day(TaxDay)),
        ("patriots day|patriot day of massachusetts", Nth(4, DayOfWeek.Monday, 3)),
        ("native american day", Nth(9, DayOfWeek.Friday, 4)),
        ("cesar chavez day", Recurring.MonthDay(3, 31)),
        ("pearl harbor day|pearl harbor remembrance day", Recurring.MonthDay(12, 7)),
        ("rosa parks day", Recurring.MonthDay(2, 4)),
        ("susan b anthony day", Recurring.MonthDay(2, 15)),
        ("gold star mothers day", Nth(9, DayOfWeek.Sunday, -1)),
        ("teacher appreciation day", Day(y => Feasts.Nth(y, 5, DayOfWeek.Tuesday, 1))),
        ("stepfamily day", Recurring.MonthDay(9, 16)),
        ("thomas jefferson day|jeffersons birthday|thomas jeffersons birthday", Recurring.MonthDay(4, 13)),
        ("ems week|emergency medical services week", new Recurring(Grain.Day, Grain.Year, 2, (_, s) => [new Stretch(Feasts.Nth(s.Year, 5, DayOfWeek.Sunday, 3), Feasts.Nth(s.Year, 5, DayOfWeek.Sunday, 3).AddDays(7), Grain.Day)])),
        ("emsc day|emergency medical services for children day", Day(y => Feasts.Nth(y, 5, DayOfWeek.Sunday, 3).AddDays(3))),
        ("kwanzaa", new Recurring(Grain.Day, Grain.Year, 2, (_, s) => [new Stretch(new DateTime(s.Year, 12, 26), new DateTime(s.Year, 12, 31).AddDays(2), Grain.Day)])),
        ("victoria day|sovereigns birthday", Day(y => new DateTime(y, 5, 24).AddDays(-(((int)new DateTime(y, 5, 24).DayOfWeek + 6) % 7)))),
        ("family day", Nth(2, DayOfWeek.Monday, 3)),
    ];

    /// <summary>15 April, or the working day after it and after the District of Columbia's Emancipation Day.</summary>
    private static DateTime? TaxDay(int year)
    {
        var day = new DateTime(year, 4, 15);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || day == Feasts.Observed(new DateTime(year, 4, 16))) day = day.AddDays(1);
        return day;
    }

    /// <summary>When most states hold primaries: the first Tuesday of March, but for 2000, 2004 and 2008 that had their own.</summary>
    private static DateTime? SuperTuesday(int year) => year % 4 != 0 ? null : year == 2008 ? new DateTime(2008, 2, 5) : Feasts.Nth(year, 3, DayOfWeek.Tuesday, 1);

    private static Recurring OfYears(Func<int, DateTime?> day) => Recurring.InYear(Grain.Day, day, reach: 60);
}
